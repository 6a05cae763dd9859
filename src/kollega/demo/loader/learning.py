"""The catalogue of courses, what stands in the calendar, who goes, and what those who went thought."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from kollega.border import gate
from kollega.competence.learning import attendance, courses, evaluations, occasions, rules, seats
from kollega.competence.learning.courses import CourseTerms
from kollega.competence.learning.occasions import Terms, Time
from kollega.competence.models import CourseKind, Evaluation, Level, OccasionKind
from kollega.core import calendar, clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of

WHERE = "inlandet"
FILE = Path(__file__).parent.parent / "world" / "courses.toml"
ASKED_BEFORE = timedelta(weeks=9)
"""So long ago everything was put in the calendar."""
HELD_BEFORE = timedelta(days=15)
"""So long ago it was said who had been there."""


def build(stage: Stage) -> None:
    """All of it, as far as the world has the people and the areas."""
    world = tomllib.loads(FILE.read_text())
    actor = stage.with_role("coordinator", collaboration=WHERE)
    with acting(actor):
        for each in world["course"]:
            _course(stage, actor, each)
    for number, each in enumerate(world["occasion"]):
        if {each["by"], each["leader"]} <= stage.accounts.keys():
            _occasion(stage, each, number)


def _course(stage: Stage, actor: Actor, each: Mapping[str, Any]) -> None:
    place = stage.municipalities.get(each.get("place", ""))
    row = courses.add(
        actor,
        public_id=id_of("course", each["key"]),
        terms=CourseTerms(
            title=each["title"],
            kind=CourseKind(each.get("kind", CourseKind.COURSE)),
            organiser=each["organiser"],
            hours=each["hours"],
            cost=each["cost"],
            seats=each["seats"],
            group_size=each.get("group_size"),
            place_id=place.id if place else None,
            trips=each.get("trips", 0),
        ),
    )
    for key, (before, after) in each["lifts"].items():
        area_id = stage.areas.get((WHERE, key))
        if area_id is not None:
            courses.add_lift(
                actor, row, area_id=area_id, from_level=Level(before), to_level=Level(after)
            )
    for key in each.get("before", ()):
        courses.add_need(actor, row, before_id=id_of("course", key))


def _occasion(stage: Stage, each: Mapping[str, Any], number: int) -> None:
    by, occasion_id = stage.actor(each["by"]), id_of("occasion", str(number))
    with clock.at(stage.now - ASKED_BEFORE):
        with acting(by):
            occasions.add(by, public_id=occasion_id, terms=_terms(stage, each))
        for who in (*each.get("booked", ()), *each.get("waiting", ())):
            if who in stage.accounts:
                _book(stage.actor(who), occasion_id)
        for manager, who in each.get("manager_books", ()):
            if {manager, who} <= stage.accounts.keys():
                _book_for(stage.actor(manager), stage.actor(who), occasion_id)
    for who in each.get("left", ()):
        if who in stage.accounts:
            with acting(stage.actor(who)) as actor:
                seats.leave(actor, rules.occasion_for(actor, occasion_id, lock=True))
    if each.get("cancelled"):
        with acting(by):
            occasions.cancel(by, rules.occasion_for(by, occasion_id, lock=True))
    if "said" in each:
        with clock.at(stage.now - HELD_BEFORE):
            _held(stage, each, occasion_id)


def _terms(stage: Stage, each: Mapping[str, Any]) -> Terms:
    return Terms(
        title=each.get("title", ""),
        kind=OccasionKind(each.get("kind", OccasionKind.COURSE)),
        days=tuple(sorted({_time(stage, *day) for day in each["days"]})),
        seats=each["seats"],
        most_each=each.get("most_each"),
        place=each.get("place", ""),
        link=each.get("link", ""),
        course_id=id_of("course", each["course"]) if "course" in each else None,
        area_id=_area(stage, each),
        leader_id=stage.actor(each["leader"]).colleague_id,
    )


def _area(stage: Stage, each: Mapping[str, Any]) -> UUID | None:
    """The area that is said, or the first that the course leads further in."""
    if "area" in each:
        return stage.areas.get((WHERE, each["area"]))
    world = tomllib.loads(FILE.read_text())
    course = next(one for one in world["course"] if one["key"] == each["course"])
    return stage.areas.get((WHERE, next(iter(course["lifts"]))))


def _time(stage: Stage, weeks: int, weekday: int, first: int, last: int) -> Time:
    today = clock.local(stage.now).date()
    day = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=weekday)
    while not calendar.is_workday(day):
        day += timedelta(weeks=1)

    def moment(hour: int) -> datetime:
        return datetime.combine(day, time(hour), clock.STOCKHOLM).astimezone(UTC)

    return moment(first), moment(last)


def _book(actor: Actor, occasion_id: UUID) -> None:
    with acting(actor):
        seats.book(actor, rules.occasion_for(actor, occasion_id, lock=True))


def _book_for(manager: Actor, who: Actor, occasion_id: UUID) -> None:
    with acting(manager):
        row = rules.occasion_for(manager, occasion_id, lock=True)
        seats.book_for(manager, row, colleague_id=who.colleague_id)


def _held(stage: Stage, each: Mapping[str, Any], occasion_id: UUID) -> None:
    """Who was there has been said, and some have said what they thought."""
    leader = stage.actor(each["leader"])
    absent = {stage.actor(who).account_id for who in each.get("absent", ())}
    with acting(leader):
        row = rules.occasion_for(leader, occasion_id, lock=True)
        present = {
            guest.seat_id
            for guest in attendance.guests(leader, row)
            if guest.account_id not in absent
        }
        attendance.confirm(leader, row, present=present)
    for who, (useful, level, recommend, text) in zip(each["booked"], each["said"], strict=False):
        actor = stage.actor(who)
        with acting(actor):
            seat = seats.own_seat(actor, occasion_id)
            if seat is None:
                continue
            answer = Evaluation(
                collaboration_id=row.collaboration_id,
                occasion_id=occasion_id,
                useful=useful,
                right_level=level,
                recommend=recommend,
            )
            if text:
                cleared = gate.clear(actor, {evaluations.TEXT: text}, purpose=evaluations.PURPOSE)
                answer.text, answer.passage_id = cleared[evaluations.TEXT], cleared.passage_id
            answer.save(force_insert=True)
            seat.evaluated = True
            seat.save(update_fields=["evaluated"])
