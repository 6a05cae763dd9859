"""Who is told of a press, and what nobody learns from it."""

import json
import uuid
from datetime import timedelta

from django.core import mail
from django.db import connection
from django.urls import reverse
from tests.personas import World, client_of

from kollega.consultation.tests import helpers as questions
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import AccessRow, AuditRow
from kollega.core.models.notice import Notice
from kollega.core.zones import zone_of, zoned_models
from kollega.incident import jobs, queries
from kollega.incident.models import Incident, Report, Seen, Told
from kollega.incident.tests import helpers


def test_the_reporter_cannot_learn_whose_it_was(world: World) -> None:
    """Not from the answers, not from notices, and not by SQL of her own, before or after the jobs."""
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id)
    with clock.at(clock.now() + timedelta(minutes=20)):
        run_waiting()
    assert helpers.notices_about(world, incident_id) == {
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
    question_id = helpers.ask(world)
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


def test_the_list_of_readers_comes_in_pages_and_is_whole_on_the_sheet(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    actor = world.manager.actor
    with acting(actor):
        Seen.objects.bulk_create(
            Seen(
                municipality_id=actor.municipality_id,
                incident_id=incident_id,
                colleague_id=uuid.uuid4(),
                name=f"Läsare {number:03}",
                role="Socialsekreterare, Storavan",
                first_at=clock.now(),
                last_at=clock.now(),
                times=1,
            )
            for number in range(120)
        )
        incident = Incident.objects.get()
        assert len(queries.readers(actor, incident)) == 122
    karin, url = client_of(world.manager), reverse("incident:readers", args=[incident_id])
    pages = [karin.get(f"{url}?page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("Läsare ") + page.count("Svarare") for page in pages] == [50, 50, 22]
    assert max(len(page) for page in pages) < 40 * 1024
    assert "Åke Svarare" in pages[2]


def test_a_page_that_was_on_its_way_is_listed_a_moment_later(world: World) -> None:
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
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
    question_id = helpers.ask(world)
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


def test_a_reporter_who_wants_to_be_reached_can_be(world: World) -> None:
    question_id = helpers.ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id, may_contact="on")
    page = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    assert "Sara Svarare, Storavan" in page.content.decode()
    other = helpers.ask(world)
    incident_id = helpers.arrived(world, "answerer", other)
    page = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    assert "Sara" not in page.content.decode()
