"""Reads: what was gone through in a case, its placements, and the manager's overview."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.db.models.query import QuerySet
from django.urls import reverse

from kollega.casework.deadlines import engine
from kollega.casework.deadlines.happenings import Event
from kollega.casework.deadlines.rules import SOON, Rule, versions
from kollega.casework.gate import Found, reach
from kollega.casework.models import (
    Came,
    Case,
    Consideration,
    Considered,
    Deadline,
    Form,
    HomeOption,
    Kin,
    Law,
    Missing,
    Placement,
    PlacementPlace,
)
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import not_found

REVIEWS = ("custody_question", "lvu_custody_question", "care_plan_revision", "jourhem_longest")
"""Times for looking again, beside those that considering the care meets."""
SHOWN = 50


@dataclass(frozen=True)
class ConsiderationLine:
    """A time when a placement was considered. `kin` is empty until home was gone through."""

    id: UUID
    on: date
    urgent: bool
    is_filled: bool
    came_to: str
    check_on: date | None
    is_checked: bool
    check_is_due: bool
    kin: str = ""
    kin_words: str = ""
    tried: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_keys: tuple[str, ...] = ()
    words: str = ""


def considerations(actor: Actor, found: Found) -> list[ConsiderationLine]:
    """Of an opened case, the newest first. Two statements."""
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    words = {row.consideration_id: row for row in Considered.objects.filter(**own)}
    rows = Consideration.objects.filter(**own).order_by("-on", "-made_at")[:SHOWN]
    return [_line(row, words.get(row.id)) for row in rows]


def _line(row: Consideration, words: Considered | None) -> ConsiderationLine:
    line: dict[str, Any] = {
        "id": row.id,
        "on": row.on,
        "urgent": row.urgent,
        "is_filled": row.filled_on is not None,
        "came_to": str(Came(row.came_to).label),
        "check_on": row.check_on,
        "is_checked": row.checked_on is not None,
        "check_is_due": bool(
            row.check_on and row.checked_on is None and row.check_on <= clock.today()
        ),
    }
    if words is not None:
        line |= {
            "kin": str(Kin(words.kin).label),
            "kin_words": words.kin_words,
            "tried": tuple(str(HomeOption(each).label) for each in words.tried),
            "missing": tuple(str(Missing(each).label) for each in words.missing),
            "missing_keys": tuple(words.missing),
            "words": words.words,
        }
    return ConsiderationLine(**line)


def consideration_for(
    actor: Actor, found: Found, consideration_id: UUID, *, lock: bool = False
) -> Consideration:
    """One of an opened case, or 404. One statement."""
    rows = Consideration.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    if lock:
        rows = rows.select_for_update(of=("self",))
    stored = rows.filter(pk=consideration_id).first()
    if stored is None:
        raise not_found()
    return stored


def words_of(actor: Actor, stored: Consideration) -> Considered | None:
    """What was gone through, None where protection came first. One statement."""
    return Considered.objects.filter(
        municipality_id=actor.municipality_id, consideration=stored
    ).first()


@dataclass(frozen=True)
class PlacementLine:
    """A placement. What it costs is nowhere in it."""

    id: UUID
    form: str
    law: str
    from_day: date
    to_day: date | None
    went_home: bool
    reviewed_on: date | None
    name: str
    contact: str
    phone: str


def placements(actor: Actor, found: Found) -> list[PlacementLine]:
    """Of an opened case, the newest first. One statement."""
    places = PlacementPlace.objects.filter(
        municipality_id=actor.municipality_id, placement=OuterRef("pk")
    )
    rows = _placements(actor, found).annotate(
        p_name=Subquery(places.values("name")[:1]),
        p_contact=Subquery(places.values("contact")[:1]),
        p_phone=Subquery(places.values("phone")[:1]),
    )
    return [
        PlacementLine(
            row.id,
            str(Form(row.form).label).capitalize() if row.form != Form.HVB else str(Form.HVB.label),
            str(Law(row.law).label),
            row.from_day,
            row.to_day,
            bool(row.went_home),
            row.considered_on,
            row.p_name or "",
            row.p_contact or "",
            row.p_phone or "",
        )
        for row in rows.order_by("-from_day", "-placed_at")[:SHOWN]
    ]


def _placements(actor: Actor, found: Found) -> QuerySet[Placement]:
    return Placement.objects.filter(municipality_id=actor.municipality_id, case=found.case)


def placement_for(
    actor: Actor, found: Found, placement_id: UUID, *, lock: bool = False
) -> Placement:
    """One of an opened case, or 404. One statement."""
    rows = _placements(actor, found)
    if lock:
        rows = rows.select_for_update(of=("self",))
    stored = rows.filter(pk=placement_id).first()
    if stored is None:
        raise not_found()
    stored.case = found.case
    return stored


# --- The manager's overview -----------------------------------------------------------------------


@dataclass(frozen=True)
class FormLine:
    """How many are placed in a form today."""

    form: str
    placed: int


def placed_now(actor: Actor) -> list[FormLine]:
    """Of the cases that the manager opens without a reason, by form. One statement."""
    rows = _ours(actor).filter(placements__to_day__isnull=True, placements__isnull=False)
    counts = Counter(rows.values_list("placements__form", flat=True))
    return [FormLine(str(Form(form).label), n) for form, n in counts.most_common()]


def _ours(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(
        reach(actor), municipality_id=actor.municipality_id, closed_on__isnull=True
    )


@dataclass(frozen=True)
class Ahead:
    """Something to be done in a placed person's case, by its number."""

    url: str
    number: str
    what: str
    on: date
    kind: str
    said: str


def ahead(actor: Actor) -> list[Ahead]:
    """The next time to look again in each case with a placement, the first first. One statement."""
    rows = (
        Deadline.objects.filter(
            municipality_id=actor.municipality_id,
            case__in=_ours(actor).values("pk"),
            rule__in=_rules(),
            met_on__isnull=True,
            dropped_on__isnull=True,
        )
        .select_related("case")
        .order_by("due_on", "id")[: SHOWN * len(_rules())]
    )
    found: dict[UUID, Ahead] = {}
    for row in rows:
        if row.case_id in found:
            continue
        rule = engine.rule_for(row.rule, row.starts_on)
        found[row.case_id] = Ahead(
            reverse("casework:home_first", args=[row.case_id]),
            row.case.number,
            str(rule.title) if rule else row.rule,
            row.due_on,
            engine.state(row.due_on, mind=rule.mind if rule else SOON).value,
            engine.in_words(row.due_on),
        )
    return list(found.values())[:SHOWN]


def _rules() -> list[str]:
    return [
        key for key, wordings in versions().items() if any(_is_review(each) for each in wordings)
    ]


def _is_review(rule: Rule) -> bool:
    return rule.key in REVIEWS or Event.CARE_REVIEWED in rule.met_by


@dataclass(frozen=True)
class Waiting:
    """A consideration where something is left to do."""

    url: str
    number: str
    on: date
    is_unfilled: bool


def waiting(actor: Actor) -> list[Waiting]:
    """Home to be gone through after urgent protection, and return checks that are due. One statement."""
    due = Q(filled_on__isnull=True) | Q(check_on__lte=clock.today(), checked_on__isnull=True)
    rows = (
        Consideration.objects.filter(
            due, municipality_id=actor.municipality_id, case__in=_ours(actor).values("pk")
        )
        .select_related("case")
        .order_by("on", "id")[:SHOWN]
    )
    return [
        Waiting(
            reverse("casework:home_first", args=[row.case_id]),
            row.case.number,
            row.on if row.filled_on is None else row.check_on or row.on,
            row.filled_on is None,
        )
        for row in rows
    ]
