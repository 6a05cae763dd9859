"""Who was there becomes each one's own evidence and a number for the rest; what they thought is nobody's."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import icalendar
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import documents
from kollega.border.models import OwnDocument
from kollega.competence.learning import attendance, evaluations, feed, seats
from kollega.competence.models import Evaluation, Evidence, Occasion, Seat
from kollega.competence.tests.learning import helpers
from kollega.competence.tests.learning.helpers import book, occasion
from kollega.competence.tests.learning.test_seats import told
from kollega.core import clock, ics
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting

As = Callable[[Persona], Client]
GRADES = {"useful": "5", "right_level": "3", "recommend": "2"}


def evidence(world: World, who: str) -> list[str]:
    """What somebody has in her own profile."""
    actor = world.personas[who].actor
    with acting(actor):
        rows = Evidence.objects.filter(account_id=actor.account_id)
        return [f"{each.kind} {each.title} {each.area_key}" for each in rows]


def confirm(client: Client, occasion_id: uuid.UUID, present: list[uuid.UUID]) -> None:
    answer = client.post(
        reverse("competence:guests", args=[occasion_id]),
        {"var_med": [str(each) for each in present]},
    )
    assert answer.status_code == 302
    run_waiting()


def seat_of(world: World, who: str, occasion_id: uuid.UUID) -> uuid.UUID:
    actor = world.personas[who].actor
    with acting(actor):
        seat = seats.own_seat(actor, occasion_id)
    assert seat is not None
    return seat.id


def test_whoever_led_says_who_was_there_and_they_have_it_in_their_profiles(
    world: World, as_: As
) -> None:
    here = occasion(world, area_id=world.areas["heder"].id)
    for name in ("asker", "answerer"):
        book(world, name, here)
    client, guests = as_(world.manager), reverse("competence:guests", args=[here])
    assert client.post(guests).status_code == 403  # not before it has begun
    helpers.begun(world, here)
    there = seat_of(world, "answerer", here)
    confirm(client, here, [there])
    assert evidence(world, "answerer") == [f"course {helpers.TITLE} heder"]
    assert evidence(world, "asker") == []
    assert told(world.answerer) == {"evaluate"}
    # Her manager could see that she had the seat; another municipality's sees nothing.
    with acting(world.manager.actor):
        assert not Evidence.objects.exists()
    # Counted without names, for whoever follows up.
    with acting(world.coordinator.actor):
        today = clock.today()
        rows = attendance.attended(world.coordinator.actor, today - timedelta(days=7), today)
    assert [(each.municipality_id, each.people) for each in rows] == [
        (world.answerer.municipality.id, 1)
    ]
    # Said again, it was the other: the first loses what was a mistake.
    confirm(client, here, [seat_of(world, "asker", here)])
    assert evidence(world, "answerer") == []
    assert evidence(world, "asker") == [f"course {helpers.TITLE} heder"]


def test_answers_are_shown_to_whoever_arranged_it_from_five_on(world: World, as_: As) -> None:
    here = occasion(world, seats=9)
    names = ("asker", "same_unit", "other_unit", "answerer", "answerer_two")
    for name in names:
        book(world, name, here)
    helpers.begun(world, here)
    page = reverse("competence:occasion", args=[here])
    for number, name in enumerate(names):
        shown = as_(world.manager).get(page).content.decode()
        assert "Svaren visas när minst 5 har svarat" in shown
        assert "Bra upplägg" not in shown
        posted = {
            **GRADES,
            "text": "Bra upplägg." if number == 0 else "",
            "draft": str(uuid.uuid4()),
            "version": "0",
            "do": "send",
        }
        client, address = as_(world.personas[name]), reverse("competence:evaluate", args=[here])
        for _pressed in range(2):
            answer = client.post(address, posted)
            assert (answer.status_code, answer["Location"]) == (302, page)
        assert client.post(address, posted | {"do": "replace_all"}).status_code == 403
        again = as_(world.personas[name]).get(reverse("competence:evaluate", args=[here]))
        assert again.status_code == 403  # once
    shown = as_(world.manager).get(page).content.decode()
    assert "Bra upplägg." in shown
    assert "5 svar" in shown
    assert "Bra upplägg" not in as_(world.answerer).get(page).content.decode()
    with acting(world.manager.actor):
        columns = {each.attname for each in Evaluation._meta.concrete_fields}
    assert columns.isdisjoint({"account_id", "colleague_id", "municipality_id", "seat_id"})


def test_a_sixth_answer_is_not_shown_before_a_tenth(world: World) -> None:
    """Else whoever saw five would read the sixth by what is new."""
    here = occasion(world, seats=9)
    helpers.begun(world, here)
    actor = world.coordinator.actor
    shown = []
    with acting(actor):
        row = Occasion.objects.get(pk=here)
        for number in range(1, 11):
            grade = 5 if number <= evaluations.FEWEST else 1
            Evaluation(
                collaboration_id=row.collaboration_id,
                occasion=row,
                group=evaluations._group(row),
                useful=grade,
                right_level=grade,
                recommend=grade,
            ).save(force_insert=True)
            told = evaluations.summary(actor, here)
            shown.append((told.answers[0].high, told.answers[0].low) if told.answers else None)
    assert shown == [None] * 4 + [(5, 0)] * 5 + [(5, 5)]


def test_a_line_that_points_somebody_out_is_kept_and_not_sent(world: World, as_: As) -> None:
    here = occasion(world)
    book(world, "answerer", here)
    helpers.begun(world, here)
    posted = {
        **GRADES,
        "text": "Bra, men ta inte upp 19850315-2394 nästa gång.",
        "draft": str(uuid.uuid4()),
        "version": "0",
        "do": "send",
    }
    address = reverse("competence:evaluate", args=[here])
    client = as_(world.answerer)
    answer = client.post(address, posted)
    assert answer.status_code == 422
    assert "nästa gång" in answer.content.decode()
    with acting(world.manager.actor):
        assert not Evaluation.objects.exists()
        assert not Seat.objects.filter(evaluated=True).exists()
    # Her municipality's registrar finds what is sent, and can destroy it.
    posted |= {"text": "Bra, mer tid för övningar.", "version": "1"}
    assert client.post(address, posted).status_code == 302
    with acting(
        job_for(
            job="x",
            municipality_id=world.answerer.municipality.id,
            collaboration_id=world.collaboration_id,
            roles=frozenset({Role.REGISTRAR}),
        )
    ) as actor:
        own = OwnDocument.objects.get(purpose=evaluations.PURPOSE)
        (found,) = documents.read(actor, [(own.passage_id, own.purpose)]).values()
        assert found.text == "Bra, mer tid för övningar."
        assert documents.destroy(actor, [own.passage_id]) == 1
        assert Evaluation.objects.get().text == ""


def test_a_calendar_has_each_day_under_the_same_name_for_ever(world: World, as_: As) -> None:
    here = occasion(world, 14, 21, link="https://mote.example/rum")
    book(world, "answerer", here)
    address = reverse("competence:occasion_ics", args=[here])
    raw = as_(world.answerer).get(address).content
    days = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert [str(each["summary"]) for each in days] == [helpers.TITLE] * 2
    assert b"mote.example" in raw
    assert b"mote.example" not in as_(world.asker).get(address).content  # has no seat
    with acting(world.answerer.actor):
        mine = feed.entries(world.answerer.actor)
    assert {each.uid for each in mine} == {str(each["uid"]) for each in days}
    with acting(world.asker.actor):
        assert feed.entries(world.asker.actor) == []
    assert b"Runda" not in ics.file(mine)


def test_the_list_on_paper_names_those_who_have_a_seat(world: World, as_: As) -> None:
    here = occasion(world)
    book(world, "answerer", here)
    answer = as_(world.manager).get(reverse("competence:guests_pdf", args=[here]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
