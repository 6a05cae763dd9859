"""30 and 90 days: planned, asked, reminded of once, counted without a name."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import Persona, World

from kollega.consultation.models import Question
from kollega.consultation.tests.helpers import press
from kollega.core import calendar, clock, own_data
from kollega.core.actor import ActorError, Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import CaseEvent, Notice
from kollega.organisation import services
from kollega.outcome import following, jobs
from kollega.outcome.api import count_answers
from kollega.outcome.models import FollowUp, FollowUpAnswer
from kollega.outcome.tests.helpers import (
    ANSWER,
    MONDAY,
    asked,
    close,
    closed,
    counted,
    follow_ups,
    night,
    notices_of,
    url,
)

As = Callable[[Persona], Client]


@given(st.dates(date(2024, 1, 1), date(2035, 1, 1)), st.sampled_from((30, 90)))
def test_never_on_a_day_off_and_never_early(closed_on: date, days: int) -> None:
    moment = datetime.combine(closed_on, time(23, 30), clock.STOCKHOLM)
    day = following.due_on(moment, days)
    assert calendar.is_workday(day)
    assert 0 <= (day - closed_on).days - days < 8


def test_a_closed_situation_is_asked_about_twice_and_reminded_of_once(world: World) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    rows = follow_ups(world)
    # 23 December is a Wednesday; 21 February 2027 is a Sunday.
    assert [each.due_on for each in rows] == [date(2026, 12, 23), date(2027, 2, 22)]
    seen = []
    for days in range(30, 130):
        night(MONDAY + timedelta(days=days))
        told = (
            notices_of(world, "outcome.follow_up"),
            notices_of(world, "outcome.follow_up_again"),
        )
        if not seen or seen[-1] != told:
            seen.append(told)
    assert seen == [(1, 0), (1, 1), (2, 1), (2, 2)]
    assert [each.followed for each in counted(world)] == ["", ""]


def test_who_has_opened_it_is_not_reminded(world: World, as_: As) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    night(MONDAY + timedelta(days=30))
    row = follow_ups(world)[0]
    with clock.at(MONDAY + timedelta(days=31)):
        client = as_(world.asker)
        assert client.get(url("follow_up", row.id)).status_code == 200
        client.post(reverse("notices:seen", args=[row.id]))
    for days in (38, 39, 45, 60):
        night(MONDAY + timedelta(days=days))
    assert notices_of(world, "outcome.follow_up_again") == 0


def test_what_is_moved_on_is_not_asked_about_before_its_day(world: World) -> None:
    """Closed anew between the morning's look and the job: the day is another."""
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
        row = follow_ups(world)[0]
        with acting(world.asker.actor):
            assert following.ask(world.asker.actor, row) == ""
        assert follow_ups(world)[0].asked_on is None


def test_nothing_is_told_of_what_is_not_there(world: World, as_: As) -> None:
    """Opened again, or gone: the notice goes too, for it would lead nowhere."""
    with clock.at(MONDAY):
        question_id, other = closed(world), closed(world)
        run_waiting()
    night(MONDAY + timedelta(days=30))
    assert notices_of(world, "outcome.follow_up") == 2
    with clock.at(MONDAY + timedelta(days=31)):
        assert press(as_(world.asker), "reopen", question_id) == 302
        with acting(job_for(job="test", collaboration_id=world.collaboration_id)):
            Question.objects.filter(pk=other).delete()
    night(MONDAY + timedelta(days=45))
    with clock.at(MONDAY + timedelta(days=46)):
        jobs.forget.run()
    assert notices_of(world, "outcome.follow_up") == 0
    assert notices_of(world, "outcome.follow_up_again") == 0
    with acting(world.asker.actor):
        assert Notice.objects.filter(kind__startswith="question.").exists()


def test_opened_again_it_is_asked_about_after_the_new_closing(world: World, as_: As) -> None:
    with clock.at(MONDAY):
        question_id = closed(world)
        run_waiting()
    with clock.at(MONDAY + timedelta(days=1)):
        assert press(as_(world.asker), "reopen", question_id) == 302
    night(MONDAY + timedelta(days=30))
    assert notices_of(world, "outcome.follow_up") == 0
    with clock.at(MONDAY + timedelta(days=32)):
        close(world, question_id)
        run_waiting()
    assert follow_ups(world)[0].due_on == following.due_on(MONDAY + timedelta(days=32), 30)


def test_method_questions_only_where_the_asker_wants(world: World, as_: As) -> None:
    question_id = closed(world, kind="method")
    run_waiting()
    assert follow_ups(world) == []
    client = as_(world.asker)
    assert "bara om du vill" in client.get(url("follow_ups", question_id)).content.decode()
    client.post(url("follow_ups", question_id), {"do": "start"})
    assert len(follow_ups(world)) == 2
    client.post(url("follow_ups", question_id), {"do": "stop"})
    assert all(each.is_quiet and each.stopped_at for each in follow_ups(world))
    client.post(url("follow_ups", question_id), {"do": "start"})
    assert not any(each.is_quiet for each in follow_ups(world))


def test_a_municipality_may_switch_it_off(world: World) -> None:
    actor = world.administrator.actor
    with acting(actor):
        services.set_option(actor, key="outcome.follow_ups", value=False, valid_from=clock.today())
    closed(world)
    run_waiting()
    assert follow_ups(world) == []


def test_who_has_left_is_not_asked(world: World) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    world.asker.account.is_active = False
    world.asker.account.save(update_fields=["is_active"])
    night(MONDAY + timedelta(days=30))
    with acting(job_for(job="test", account_id=world.asker.account.id)):
        assert not Notice.objects.filter(kind__startswith="outcome").exists()


def test_nothing_that_others_read_tells_who_asked(world: World) -> None:
    """No event in the municipality, no queue that waits for months."""
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name like 'outcome.%%'"
            " and args::text like %s",
            [f"%{world.asker.account.id}%"],
        )
        assert cursor.fetchone() == (0,)
    night(MONDAY + timedelta(days=30))
    with acting(world.same_unit.actor):
        assert not CaseEvent.objects.exists()


# --- Figures, and the person's own ------------------------------------------------------------------


def test_figures_count_silence_and_are_for_jobs_alone(world: World, as_: As) -> None:
    first = asked(world, closed(world))
    asked(world, closed(world))
    as_(world.asker).post(url("follow_up", first.id), ANSWER)
    run_waiting()
    job = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        collaboration_id=world.collaboration_id,
        roles=frozenset({Role.COUNTER}),
    )
    today = clock.today()
    with acting(job):
        (found,) = count_answers(job, first=today, last=today)
        assert (found.asked, found.answered, found.ask_again) == (2, 1, 1)
        assert dict(found.followed) == {"partly": 1}
        assert dict(found.happened) == {"calmer": 1, "more_help": 1}
        assert count_answers(job, first=today + timedelta(1), last=today + timedelta(9)) == []
    for who in ("asker", "manager", "administrator", "log_reviewer"):
        actor = world.personas[who].actor
        with acting(actor):
            assert not FollowUpAnswer.objects.exists()
            with pytest.raises(ActorError):
                count_answers(actor, first=today, last=today)
    columns = {each.attname for each in FollowUpAnswer._meta.concrete_fields}
    assert not columns & {"account_id", "question_id", "answered_at", "created_at"}


def test_the_person_is_given_what_there_is_and_forgotten(world: World, as_: As) -> None:
    row = asked(world, closed(world))
    as_(world.asker).post(url("follow_up", row.id), ANSWER)
    run_waiting()
    actor = world.asker.actor
    with acting(actor, read_only=True):
        parts = {part.title: part.rows for part in own_data.gather(actor)}
    assert any("Delvis" in each.values() for each in parts["Hur det gick, som du har svarat"])
    job = job_for(
        job="test",
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(job):
        own_data.forget(job)
        assert not FollowUp.objects.exists()
    assert counted(world)[0].followed == "partly"
