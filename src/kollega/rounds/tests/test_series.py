"""Standing rounds that are changed: rested, moved to another week, ended, and back again."""

import uuid
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.urls import reverse
from tests.personas import World, client_of

from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.organisation.models import PracticeArea
from kollega.rounds.choices import Status
from kollega.rounds.models import Brought, Participant, Round, RoundSeries
from kollega.rounds.tests import helpers
from kollega.rounds.tests.test_rounds import told

MONDAY = datetime(2027, 2, 1, 8, tzinfo=clock.STOCKHOLM)


def change(world: World, **changes: str) -> int:
    """The coordinator changes the standing round."""
    with acting(world.coordinator.actor):
        row = RoundSeries.objects.get()
    data = {
        "weekday": str(row.weekday),
        "at": row.at.strftime("%H:%M"),
        "minutes": str(row.minutes),
        "first_on": row.first_on.isoformat(),
        "version": str(row.version),
        **changes,
    }
    url = reverse("rounds:series", args=[row.id])
    return int(client_of(world.coordinator).post(url, data).status_code)


def days(world: World) -> list[date]:
    """When its coming rounds are."""
    with acting(world.coordinator.actor):
        rows = Round.objects.filter(status=Status.PLANNED).order_by("starts_at")
        return [clock.local(each.starts_at).date() for each in rows if each.starts_at]


def test_another_first_week_moves_all_to_the_other_weeks(world: World) -> None:
    """Not to every week; and a mistake is mended by choosing the first again."""
    with clock.at(MONDAY):
        helpers.standing(world, "answerer")
        before = days(world)
        assert change(world, first_on="2027-02-08") == 302
        after = days(world)
        assert after[0] == date(2027, 2, 10)
        assert {(later - first).days for first, later in pairwise(after)} == {14}
        assert change(world, first_on="2027-02-01") == 302
        assert days(world) == before


def test_after_a_rest_the_rounds_are_back_but_for_the_one_called_off_alone(world: World) -> None:
    with clock.at(MONDAY):
        round_id = helpers.standing(world, "answerer")
        before = days(world)
        client_of(world.coordinator).post(reverse("rounds:cancel", args=[round_id]))
        assert change(world, paused="on") == 302
        assert days(world) == []
        assert change(world) == 302
        assert days(world) == before[1:]
        with acting(world.coordinator.actor):
            assert Round.objects.get(pk=round_id).status == Status.CANCELLED


def test_a_new_day_is_asked_anew_and_never_lies_in_the_past(world: World) -> None:
    with clock.at(MONDAY + timedelta(days=1)):
        round_id = helpers.standing(world, "answerer")
        client_of(world.answerer).post(reverse("rounds:answer", args=[round_id]), {"answer": "yes"})
        assert change(world, weekday="3") == 302
        assert helpers.seats(world, round_id)[world.answerer.colleague_id] == ""  # type: ignore[index]
        # Monday of this week has been.
        assert change(world, weekday="0") == 302
        assert days(world)[0] > clock.today()


def test_the_area_follows_too(world: World) -> None:
    round_id = helpers.standing(world)
    with acting(world.coordinator.actor):
        area = PracticeArea.objects.get(key="heder")
    assert change(world, area=str(area.id)) == 302
    with acting(world.coordinator.actor):
        assert Round.objects.get(pk=round_id).area_id == area.id


def test_a_move_is_undone_whole(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    helpers.pick(world, round_id)
    client = client_of(world.asker)
    version = _round(world, round_id).version
    data = {"starts_at": helpers.field(helpers.workday(50)), "minutes": "90"}
    client.post(reverse("rounds:move", args=[round_id]), {**data, "version": str(version)})
    client.post(reverse("rounds:move_back", args=[round_id]))
    row = _round(world, round_id)
    assert row.minutes == 45
    first = row.starts_at
    assert first is not None
    client.post(reverse("rounds:move", args=[round_id]), {**data, "version": str(row.version)})
    # When the first time has been there is no way back to it.
    with clock.at(first + timedelta(days=1)):
        client_of(world.asker).post(reverse("rounds:move_back", args=[round_id]))
    assert _round(world, round_id).starts_at != first


def _round(world: World, round_id: uuid.UUID, who: str = "coordinator") -> Round:
    with acting(world.personas[who].actor):
        return Round.objects.get(pk=round_id)


def test_a_question_is_not_taken_out_of_what_has_been_held(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    question_id = helpers.question(world)
    brought = helpers.bring(world, round_id, question_id)
    url = reverse("rounds:take_back", args=[round_id, brought])
    starts_at = _round(world, round_id).starts_at
    assert starts_at is not None
    with clock.at(starts_at + timedelta(hours=1)):
        assert client_of(world.asker).post(url).status_code == 403
    # And who tells of it can be another, without leaving the round.
    helpers.bring(world, round_id, question_id, presenter="asker")
    assert "Maja Asker berättar" in _read(world, round_id, question_id)


def _read(world: World, round_id: uuid.UUID, question_id: uuid.UUID) -> str:
    helpers.read_on(world, question_id, "answerer")
    return helpers.page(client_of(world.answerer), "round", round_id)


def test_leaving_takes_off_what_one_has_not_said_yes_to(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    client = client_of(world.answerer)
    client.post(reverse("rounds:answer", args=[round_id]), {"answer": "yes"})
    with acting(world.coordinator.actor):
        series_id = RoundSeries.objects.get().id
    client.post(reverse("rounds:follow", args=[series_id]), {"choice": "leave"})
    with acting(world.coordinator.actor):
        rows = Participant.objects.filter(colleague_id=world.answerer.colleague_id, removed=False)
        assert [each.round_id for each in rows] == [round_id]


def test_a_round_of_its_own_ends_with_its_question(real_world: World) -> None:
    """Whether it is taken out of the round or taken back altogether: nobody comes for nothing."""
    for number, how in enumerate(("take_back", "withdraw")):
        question_id = helpers.question(real_world)
        round_id = helpers.propose(real_world, question_id)
        helpers.pick(real_world, round_id)
        run_waiting()
        asker = client_of(real_world.asker)
        with acting(real_world.asker.actor):
            brought = Brought.objects.get(round_id=round_id).id
        if how == "take_back":
            asker.post(reverse("rounds:take_back", args=[round_id, brought]))
        else:
            asker.post(reverse("consultation:withdraw", args=[question_id]))
        run_waiting()
        assert _round(real_world, round_id, "asker").status == Status.CANCELLED, how
        assert told(real_world, "answerer").count("round.cancelled") == number + 1


def test_a_question_taken_back_leaves_its_place_to_another(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    questions = [helpers.question(world) for _number in range(3)]
    for each in questions[:2]:
        helpers.bring(world, round_id, each)
    client_of(world.asker).post(reverse("consultation:withdraw", args=[questions[0]]))
    page = helpers.page(client_of(world.asker), "bring", questions[2])
    assert "Full." not in page
    assert helpers.bring(world, round_id, questions[2])


def test_what_has_no_time_left_is_not_taken_up_again(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    client_of(world.asker).post(reverse("rounds:cancel", args=[round_id]))
    with clock.at(helpers.workday(60)):
        answer = client_of(world.asker).post(reverse("rounds:restore", args=[round_id]))
    assert answer.status_code == 403
    assert "Alla tider har varit." in answer.content.decode()
