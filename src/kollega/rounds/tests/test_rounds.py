"""From proposing to holding: votes, a chosen time, standing rounds, follow-up, housekeeping."""

import threading
import uuid
from datetime import date, datetime, time, timedelta

from django.db import connections
from django.urls import reverse
from tests.personas import World, client_of

from kollega.consultation import rules as questions
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.rounds import housekeeping, jobs, rules, times
from kollega.rounds.choices import Presenter, Status
from kollega.rounds.models import Convening, Round, RoundSeries, TimeProposal, Vote
from kollega.rounds.services import bringing, series
from kollega.rounds.services.series import Terms
from kollega.rounds.tests import helpers

JANUARY = date(2027, 1, 28)


def told(world: World, who: str) -> list[str]:
    """The kinds of somebody's notices about rounds, oldest first."""
    with acting(world.personas[who].actor):
        rows = Notice.objects.filter(kind__startswith="round.", channel="screen")
        return list(rows.order_by("created_at").values_list("kind", flat=True))


def proposals(world: World, round_id: uuid.UUID) -> list[uuid.UUID]:
    with acting(world.asker.actor):
        rows = TimeProposal.objects.filter(round_id=round_id).order_by("starts_at")
        return [each.id for each in rows]


def test_propose_vote_pick(real_world: World) -> None:
    question_id = helpers.question(real_world)
    round_id = helpers.propose(real_world, question_id)
    run_waiting()
    assert told(real_world, "answerer") == ["round.invited"]
    assert told(real_world, "asker") == []
    first, second = proposals(real_world, round_id)
    for who, says in (("answerer", ("can", "cannot")), ("answerer_two", ("if_needed", "can"))):
        data = {f"time-{first}": says[0], f"time-{second}": says[1]}
        answer = client_of(real_world.personas[who]).post(
            reverse("rounds:vote", args=[round_id]), data
        )
        assert answer.status_code == 302
    run_waiting()
    assert told(real_world, "asker") == ["round.voted"]
    client_of(real_world.answerer).post(
        reverse("rounds:vote", args=[round_id]), {f"time-{first}": "can"}
    )
    run_waiting()
    assert told(real_world, "asker") == ["round.voted"]  # changing a vote is no news
    page = helpers.page(client_of(real_world.asker), "round", round_id)
    assert "Kan: Sara Svarare." in page
    assert "Om det behövs: Åke Svarare." in page
    helpers.pick(real_world, round_id)
    run_waiting()
    seats = helpers.seats(real_world, round_id)
    assert seats[real_world.answerer.colleague_id] == "yes"  # type: ignore[index]
    assert seats[real_world.answerer_two.colleague_id] == "maybe"  # type: ignore[index]
    assert told(real_world, "answerer") == ["round.invited", "round.planned"]
    assert told(real_world, "same_unit") == []


def test_a_vote_is_changed_and_a_strange_one_is_nothing(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    first, _second = proposals(world, round_id)
    url, client = reverse("rounds:vote", args=[round_id]), client_of(world.answerer)
    for says in ("can", "cannot", "always"):
        client.post(url, {f"time-{first}": says, f"time-{uuid.uuid4()}": "can", "time-x": "can"})
    with acting(world.answerer.actor):
        (vote,) = Vote.objects.all()
    assert vote.can == "cannot"


def test_wrong_times_are_told_at_their_field_and_nothing_is_lost(world: World) -> None:
    question_id = helpers.question(world)
    sunday = date(2027, 2, 7)
    form = helpers.proposal(
        world, "answerer", "answerer_two", when_1=f"{sunday}T13:00", when_2="2027-12-24T10:00"
    )
    answer = client_of(world.asker).post(reverse("rounds:propose", args=[question_id]), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Det är helg eller helgdag. Välj en vardag.") >= 2
    assert 'value="2027-02-07T13:00"' in page
    assert page.count("checked") >= 3
    evening = helpers.proposal(world, "answerer", when_1="2027-02-08T16:30")
    page = (
        client_of(world.asker)
        .post(reverse("rounds:propose", args=[question_id]), evening)
        .content.decode()
    )
    assert "Välj en tid mellan 8 och 17" in page
    assert "Välj minst två kollegor att fråga." in page


def test_posting_a_proposal_twice_is_one_round(world: World) -> None:
    question_id, same = helpers.question(world), str(uuid.uuid4())
    for _time in range(2):
        assert helpers.propose(world, question_id, round=same)
    with acting(world.asker.actor):
        assert [str(each.id) for each in Round.objects.all()] == [same]
        assert Convening.objects.count() == 1


def test_a_standing_round_skips_holidays_and_is_made_once(world: World) -> None:
    actor = world.coordinator.actor
    now = datetime(2026, 11, 30, 8, tzinfo=clock.STOCKHOLM)
    terms = Terms(weekday=3, at=time(13, 15), minutes=45, first_on=date(2026, 12, 3))
    with clock.at(now), acting(actor):
        row = series.begin(actor, terms, public_id=uuid.uuid4())
        days = [
            clock.local(each.starts_at).date()
            for each in Round.objects.order_by("starts_at")
            if each.starts_at
        ]
        # The last day of the year is an eve that counts; the week is left out, not moved.
        assert days == [date(2026, 12, 3), date(2026, 12, 17), date(2027, 1, 14), JANUARY]
        assert series.make_ahead(actor, row) == 0
    with clock.at(now + timedelta(days=30)):
        for _night in range(2):
            job = job_for(job="test", collaboration_id=world.collaboration_id)
            with acting(job):
                housekeeping.make_coming(job)
        with acting(actor):
            found = Round.objects.filter(starts_at__gt=now + timedelta(days=50))
            assert [clock.local(e.starts_at).date() for e in found.order_by("starts_at")] == [  # type: ignore[arg-type]
                JANUARY,
                date(2027, 2, 11),
                date(2027, 2, 25),
            ]


def test_all_coming_are_changed_but_the_one_that_was_moved_alone(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    client = client_of(world.coordinator)
    away = helpers.workday(12)
    with acting(world.coordinator.actor):
        version = Round.objects.get(pk=round_id).version
        row = RoundSeries.objects.get()
    moved = client.post(
        reverse("rounds:move", args=[round_id]),
        {"starts_at": helpers.field(away), "minutes": "45", "version": str(version)},
    )
    assert moved.status_code == 302
    data = {
        "weekday": "1",
        "at": "09:00",
        "minutes": "60",
        "first_on": row.first_on.isoformat(),
        "version": str(row.version),
    }
    url = reverse("rounds:series", args=[row.id])
    assert client.post(url, data).status_code == 302
    with acting(world.coordinator.actor):
        assert Round.objects.get(pk=round_id).starts_at == away
        rest = Round.objects.exclude(pk=round_id).filter(status=Status.PLANNED)
        assert rest.exists()
        for each in rest:
            assert each.starts_at is not None
            assert clock.local(each.starts_at).strftime("%u %H.%M") == "2 09.00"
    # An old page does not overwrite.
    assert client.post(url, data | {"at": "10:00"}).status_code == 409
    # And a rest calls off what is coming.
    paused = data | {"version": str(row.version + 1), "paused": "on"}
    assert client.post(url, paused).status_code == 302
    with acting(world.coordinator.actor):
        assert not Round.objects.filter(status=Status.PLANNED).exists()


def test_move_and_undo(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    helpers.pick(world, round_id)
    with acting(world.asker.actor):
        before = Round.objects.get(pk=round_id)
    client = client_of(world.asker)
    client.post(
        reverse("rounds:move", args=[round_id]),
        {
            "starts_at": helpers.field(helpers.workday(50)),
            "minutes": "45",
            "version": str(before.version),
        },
    )
    client.post(reverse("rounds:move_back", args=[round_id]))
    with acting(world.asker.actor):
        after = Round.objects.get(pk=round_id)
    assert after.starts_at == before.starts_at
    assert after.sequence == before.sequence + 2


def test_follow_up_is_told_once_to_those_there_and_the_asker(real_world: World) -> None:
    question_id = helpers.question(real_world)
    round_id = helpers.propose(real_world, question_id)
    helpers.pick(real_world, round_id)
    with acting(real_world.asker.actor):
        row = Round.objects.get(pk=round_id)
        assert row.starts_at is not None
    later = row.starts_at + timedelta(days=1)
    with clock.at(later):
        answer = client_of(real_world.answerer).post(
            reverse("rounds:follow_up", args=[round_id]),
            {"follow_up_on": (clock.today() + timedelta(days=30)).isoformat()},
        )
        assert answer.status_code == 302
        jobs.keep_rounds.run()
    with clock.at(later + timedelta(days=29)):
        jobs.keep_rounds.run()
        run_waiting()
        assert "round.follow_up" not in told(real_world, "answerer")
    with clock.at(later + timedelta(days=30)):
        jobs.keep_rounds.run()
        jobs.keep_rounds.run()
        run_waiting()
        for who in ("answerer", "answerer_two", "asker"):
            assert told(real_world, who).count("round.follow_up") == 1, who
    with acting(real_world.asker.actor):
        assert Round.objects.get(pk=round_id).status == Status.HELD


def test_old_rounds_are_destroyed_with_who_proposed_them(real_world: World) -> None:
    round_id = helpers.propose(real_world, helpers.question(real_world))
    helpers.pick(real_world, round_id)
    with clock.at(clock.now() + timedelta(days=900)):
        jobs.keep_rounds.run()
    with acting(real_world.asker.actor):
        assert not Round.objects.filter(pk=round_id).exists()
        assert not Convening.objects.exists()


def test_a_suggestion_reaches_the_asker_alone(real_world: World) -> None:
    question_id = helpers.question(real_world)
    helpers.read_on(real_world, question_id, "answerer")
    url = reverse("rounds:suggest", args=[question_id])
    for _time in range(2):
        assert client_of(real_world.answerer).post(url).status_code == 302
    run_waiting()
    assert told(real_world, "asker") == ["round.suggested"]
    assert told(real_world, "answerer_two") == []
    page = helpers.page(client_of(real_world.asker), "bring", question_id)
    assert "Sara Svarare föreslår det. Du bestämmer." in page


def test_a_question_kept_at_home_or_ended_is_not_taken_up(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    question_id = helpers.question(world, audience="own")
    answer = client_of(world.asker).post(
        reverse("rounds:bring", args=[question_id]),
        {"round": str(round_id), "presenter": "facilitator"},
    )
    assert answer.status_code == 403
    assert "läses bara i din kommun" in answer.content.decode()


def test_a_question_that_was_closed_says_so_on_the_agenda(world: World) -> None:
    round_id, question_id = helpers.standing(world, "answerer"), helpers.question(world)
    helpers.bring(world, round_id, question_id)
    url, asker = reverse("rounds:round", args=[round_id]), client_of(world.asker)
    assert "avslutat frågan" not in asker.get(url).content.decode()
    close = reverse("consultation:close", args=[question_id])
    asker.post(close, {"draft": str(uuid.uuid4()), "version": "0", "do": "send"})
    assert "Du har avslutat frågan." in asker.get(url).content.decode()
    other = client_of(world.answerer).get(url).content.decode()
    assert "Den som frågar har avslutat frågan." in other
    assert "Du har avslutat" not in other
    agenda = asker.get(reverse("rounds:agenda", args=[round_id])).content.decode()
    assert "Den som frågar har avslutat frågan." in agenda


def test_a_full_round_takes_no_more(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    for _case in range(2):
        helpers.bring(world, round_id, helpers.question(world))
    third = helpers.question(world)
    answer = client_of(world.asker).post(
        reverse("rounds:bring", args=[third]),
        {"round": str(round_id), "presenter": "facilitator"},
    )
    assert answer.status_code == 422
    assert "Rundan är full." in answer.content.decode()


def test_who_joins_later_meets_the_preview_and_who_does_not_join_nothing(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    question_id = helpers.question(world)
    helpers.bring(world, round_id, question_id)
    client = client_of(world.other_unit)
    thread = reverse("consultation:question", args=[question_id])
    assert client.get(thread).status_code == 404
    assert "Visas för dem som är med i rundan." in helpers.page(client, "round", round_id)
    client.post(reverse("rounds:answer", args=[round_id]), {"answer": "yes"})
    page = client.get(thread).content.decode()
    assert "Läs vidare" in page
    assert "rädd" not in page
    assert times.fault(helpers.workday(20), 45) == ""


def test_an_answer_to_what_was_just_called_off_is_led_back_to_the_page(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    first, _second = proposals(world, round_id)
    client = client_of(world.answerer)
    client_of(world.asker).post(reverse("rounds:cancel", args=[round_id]))
    answer = client.post(
        reverse("rounds:vote", args=[round_id]), {f"time-{first}": "can"}, follow=True
    )
    assert "Rundan är inställd. Ditt svar behövs inte." in answer.content.decode()
    client_of(world.asker).post(reverse("rounds:restore", args=[round_id]))
    helpers.pick(world, round_id)
    client_of(world.asker).post(reverse("rounds:cancel", args=[round_id]))
    answer = client.post(reverse("rounds:answer", args=[round_id]), {"answer": "yes"}, follow=True)
    assert "Rundan är inställd. Ditt svar behövs inte." in answer.content.decode()
    assert helpers.seats(world, round_id)[world.answerer.colleague_id] == ""  # type: ignore[index]


def test_who_joins_while_a_question_is_brought_meets_it(real_world: World) -> None:
    round_id = helpers.standing(real_world, "answerer")
    question_id = helpers.question(real_world)
    asker, late = real_world.asker.actor, real_world.other_unit.actor

    def join() -> None:
        try:
            with acting(late):
                series.join(late, RoundSeries.objects.get())
        finally:
            connections.close_all()

    thread = threading.Thread(target=join)
    with acting(asker):
        seat = rules.round_for(asker, round_id, lock=True)
        standing = questions.question_for(asker, question_id, need="own")
        bringing.bring(asker, standing, seat, presenter=Presenter.FACILITATOR)
        thread.start()
        thread.join(0.4)
        assert thread.is_alive()
    thread.join()
    page = helpers.page(client_of(real_world.other_unit), "round", round_id)
    assert "Läs vidare eller kliv ur" in page
