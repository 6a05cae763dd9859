"""Reads of introductions: one with all that belongs to it, and the manager's list."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from kollega.competence import words
from kollega.competence.api import hides_name, nameless
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.introduction.models import CheckIn, Introduction, MentorState, Step
from kollega.organisation.models import Colleague, Membership

IDS = ("id", "municipality_id")
LATEST_BEFORE = timedelta(days=30)
"""An introduction stays on the manager's list for so long after its last day."""


@dataclass(frozen=True)
class StepLine:
    """Something to do, and whether it is done."""

    id: UUID
    title: str
    about: str
    due_on: date
    done_on: date | None

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due_on < clock.today()


@dataclass(frozen=True)
class CheckInLine:
    """A talk after so many days."""

    id: UUID
    day: int
    due_on: date
    held_on: date | None

    @property
    def is_late(self) -> bool:
        return self.held_on is None and self.due_on < clock.today()


@dataclass(frozen=True)
class Mentor:
    """The mentor as the new colleague sees her."""

    id: UUID
    name: str
    title: str
    municipality: str
    municipality_id: UUID
    phone: str
    hides: bool

    @property
    def tel(self) -> str:
        return words.tel(self.phone)

    @property
    def presentation(self) -> str:
        return ", ".join(part for part in (self.title, self.municipality) if part)


@dataclass(frozen=True)
class Found:
    """An introduction with its steps, check-ins and mentor. `mentor` is there only after her yes."""

    row: Introduction
    name: str
    title: str
    colleague_id: UUID | None
    steps: tuple[StepLine, ...]
    check_ins: tuple[CheckInLine, ...]
    mentor: Mentor | None
    asked: str
    hides_name: bool

    @property
    def is_unknown_to_mentor(self) -> bool:
        """Whether her mentor, in another municipality, is not shown her name."""
        elsewhere = self.mentor and self.mentor.municipality_id != self.row.municipality_id
        return bool(elsewhere) and self.hides_name

    @property
    def day(self) -> int:
        """Which of the days it is; 0 before the first."""
        return max((clock.today() - self.row.begins_on).days + 1, 0)

    @property
    def done(self) -> int:
        return sum(each.done_on is not None for each in self.steps)

    @property
    def is_over(self) -> bool:
        return self.row.ends_on < clock.today()

    @property
    def next_check_in(self) -> CheckInLine | None:
        return next((each for each in self.check_ins if each.held_on is None), None)

    @property
    def first_undone(self) -> tuple[StepLine, ...]:
        """What to do first: at most three."""
        return tuple(each for each in self.steps if each.done_on is None)[:3]


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def _whole(actor: Actor, rows: QuerySet[Introduction]) -> QuerySet[Any]:
    """The rows with all that belongs to them, in the same statement."""
    own = {"municipality_id": actor.municipality_id, "introduction_id": OuterRef("pk")}
    steps = Step.objects.filter(**own, removed_on=None).order_by("due_on", "place", "id")
    check_ins = CheckIn.objects.filter(**own).order_by("day")
    mentor = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, pk=OuterRef("mentor_id")
    )
    shown = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=OuterRef("account_id")
    )
    place = Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id=OuterRef("account_id")
    ).order_by("-valid_from", "id")
    return rows.annotate(
        steps_json=ArraySubquery(
            steps.values(
                found=JSONObject(
                    id="id", title="title", about="about", due_on="due_on", done_on="done_on"
                )
            )
        ),
        check_ins_json=ArraySubquery(
            check_ins.values(
                found=JSONObject(id="id", day="day", due_on="due_on", held_on="held_on")
            )
        ),
        mentor_json=Subquery(
            mentor.values(
                found=JSONObject(
                    id="id",
                    name="name",
                    title="title",
                    phone="phone",
                    municipality="municipality__name",
                    municipality_id="municipality_id",
                    hides=hides_name("pk"),
                )
            )[:1]
        ),
        shown_as=Subquery(shown.values("id")[:1]),
        hides_name=Exists(shown.filter(hides_name("pk"))),
        name=Subquery(place.values("name")[:1]),
        title=Subquery(place.values("title")[:1]),
    )


def _found(row: Any) -> Found:
    about = dict(row.mentor_json) if row.mentor_json else None
    mentor = Mentor(**about | {each: UUID(about[each]) for each in IDS}) if about else None
    has_said_yes = row.mentor_state == MentorState.YES
    return Found(
        row=row,
        name=row.name or "",
        title=row.title or "",
        colleague_id=row.shown_as,
        steps=tuple(
            StepLine(
                UUID(each["id"]),
                each["title"],
                each["about"],
                date.fromisoformat(each["due_on"]),
                _day(each["done_on"]),
            )
            for each in row.steps_json
        ),
        check_ins=tuple(
            CheckInLine(
                UUID(each["id"]),
                each["day"],
                date.fromisoformat(each["due_on"]),
                _day(each["held_on"]),
            )
            for each in row.check_ins_json
        ),
        mentor=mentor if has_said_yes else None,
        asked=_asked(row, mentor) if mentor and row.mentor_state == MentorState.ASKED else "",
        hides_name=row.hides_name,
    )


def _asked(row: Introduction, mentor: Mentor) -> str:
    """What she is called who has been asked and has not said yes: she may hide her name here."""
    is_seen = not mentor.hides or mentor.municipality_id == row.municipality_id
    return mentor.name if is_seen else nameless(mentor.municipality)


def _mine(actor: Actor) -> QuerySet[Introduction]:
    return Introduction.objects.filter(municipality_id=actor.municipality_id)


def own(actor: Actor) -> Found | None:
    """The actor's own introduction, the latest. One statement."""
    rows = _mine(actor).filter(account_id=actor.account_id).order_by("-begins_on")
    row = _whole(actor, rows).first()
    if row is None:
        return None
    access.opened("introduction", row.id)
    return _found(row)


def introduction_for(actor: Actor, introduction_id: UUID, *, need: str = "see") -> Found:
    """The gate: an introduction of the own municipality, for its managers and for her it is about.

    `need`: "see", or "manage". One statement.

    Raises:
        Http404: there is none that the actor may see.
    """
    rows = _mine(actor).filter(pk=introduction_id)
    if not actor.has(Role.MANAGER):
        rows = rows.filter(account_id=actor.account_id) if need == "see" else rows.none()
    row = _whole(actor, rows).first()
    if row is None:
        raise not_found()
    access.opened("introduction", row.id)
    return _found(row)


def locked(actor: Actor, introduction_id: UUID, *, need: str = "manage") -> Introduction:
    """The gate, for a write: the row alone, held until the transaction ends."""
    rows = _mine(actor).filter(pk=introduction_id)
    if not actor.has(Role.MANAGER):
        rows = rows.filter(account_id=actor.account_id) if need == "see" else rows.none()
    else:
        rows = rows.select_for_update(of=("self",))
    row = rows.first()
    if row is None:
        raise not_found()
    access.opened("introduction", row.id)
    return row


def everybody(actor: Actor, *, start: int = 0, most: int = 30) -> list[Found]:
    """Introductions that go on, are coming or have just ended, the newest first. One statement.

    Those that are over come last.
    """
    today = clock.today()
    over = Case(
        When(Q(ends_on__lt=today), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    rows = (
        _mine(actor)
        .filter(ends_on__gte=today - LATEST_BEFORE)
        .annotate(over=over)
        .order_by("over", F("begins_on").desc(), "id")
    )
    return [_found(row) for row in _whole(actor, rows)[start : start + most]]
