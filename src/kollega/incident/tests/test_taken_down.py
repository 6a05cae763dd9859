"""Somebody presses: gone at once for everybody."""

import uuid
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection, connections
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border import takedown
from kollega.border.models import Draft
from kollega.consultation import rules, services, similar
from kollega.consultation.jobs import next_rings
from kollega.consultation.models import Closing, Post, PostEdit, Question
from kollega.consultation.tests import helpers as questions
from kollega.core import clock, zones
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.zones import zone_of, zoned_models
from kollega.incident.models import Incident, Press, Report
from kollega.incident.tests import helpers
from kollega.search import query, settling
from kollega.search.models import Document, Posting

ADDRESSES = ("question", "respond", "take", "post", "save_post", "check_post", "presence")
OWN = ("close", "reopen", "withdraw", "show_name")


def test_one_press_and_no_address_answers_anybody(crowded_world: World) -> None:
    world = crowded_world
    question_id = helpers.ask(world)
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
    question_id = helpers.closed(world)
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
    """A later table with text that hangs on a question says how it is closed. A proposed card is not
    closed with its question: it ends (`to_card/ending.py`), and nothing of it is left to read."""
    ended = {"CardProposal", "ProposalRemark"}
    hanging = [
        model
        for model in zoned_models()
        if (zone := zone_of(model))
        and zone.kind is zones.Kind.SHARED
        and model._meta.app_label == "consultation"
        and any(f.__class__.__name__ == "ClearedTextField" for f in model._meta.local_fields)
    ]
    assert len(hanging) >= 4
    assert {model.__name__ for model in hanging if not zone_of(model).closed_by} == ended  # type: ignore[union-attr]


def test_it_is_found_no_more_and_found_again_when_put_back(world: World) -> None:
    question_id = helpers.closed(world)
    reader = world.answerer_two.actor
    count = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(count):
        settling.count_terms(count)

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
    waiting = helpers.notices_about(world, question_id)
    assert {("answerer", "question.asked"), ("answerer_two", "question.asked")} <= waiting
    sara = client_of(world.answerer)
    questions.press(sara, "respond", question_id, choice="read")
    # A job that was queued before the press and runs after it.
    questions.reply(sara, question_id, "Börja med skyddet.")
    helpers.press(world, "answerer", question_id)
    assert helpers.notices_about(world, question_id) == set()
    run_waiting()
    assert helpers.notices_about(world, question_id) == set()
    mail.outbox.clear()
    with clock.at(clock.now() + timedelta(days=4)):
        run_waiting()
    assert not any(str(question_id) in letter.body for letter in mail.outbox)


def test_the_next_group_is_not_asked(world: World) -> None:
    question_id = helpers.ask(world)
    helpers.press(world, "answerer", question_id)
    later = clock.now() + timedelta(days=30)
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with clock.at(later), acting(actor):
        assert services.open_next_ring(actor, question_id) is False
    with clock.at(later):
        next_rings.run(collaboration_id=world.collaboration_id)
        run_waiting()
    assert helpers.notices_about(world, question_id) == set()


def test_an_answer_that_is_sent_in_that_second_is_not_left_open(real_world: World) -> None:
    """The press has taken the question and is not committed yet when the answer comes."""
    world = real_world
    question_id = helpers.ask(world)
    questions.press(client_of(world.answerer_two), "respond", question_id, choice="read")
    statuses: list[int] = []

    def answer() -> None:
        sent = client_of(world.answerer_two).post(
            reverse("consultation:post", args=[question_id]),
            {"draft": str(uuid.uuid4()), "version": "0", "text": "Sent svar.", "do": "send"},
        )
        statuses.append(sent.status_code)
        connections.close_all()

    thread, sara = Thread(target=answer), world.answerer.actor
    with acting(sara):
        assert takedown.take_down(sara, "question", question_id) == "now"
        thread.start()
        thread.join(timeout=2)
        assert thread.is_alive(), "it waits for the press"
    thread.join()
    assert statuses == [404]
    with acting(world.manager.actor):
        texts = [each.text for each in takedown.parts(world.manager.actor, "question", question_id)]
    assert "Sent svar." not in texts


def test_no_page_is_kept_by_the_browser(world: World) -> None:
    """Neither a copy on the disk nor an old page behind the back button."""
    question_id = helpers.ask(world)
    sara = client_of(world.answerer)
    for path in (f"/fragor/{question_id}", "/fragor", "/notiser"):
        answer = sara.get(path)
        assert answer["Cache-Control"] == "private, no-store", path
        assert not answer.has_header("ETag")


def test_what_somebody_was_writing_stays_hers_and_cannot_be_sent(world: World) -> None:
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
    helpers.press(world, "answerer", question_id)
    answer = client_of(world.asker).post(
        reverse("consultation:draft", args=[question_id]), questions.form(world)
    )
    assert answer.status_code == 302
    assert client_of(world.asker).get(answer["Location"]).status_code == 404


def test_pressing_twice_is_one_report_and_two_who_press_make_one_incident(world: World) -> None:
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
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


def test_a_mistaken_press_is_put_back_with_one_press(world: World) -> None:
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
    first = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, first)
    helpers.close(world, first, "not_rec")
    second = helpers.arrived(world, "answerer", question_id)
    assert second != first
    with acting(world.answerer.actor), pytest.raises(Exception, match="finns inte"):
        rules.question_for(world.answerer.actor, question_id)
