"""What reaches calendars: the same UID, a rising SEQUENCE, nothing of the matter."""

import threading
import uuid
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage as Parsed
from email.parser import BytesParser
from email.policy import default
from typing import Any

import icalendar
import pytest
from django.core import mail as outbox
from django.db import connections
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import World, client_of

from kollega.core import clock, notices
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Mail, Notice
from kollega.core.posting import one_at_a_time
from kollega.organisation.models import MunicipalitySetting
from kollega.rounds import ics, jobs, times
from kollega.rounds.models import Participant, Round
from kollega.rounds.tests import helpers

ROUND = uuid.UUID(int=77)
MOMENTS = st.builds(
    lambda day, at: times.moment(day, at.replace(second=0, microsecond=0)),
    st.dates(date(2021, 1, 1), date(2039, 1, 1)),
    st.times(time(6), time(18)),
)


def only(raw: bytes) -> Any:
    """The one event of a file."""
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    return event


@given(MOMENTS, st.integers(15, 120), st.lists(st.booleans(), min_size=1, max_size=6))
def test_a_file_is_read_back_as_it_was_meant(
    starts_at: datetime, minutes: int, changes: list[bool]
) -> None:
    before = -1
    for sequence, cancelled in enumerate(changes):
        event = only(ics.file([ics.Entry(ROUND, starts_at, minutes, sequence, cancelled)]))
        assert str(event["uid"]) == ics.uid(ROUND)
        assert int(event["sequence"]) > before
        before = int(event["sequence"])
        assert event.decoded("dtstart").timestamp() == starts_at.timestamp()
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=minutes)
        assert str(event["dtstart"].params["TZID"]) == "Europe/Stockholm"
        assert str(event["status"]) == ("CANCELLED" if cancelled else "CONFIRMED")
        assert str(event["summary"]) == "Runda"
        assert "attendee" not in event


def test_the_clock_changes_when_it_does_in_sweden() -> None:
    """The file's own time zone, as rules: Outlook reads no list of days."""
    raw = ics.file([ics.Entry(ROUND, times.moment(date(2027, 3, 29), time(9)), 45, 0)])
    calendar = icalendar.Calendar.from_ical(raw)
    assert "METHOD" not in calendar
    (zone,) = calendar.walk("VTIMEZONE")
    assert b"RDATE" not in raw
    told = zone.to_tz()
    day, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
    while day < last:
        theirs = day.astimezone(told).replace(tzinfo=None)
        assert theirs == clock.local(day).replace(tzinfo=None), day
        day += timedelta(hours=1)


def letters(to: str) -> list[tuple[str, Any, Parsed]]:
    """Calendar letters to somebody: the method, the event, and the letter."""
    found = []
    for each in outbox.outbox:
        if each.to != [to]:
            continue
        parsed = BytesParser(policy=default).parsebytes(each.message().as_bytes())
        for part in parsed.walk():
            if part.get_content_type() == "text/calendar":
                raw = part.get_content()
                calendar = icalendar.Calendar.from_ical(raw)
                assert part.get_param("method") == str(calendar["method"])
                found.append((str(calendar["method"]), only(raw.encode()), parsed))
    return found


@pytest.fixture
def planned(real_world: World) -> uuid.UUID:
    """A round of its own with a time, told of."""
    round_id = helpers.propose(real_world, helpers.question(real_world))
    helpers.pick(real_world, round_id)
    run_waiting()
    return round_id


def test_moving_and_calling_off_reach_those_who_had_it(
    real_world: World, planned: uuid.UUID
) -> None:
    asker, answerer = client_of(real_world.asker), "answerer@example.se"
    ((method, event, _letter),) = letters(answerer)
    assert (method, int(event["sequence"])) == ("REQUEST", 0)
    asker.post(
        reverse("rounds:move", args=[planned]),
        {"starts_at": helpers.field(helpers.workday(40)), "minutes": "60", "version": "2"},
    )
    run_waiting()
    asker.post(reverse("rounds:cancel", args=[planned]))
    run_waiting()
    run_waiting()
    asker.post(reverse("rounds:restore", args=[planned]))
    run_waiting()
    got = letters(answerer)
    assert [each[0] for each in got] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert {str(each[1]["uid"]) for each in got} == {ics.uid(planned)}
    numbers = [int(each[1]["sequence"]) for each in got]
    assert numbers == sorted(set(numbers))
    assert len({each[2]["Message-ID"] for each in got}) == 4
    # Who proposed it has it too, though she is not listed; a bystander has nothing.
    assert len(letters("asker@example.se")) == 4
    assert letters("same_unit@example.se") == []


def test_a_letter_names_nobody_and_nothing(real_world: World, planned: uuid.UUID) -> None:
    with acting(real_world.asker.actor):
        row = Round.objects.get(pk=planned)
        row.video_link = "https://video.example/inlandet"
        row.save()
    for to in ("answerer@example.se", "answerer_two@example.se", "asker@example.se"):
        ((_method, event, letter),) = letters(to)
        assert str(event["attendee"]) == f"mailto:{to}"
        assert event["attendee"].params["RSVP"] == "FALSE"
        whole = letter.as_string()
        for word in ("Maja", "Asker", "Granåker", "Svarare", "Hedersrelaterat", "flickan", "gift"):
            assert word not in whole


def test_one_who_is_taken_off_gets_a_cancellation_and_can_be_asked_again(
    real_world: World, planned: uuid.UUID
) -> None:
    people = reverse("rounds:people", args=[planned])
    who = str(real_world.answerer_two.colleague_id)
    client_of(real_world.asker).post(people, {"remove": who})
    run_waiting()
    client_of(real_world.asker).post(people, {"chosen": [who]})
    run_waiting()
    got = letters("answerer_two@example.se")
    assert [each[0] for each in got] == ["REQUEST", "CANCEL", "REQUEST"]
    assert [int(each[1]["sequence"]) for each in got] == [0, 1, 2]
    # A file that she fetches is not older than the letter.
    file = helpers.page(client_of(real_world.answerer_two), "calendar", planned)
    assert int(only(file.encode())["sequence"]) == 2
    assert len(letters("answerer@example.se")) == 1


def test_one_who_wants_no_letters_gets_none(real_world: World) -> None:
    actor = real_world.answerer.actor
    with acting(actor):
        notices.choose(actor, mail={"rounds": Mail.NEVER}, digest_at=notices.DigestTime.DEFAULT)
    round_id = helpers.propose(real_world, helpers.question(real_world))
    helpers.pick(real_world, round_id)
    run_waiting()
    assert letters("answerer@example.se") == []
    assert len(letters("answerer_two@example.se")) == 1


def test_an_answer_from_a_calendar_has_no_way_in(world: World) -> None:
    """There is no address that takes a calendar; posting one to the round's file is refused."""
    round_id = helpers.propose(world, helpers.question(world))
    helpers.pick(world, round_id)
    before = helpers.seats(world, round_id)
    reply = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"
    url = reverse("rounds:calendar", args=[round_id])
    answer = client_of(world.answerer).post(url, reply, content_type="text/calendar")
    assert answer.status_code == 405
    assert helpers.seats(world, round_id) == before


def test_the_own_address_tells_only_when_and_dies_when_it_is_taken_back(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    helpers.pick(world, round_id)
    mine = client_of(world.answerer)
    mine.post(reverse("rounds:my_calendar"), {"do": "renew"})
    page = helpers.page(mine, "my_calendar")
    address = page.split('value="http', 1)[1].split('"', 1)[0].split("/rundor", 1)[1]
    answer = Client().get(f"/rundor{address}")
    assert answer.status_code == 200
    event = only(answer.content)
    assert {name.lower() for name in event} == {
        "uid",
        "sequence",
        "dtstamp",
        "dtstart",
        "dtend",
        "summary",
        "status",
    }
    assert b"X-WR-CALNAME:Rundor" in answer.content
    # Changed in any place it is nothing.
    for place in (12, 40, len(address) - 8):
        changed = address[:place] + ("A" if address[place] != "A" else "B") + address[place + 1 :]
        assert Client().get(f"/rundor{changed}").status_code == 404
    # Taken back it is nothing, also where there is a new one.
    mine.post(reverse("rounds:my_calendar"), {"do": "renew"})
    assert Client().get(f"/rundor{address}").status_code == 404
    # It lives where her municipality has no rounds, without them; and not for one who has left.
    page = helpers.page(mine, "my_calendar")
    newest = page.split('value="http', 1)[1].split('"', 1)[0].split("/rundor", 1)[1]
    assert Client().get(f"/rundor{newest}").status_code == 200
    actor = world.answerer.actor
    for on in (False, True):
        with acting(actor):
            MunicipalitySetting(
                municipality_id=actor.municipality_id,
                key="rounds.on",
                value=on,
                set_by_id=actor.account_id,
            ).save(force_insert=True)
        for client in (Client(), mine):
            answer = client.get(f"/rundor{newest}")
            assert answer.status_code == 200
            assert (b"SUMMARY:Runda" in answer.content) is on
        title = "Rundor" if on else "Kurser"
        assert f"<h1>{title} i din kalender</h1>" in helpers.page(mine, "my_calendar")
        assert mine.get(reverse("rounds:list")).status_code == (200 if on else 404)
    world.answerer.account.is_active = False
    world.answerer.account.save(update_fields=["is_active"])
    assert Client().get(f"/rundor{newest}").status_code == 404


def test_saying_no_takes_it_out_of_the_calendar(real_world: World, planned: uuid.UUID) -> None:
    client_of(real_world.answerer).post(reverse("rounds:answer", args=[planned]), {"answer": "no"})
    run_waiting()
    assert [each[0] for each in letters("answerer@example.se")] == ["REQUEST", "CANCEL"]
    with acting(real_world.asker.actor):
        assert Participant.objects.filter(round_id=planned, answer="no").count() == 1


def subjects(to: str) -> list[str]:
    """The letters that somebody has got of rounds, by subject."""
    return [each.subject for each in outbox.outbox if each.to == [to]]


def test_one_letter_for_one_thing(real_world: World, planned: uuid.UUID) -> None:
    """The calendar letter is the letter: no second one says the same."""
    outbox.outbox.clear()
    asker = client_of(real_world.asker)
    asker.post(
        reverse("rounds:move", args=[planned]),
        {"starts_at": helpers.field(helpers.workday(40)), "minutes": "60", "version": "2"},
    )
    run_waiting()
    asker.post(reverse("rounds:place", args=[planned]), {"which": "none"})  # as it was
    run_waiting()
    asker.post(reverse("rounds:cancel", args=[planned]))
    run_waiting()
    with clock.at(clock.now() + timedelta(days=4)):
        run_waiting()
    mine = [each for each in subjects("answerer@example.se") if "unda" in each]
    assert mine == [
        "Digital kollega: En runda har fått en ny tid eller plats",
        "Digital kollega: En runda är inställd",
    ]


def test_what_one_did_oneself_is_not_called_a_cancellation(
    real_world: World, planned: uuid.UUID
) -> None:
    client_of(real_world.answerer).post(reverse("rounds:answer", args=[planned]), {"answer": "no"})
    run_waiting()
    assert subjects("answerer@example.se")[-1].endswith("En runda tas bort ur din kalender")
    # RFC 5546, 3.2.5: STATUS only where the whole event is called off.
    assert "status" not in letters("answerer@example.se")[-1][1]
    client_of(real_world.asker).post(reverse("rounds:cancel", args=[planned]))
    run_waiting()
    assert str(letters("answerer_two@example.se")[-1][1]["status"]) == "CANCELLED"


def test_a_late_job_does_not_bring_back_what_was_called_off(
    real_world: World, planned: uuid.UUID
) -> None:
    """Whoever sends waits for its turn and then reads the round, so the last change is sent last."""
    me = real_world.answerer
    done: list[bool] = []

    def late() -> None:
        try:
            done.append(jobs._sent(me.account.id, me.actor.collaboration_id, planned, beside=False))
        finally:
            connections.close_all()

    job = job_for(job="test", collaboration_id=me.actor.collaboration_id, account_id=me.account.id)
    with acting(job):
        one_at_a_time(f"rounds.letter/{planned}/{me.account.id}")
        thread = threading.Thread(target=late)
        thread.start()
        thread.join(0.4)
        assert thread.is_alive()
        Round.objects.filter(pk=planned).update(status="cancelled", sequence=1)
    thread.join()
    assert done == [True]
    assert [each[0] for each in letters("answerer@example.se")] == ["REQUEST", "CANCEL"]


def test_a_cancelled_round_that_is_held_after_all_is_told(
    real_world: World, planned: uuid.UUID
) -> None:
    other = helpers.propose(real_world, helpers.question(real_world))
    run_waiting()
    for which, kinds in (
        (planned, {"round.cancelled", "round.restored"}),
        (other, {"round.dropped", "round.revived"}),
    ):
        for name in ("cancel", "restore"):
            client_of(real_world.asker).post(reverse(f"rounds:{name}", args=[which]))
            run_waiting()
        with acting(real_world.answerer.actor):
            rows = Notice.objects.filter(subject_id=which, channel="screen")
            assert kinds <= set(rows.values_list("kind", flat=True))
