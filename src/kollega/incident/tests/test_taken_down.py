"""Somebody presses: gone at once for everybody, and nobody learns more than they should."""

import json
import uuid
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection, connections
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border.models import Draft
from kollega.consultation import rules, services, similar
from kollega.consultation.jobs import next_rings
from kollega.consultation.models import Closing, Post, PostEdit, Question
from kollega.consultation.tests import helpers as questions
from kollega.core import clock, zones
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import AccessRow, AuditRow
from kollega.core.models.notice import Notice
from kollega.core.zones import zone_of, zoned_models
from kollega.incident import jobs
from kollega.incident.models import Incident, Press, Report, Seen, Told
from kollega.incident.tests import helpers
from kollega.search import index, query
from kollega.search.models import Document, Posting

ADDRESSES = ("question", "respond", "take", "post", "save_post", "check_post", "presence")
OWN = ("close", "reopen", "withdraw", "show_name")


def ask(world: World, **changes: str) -> uuid.UUID:
    """A situation from Granåker, read and answered by one in Storavan."""
    helpers.knowing(world)
    question_id = questions.send(client_of(world.asker), world, **changes)
    sara = client_of(world.answerer)
    questions.press(sara, "respond", question_id, choice="read")
    questions.page(sara, question_id)
    questions.reply(sara, question_id, "Börja med skyddet.")
    return question_id


def closed(world: World) -> uuid.UUID:
    """The same, closed: everybody in the collaboration can find it."""
    question_id = ask(world)
    answer = client_of(world.asker).post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Det hjälpte.", "do": "send"},
    )
    assert answer.status_code == 302
    run_waiting()
    return question_id


def notices_about(world: World, subject_id: uuid.UUID) -> set[tuple[str, str]]:
    """(persona, kind) of every unread notice about something."""
    found = set()
    for who, persona in world.personas.items():
        with acting(job_for(job="test", account_id=persona.account.id)):
            rows = Notice.objects.filter(subject_id=subject_id, status="waiting")
            found |= {(who, row.kind) for row in rows}
    return found


def test_one_press_and_no_address_answers_anybody(crowded_world: World) -> None:
    world = crowded_world
    question_id = ask(world)
    before = {
        who: client_of(p).get(f"/fragor/{question_id}").status_code
        for who, p in world.personas.items()
    }
    assert before["asker"] == before["answerer"] == before["answerer_two"] == 200
    helpers.press(world, "answerer", question_id, how="name")
    for who, persona in world.personas.items():
        client = client_of(persona)
        for name in (*ADDRESSES, *OWN):
            url = reverse(f"consultation:{name}", args=[question_id])
            for answer in (client.get(url), client.post(url, {"choice": "read", "text": "Hej"})):
                assert answer.status_code in {403, 404, 405}, (who, name)
                assert questions.SITUATION[:20] not in answer.content.decode()
    for who in ("asker", "answerer", "answerer_two"):
        for tab in ("vantar", "mina", "alla"):
            page = client_of(world.personas[who]).get(f"/fragor?visa={tab}").content.decode()
            assert str(question_id) not in page


def test_the_database_itself_closes_every_row_of_the_thread(world: World) -> None:
    question_id = closed(world)
    sara = world.answerer.actor
    with acting(sara):
        assert Question.objects.filter(pk=question_id).exists()
        assert Post.objects.exists()
        assert Closing.objects.exists()
    helpers.press(world, "answerer", question_id)
    for persona in world.personas.values():
        with acting(persona.actor):
            assert not Question.objects.filter(pk=question_id).exists()
            assert not Post.objects.filter(question_id=question_id).exists()
            assert not Closing.objects.filter(question_id=question_id).exists()
            assert not PostEdit.objects.filter(post__question_id=question_id).exists()
    with acting(sara), connection.cursor() as cursor:
        # Neither can anybody open it again by hand, nor read it by the room's own function.
        cursor.execute("update consultation_question set taken_down_at = null where true")
        assert cursor.rowcount == 0
        cursor.execute("select consultation_lift(%s)", [question_id])
        assert cursor.fetchone() == (False,)
        cursor.execute("select * from consultation_down_texts(%s)", [question_id])
        assert cursor.fetchall() == []


def test_every_table_with_a_thread_s_text_can_be_closed() -> None:
    """A later table with text that hangs on a question says how it is closed."""
    hanging = [
        model
        for model in zoned_models()
        if (zone := zone_of(model))
        and zone.kind is zones.Kind.SHARED
        and model._meta.app_label == "consultation"
        and any(f.__class__.__name__ == "ClearedTextField" for f in model._meta.local_fields)
    ]
    assert len(hanging) >= 4
    assert {model.__name__ for model in hanging if not zone_of(model).closed_by} == set()  # type: ignore[union-attr]


def test_it_is_found_no_more_and_found_again_when_put_back(world: World) -> None:
    question_id = closed(world)
    reader = world.answerer_two.actor
    count = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(count):
        index.count_terms(count)

    def found() -> tuple[bool, bool]:
        with acting(reader):
            hits = [hit.object_id for hit in query.find(reader, "resa gift", kind="question")]
            alike = similar.earlier(reader, similar.similar_ids(reader, questions.SITUATION))
            return question_id in hits, question_id in {each.id for each in alike}

    assert found() == (True, True)
    helpers.press(world, "answerer", question_id)
    assert found() == (False, False)
    with acting(reader):
        assert not Document.objects.filter(object_id=question_id).exists()
        assert not Posting.objects.exists()
    run_waiting()
    incident_id = helpers.incident_of(world, question_id).id
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302
    assert found() == (True, True)


def test_notices_and_letters_not_yet_sent_are_taken_back(world: World) -> None:
    helpers.knowing(world)
    question_id = questions.send(client_of(world.asker), world)
    run_waiting()
    waiting = notices_about(world, question_id)
    assert {("answerer", "question.asked"), ("answerer_two", "question.asked")} <= waiting
    sara = client_of(world.answerer)
    questions.press(sara, "respond", question_id, choice="read")
    # A job that was queued before the press and runs after it.
    questions.reply(sara, question_id, "Börja med skyddet.")
    helpers.press(world, "answerer", question_id)
    assert notices_about(world, question_id) == set()
    run_waiting()
    assert notices_about(world, question_id) == set()
    mail.outbox.clear()
    with clock.at(clock.now() + timedelta(days=4)):
        run_waiting()
    assert not any(str(question_id) in letter.body for letter in mail.outbox)


def test_the_next_group_is_not_asked(world: World) -> None:
    question_id = ask(world)
    helpers.press(world, "answerer", question_id)
    later = clock.now() + timedelta(days=30)
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with clock.at(later), acting(actor):
        assert services.open_next_ring(actor, question_id) is False
    with clock.at(later):
        next_rings.run(collaboration_id=world.collaboration_id)
        run_waiting()
    assert notices_about(world, question_id) == set()


def test_what_somebody_was_writing_stays_hers_and_cannot_be_sent(world: World) -> None:
    question_id = ask(world)
    sara = client_of(world.answerer)
    draft_id = uuid.uuid4()
    written = {"draft": str(draft_id), "version": "0", "text": "Ett råd till, om skyddet."}
    saved = sara.post(
        reverse("consultation:save_post", args=[question_id]),
        written,
        HTTP_ACCEPT="application/json",
    )
    assert saved.status_code == 200
    helpers.press(world, "answerer", question_id)
    answer = sara.post(
        reverse("consultation:post", args=[question_id]), written | {"version": "1", "do": "send"}
    )
    assert answer.status_code == 404
    assert "Ett råd till, om skyddet." in answer.content.decode()
    with acting(world.answerer.actor):
        assert Draft.objects.get(pk=draft_id).body["text"] == "Ett råd till, om skyddet."


def test_asking_again_by_an_old_page_makes_no_second_question(world: World) -> None:
    question_id = ask(world)
    helpers.press(world, "answerer", question_id)
    answer = client_of(world.asker).post(
        reverse("consultation:draft", args=[question_id]), questions.form(world)
    )
    assert answer.status_code == 302
    assert client_of(world.asker).get(answer["Location"]).status_code == 404


def test_pressing_twice_is_one_report_and_two_who_press_make_one_incident(world: World) -> None:
    question_id = ask(world)
    questions.press(client_of(world.answerer_two), "respond", question_id, choice="read")
    first = {"id": str(uuid.uuid4()), "how": "name"}
    url = reverse("incident:report", args=[question_id])
    one, again = (client_of(world.answerer).post(url, first) for _time in range(2))
    assert one["Location"] == again["Location"]
    # With another page open she is led to what she has reported already.
    third = client_of(world.answerer).post(url, {"id": str(uuid.uuid4())})
    assert third["Location"] == one["Location"]
    # Åke had the page open when it went down: his press counts.
    other = client_of(world.answerer_two).post(url, {"id": str(uuid.uuid4()), "how": "knows"})
    assert other.status_code == 302
    assert other["Location"] != one["Location"]
    run_waiting()
    with acting(world.manager.actor):
        assert Incident.objects.count() == 1
        assert sorted(Report.objects.values_list("how", flat=True)) == ["knows", "name"]
    # Whoever could not read it is told nothing, down or not.
    for who in ("same_unit", "coordinator", "outsider"):
        assert client_of(world.personas[who]).post(url, {}).status_code == 404


def test_two_at_the_very_same_time(real_world: World) -> None:
    world = real_world
    question_id = ask(world)
    questions.press(client_of(world.answerer_two), "respond", question_id, choice="read")
    gate, statuses = Barrier(2), []

    def press(who: str) -> None:
        client = client_of(world.personas[who])
        gate.wait()
        answer = client.post(
            reverse("incident:report", args=[question_id]), {"id": str(uuid.uuid4())}
        )
        statuses.append(answer.status_code)
        connections.close_all()

    threads = [Thread(target=press, args=[who]) for who in ("answerer", "answerer_two")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert statuses == [302, 302]
    with acting(world.manager.actor):
        assert Incident.objects.count() == 1
        assert Report.objects.count() == 2


def test_the_reporter_cannot_learn_whose_it_was(world: World) -> None:
    """Not from the answers, not from notices, and not by SQL of her own, before or after the jobs."""
    question_id = ask(world)
    home = str(world.asker.municipality.id)
    secret = (home, "Granåker", "Maja", str(world.asker.account.id), str(world.asker.colleague_id))
    sara = client_of(world.answerer)
    report_id = helpers.press(world, "answerer", question_id, how="knows")
    assert_hides(sara.get(reverse("incident:reported", args=[report_id])).content.decode(), secret)

    def tables_tell() -> None:
        with acting(world.answerer.actor), connection.cursor() as cursor:
            for model in zoned_models():
                zone = zone_of(model)
                if zone is None or not (zone.tenant or model._meta.app_label == "incident"):
                    continue
                cursor.execute(f'select to_jsonb(t)::text from "{model._meta.db_table}" t')
                for (row,) in cursor.fetchall():
                    about = {str(question_id), *incidents}
                    if any(each in row for each in about):
                        assert_hides(row, secret)
            # The queue has no policy: what waits in it names no municipality beside the incident.
            cursor.execute(
                "select task_name, args::text from procrastinate_jobs where status = 'todo'"
            )
            for name, row in cursor.fetchall():
                if name != "incident.arrive":
                    assert home not in row, name

    incidents: set[str] = set()
    tables_tell()
    run_waiting()
    incidents = {str(helpers.incident_of(world, question_id).id)}
    tables_tell()
    for path in ("/notiser", f"/nedtaget/{next(iter(incidents))}"):
        assert_hides(sara.get(path).content.decode(), secret)
    for letter in mail.outbox:
        assert_hides(letter.body, secret[:3])


def assert_hides(text: str, secret: tuple[str, ...]) -> None:
    for each in secret:
        assert each not in text, each


def test_no_other_collaboration_and_no_other_municipality_sees_an_incident(
    crowded_world: World,
) -> None:
    world = crowded_world
    question_id = ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id)
    for who, persona in world.personas.items():
        actor = persona.actor
        may = persona.municipality == world.asker.municipality and actor.has(
            Role.MANAGER, Role.ADMINISTRATOR
        )
        with acting(actor):
            seen = Incident.objects.filter(pk=incident_id).exists()
            names = Seen.objects.exists()
        assert seen == names == may, who
        if who.startswith("outsider"):
            assert notices_of(persona) == set()


def notices_of(persona: object) -> set[str]:
    with acting(job_for(job="test", account_id=persona.account.id)):  # type: ignore[attr-defined]
        return {row.kind for row in Notice.objects.all() if row.kind.startswith("incident.")}


def test_everybody_concerned_is_told_once(world: World) -> None:
    question_id = ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id)
    with clock.at(clock.now() + timedelta(minutes=20)):
        run_waiting()
    assert notices_about(world, incident_id) == {
        ("manager", "incident.assess"),
        ("asker", "incident.asker"),
        ("answerer", "incident.reader"),
        ("coordinator", "incident.coordinator"),
    }
    shown = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    page = shown.content.decode()
    for words in (
        "De som bedömer incidenter (1)",
        "Den som frågade (1)",
        "De som hade läst (1)",
        "Samordnaren (1)",
    ):
        assert words in page, words


def test_who_had_read_is_listed_but_never_the_asker(world: World) -> None:
    question_id = ask(world)
    for who in ("asker", "answerer_two"):  # she reads her own; he looks, and does not read on
        client_of(world.personas[who]).get(f"/fragor/{question_id}")
    incident_id = helpers.arrived(world, "answerer", question_id)
    with acting(world.manager.actor):
        rows = {each.name: each for each in Seen.objects.all()}
    assert set(rows) == {"Sara Svarare", "Åke Svarare"}
    assert rows["Sara Svarare"].first_at is not None
    assert rows["Sara Svarare"].times >= 2
    assert rows["Åke Svarare"].first_at is None
    page = (
        client_of(world.manager)
        .get(reverse("incident:readers", args=[incident_id]))
        .content.decode()
    )
    assert "Sara Svarare" in page
    assert "Storavan" in page
    assert "Maja" not in page


def test_a_page_that_was_on_its_way_is_listed_a_moment_later(world: World) -> None:
    question_id = ask(world)
    questions.press(client_of(world.answerer_two), "respond", question_id, choice="read")
    actor = world.answerer_two.actor
    helpers.arrived(world, "answerer", question_id)
    with acting(actor):
        AccessRow(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            verb="GET consultation:question",
            subject_kind="question",
            subject_id=question_id,
        ).save(force_insert=True)
    with clock.at(clock.now() + timedelta(minutes=16)):
        run_waiting()
    with acting(world.manager.actor):
        assert Seen.objects.filter(first_at__isnull=False).count() == 2


def test_jobs_run_twice_have_their_effect_once(world: World) -> None:
    """A worker may be killed after its COMMIT but before it says so."""
    question_id = ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id)
    ids = {
        "incident_id": incident_id,
        "municipality_id": world.asker.municipality.id,
        "collaboration_id": world.collaboration_id,
    }

    def stand() -> str:
        with acting(world.manager.actor):
            rows = [
                list(model.objects.order_by("id").values()) for model in (Incident, Seen, Report)
            ]
            sent = helpers.sent_rows()
        told = []
        for persona in world.personas.values():
            with acting(job_for(job="t", account_id=persona.account.id)):
                told.append(list(Told.objects.values()))
                told.append(list(Notice.objects.order_by("id").values("id", "kind")))
        return json.dumps([rows, sent, told], default=str)

    before = stand()
    jobs.arrive.run(event_id=uuid.uuid4(), **ids)
    run_waiting()
    assert stand() == before
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "destroyed") == 302
    before = stand()
    jobs.tell_over.run(**ids)
    run_waiting()
    assert stand() == before


def test_the_press_is_not_shown_to_a_log_reviewer(world: World) -> None:
    """Who reported has a tie: only that somebody was at work that day is told."""
    question_id = ask(world)
    helpers.arrived(world, "answerer", question_id)
    with acting(world.answerer.actor):
        kinds = set(
            AuditRow.objects.filter(account_id=world.answerer.account.id).values_list(
                "subject_kind", flat=True
            )
        ) | set(
            AccessRow.objects.filter(account_id=world.answerer.account.id).values_list(
                "subject_kind", flat=True
            )
        )
    assert "incident" not in kinds


def test_a_mistaken_press_is_put_back_with_one_press(world: World) -> None:
    question_id = ask(world)
    report_id = helpers.press(world, "answerer", question_id)
    run_waiting()
    sara = client_of(world.answerer)
    assert sara.post(reverse("incident:withdraw", args=[report_id])).status_code == 302
    assert sara.get(f"/fragor/{question_id}").status_code == 404, "it stays down until looked at"
    incident_id = helpers.incident_of(world, question_id).id
    page = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    assert "det var ett misstag" in page.content.decode()
    assert helpers.close(world, incident_id, "mistake") == 302
    assert sara.get(f"/fragor/{question_id}").status_code == 200
    with acting(world.answerer.actor):
        assert Press.objects.get().withdrawn_at is not None


def test_it_may_be_reported_again_after_it_was_put_back(world: World) -> None:
    question_id = ask(world)
    first = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, first)
    helpers.close(world, first, "not_rec")
    second = helpers.arrived(world, "answerer", question_id)
    assert second != first
    with acting(world.answerer.actor), pytest.raises(Exception, match="finns inte"):
        rules.question_for(world.answerer.actor, question_id)


def test_a_reporter_who_wants_to_be_reached_can_be(world: World) -> None:
    question_id = ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id, may_contact="on")
    page = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    assert "Sara Svarare, Storavan" in page.content.decode()
    other = ask(world)
    incident_id = helpers.arrived(world, "answerer", other)
    page = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    assert "Sara" not in page.content.decode()
