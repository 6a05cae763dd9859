"""Reads for the pages of the child's frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kollega.casework.cases.queries import name_of
from kollega.casework.child import areas
from kollega.casework.child.readers import Guardian
from kollega.casework.gate import Found
from kollega.casework.models import (
    Asked,
    BestInterests,
    Case,
    ChildWords,
    Decision,
    DecisionForChild,
    DecisionOutcome,
    ReadersTold,
)
from kollega.core.actor import Actor

ASKED_OF = frozenset(DecisionOutcome.values) - {DecisionOutcome.INVESTIGATE.value}
"""Decisions at which it is asked what the child's words changed; opening an investigation is before them."""


@dataclass(frozen=True)
class WordsLine:
    """What a child said, as it is read by those who work with the case."""

    id: UUID
    area: str
    text: str
    said_on: date
    where: str
    with_whom: str
    wish: str
    heard_by: str
    is_asked: bool
    not_for: tuple[UUID, ...]
    asked_about: tuple[UUID, ...]

    def may_be_given(self, guardian_id: UUID) -> bool:
        """Whether the child was asked about this guardian, and did not say no."""
        return guardian_id in self.asked_about and guardian_id not in self.not_for


@dataclass(frozen=True)
class BestLine:
    """An assessment of the child's best interests in a list: its matter, and the part that waits."""

    id: UUID
    about: str
    begun_on: date
    waits: str


@dataclass(frozen=True)
class DecisionLine:
    """A decision, what the child's words changed, and whether the child has understood it."""

    id: UUID
    decided_on: date
    decider: str
    paragraph: str
    outcome: str
    text: str
    changed: str
    told_on: date | None
    understood: str
    is_asked: bool


@dataclass(frozen=True)
class Frame:
    """What the child's pages show of a case."""

    words: list[WordsLine]
    best: list[BestLine]
    decisions: list[DecisionLine]

    @property
    def by_area(self) -> list[tuple[str, list[WordsLine]]]:
        """The words beside the areas they belong to, the newest first in each."""
        found: dict[str, list[WordsLine]] = {}
        for each in self.words:
            found.setdefault(each.area, []).append(each)
        order = [str(label) for label in areas.ALL.values()]
        return sorted(found.items(), key=lambda one: order.index(one[0]) if one[0] in order else 99)


def frame(actor: Actor, found: Found) -> Frame:
    """Everything in the child's frame. One statement."""
    of_case = {"municipality_id": actor.municipality_id, "case": OuterRef("pk")}
    row = (
        Case.objects.filter(municipality_id=actor.municipality_id, pk=found.case.id)
        .values(words=_words(of_case), best=_best(of_case), decided=_decisions(of_case))
        .get()
    )
    return Frame(
        [_words_line(each) for each in row["words"]],
        [_best_line(each) for each in row["best"]],
        [_decision_line(each) for each in row["decided"]],
    )


def _words(of_case: Any) -> ArraySubquery:
    columns = ("id", "area", "text", "said_on", "where", "with_whom", "wish")
    rows = (
        ChildWords.objects.filter(**of_case)
        .annotate(heard_by=name_of("written_by"))
        .order_by("-said_on", "-written_at", "id")
    )
    more = ("heard_by", "asked", "not_for", "asked_about")
    return ArraySubquery(rows.values(row=JSONObject(**{each: each for each in (*columns, *more)})))


def _best(of_case: Any) -> ArraySubquery:
    columns = ("id", "about", "begun_on", "child_says", "others_say", "weighed", "outcome")
    rows = BestInterests.objects.filter(**of_case).order_by("-begun_on", "id")
    return ArraySubquery(rows.values(row=JSONObject(**{each: each for each in columns})))


def _decisions(of_case: Any) -> ArraySubquery:
    columns = ("id", "decided_on", "decider", "paragraph", "outcome", "text")
    answers = DecisionForChild.objects.filter(
        municipality_id=of_case["municipality_id"], decision=OuterRef("pk")
    )
    told = {
        f"child_{name}": ArraySubquery(answers.values(name))
        for name in ("changed", "told_on", "understood")
    }
    rows = Decision.objects.filter(**of_case).annotate(**told)
    return ArraySubquery(
        rows.order_by("-decided_on", "-made_at", "id").values(
            row=JSONObject(**{each: each for each in (*columns, *told)})
        )
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _words_line(each: Mapping[str, Any]) -> WordsLine:
    return WordsLine(
        UUID(each["id"]),
        areas.label(each["area"]),
        each["text"],
        date.fromisoformat(each["said_on"]),
        each["where"],
        each["with_whom"],
        each["wish"],
        each["heard_by"] or "",
        each["asked"] == Asked.YES,
        tuple(UUID(one) for one in each["not_for"]),
        tuple(UUID(one) for one in each["asked_about"]),
    )


def _best_line(each: Mapping[str, Any]) -> BestLine:
    parts = {"child": "child_says", "others": "others_say", "weighed": "outcome"}
    waits = next((part for part, column in parts.items() if not each[column]), "")
    return BestLine(UUID(each["id"]), each["about"], date.fromisoformat(each["begun_on"]), waits)


def _decision_line(each: Mapping[str, Any]) -> DecisionLine:
    changed, told_on, understood = (
        next(iter(each[f"child_{name}"]), None) for name in ("changed", "told_on", "understood")
    )
    return DecisionLine(
        UUID(each["id"]),
        date.fromisoformat(each["decided_on"]),
        each["decider"],
        each["paragraph"],
        str(DecisionOutcome(each["outcome"]).label),
        each["text"],
        changed or "",
        _day(told_on),
        understood or "",
        each["outcome"] in ASKED_OF,
    )


def for_guardian(frame: Frame, guardian: Guardian) -> list[WordsLine]:
    """The words that may stand on this guardian's sheet: the child was asked, and did not say no."""
    return [each for each in frame.words if each.may_be_given(guardian.id)]


def assessment(
    actor: Actor, found: Found, best_id: UUID, *, lock: bool = False
) -> BestInterests | None:
    """An assessment of this case. One statement."""
    rows = BestInterests.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(pk=best_id).first()


def words(actor: Actor, found: Found, words_id: UUID, *, lock: bool = False) -> ChildWords | None:
    """Words of this case's child. One statement."""
    rows = ChildWords.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(pk=words_id).first()


def decision(actor: Actor, found: Found, decision_id: UUID) -> Decision | None:
    """A decision of this case. One statement."""
    return Decision.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, pk=decision_id
    ).first()


def readers_told(actor: Actor, found: Found, readers_id: UUID) -> ReadersTold | None:
    """What somebody was told of who may read in this case. One statement."""
    return ReadersTold.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, pk=readers_id
    ).first()
