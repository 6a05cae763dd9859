"""Writes in the child's frame. Nothing of a child is written before its readers have been told of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.child.readers import Guardian, custody_ids
from kollega.casework.gate import Found
from kollega.casework.models import (
    Asked,
    BestInterests,
    ChildWords,
    Decision,
    DecisionForChild,
    ReadersTold,
)
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time


@dataclass(frozen=True)
class Said:
    """A child's words as they were filled in."""

    area: str
    said_on: date
    text: str
    asked: str
    where: str = ""
    with_whom: str = ""
    not_for: tuple[UUID, ...] = ()
    wish: str = ""


def _note(actor: Actor, found: Found, verb: str) -> None:
    access.audit(actor, verb, "case", found.case.id, person_id=found.case.person_id)


def _refuse_closed(found: Found) -> None:
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat. Inget mer skrivs i det."))


def tell_readers(
    actor: Actor,
    found: Found,
    *,
    public_id: UUID,
    shown: list[Guardian],
    asked: str,
    not_for: list[UUID],
    wish: str,
) -> ReadersTold:
    """Note that the actor has been told who may read, and what the child says of it.

    Raises:
        ValidationError: the child has a view though it was not asked, or the case is closed.
    """
    _refuse_closed(found)
    _refuse_unasked(asked, not_for, wish)

    def create() -> ReadersTold:
        row = ReadersTold(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            guardians=custody_ids(shown),
            asked=asked,
            not_for=sorted(not_for),
            wish=wish,
            told_by=actor.account_id,
        )
        row.save(force_insert=True)
        _note(actor, found, "child.readers")
        return row

    rows = ReadersTold.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    return once(rows, public_id, create)[0]


def holds_for(actor: Actor, readers: ReadersTold) -> bool:
    """Whether what was told is still good for writing: to this actor, and today."""
    return readers.told_by == actor.account_id and readers.told_on == clock.today()


def write_words(
    actor: Actor,
    found: Found,
    *,
    public_id: UUID,
    readers: ReadersTold,
    shown: list[Guardian],
    said: Said,
) -> ChildWords:
    """Write down what a child said. `shown` are the guardians as they are now.

    Raises:
        ValidationError: the readers were not told of, custody is another since, or the day has not been yet.
    """
    _refuse_closed(found)
    if not holds_for(actor, readers) or list(readers.guardians) != custody_ids(shown):
        raise ValidationError(
            _("Vårdnaden har ändrats. Gå tillbaka och läs vem som kan få läsa nu.")
        )
    _refuse_tomorrow(said)
    _refuse_unasked(said.asked, said.not_for, said.wish)

    def create() -> ChildWords:
        row = ChildWords(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            readers=readers,
            written_by=actor.account_id,
            **_columns(said, readers.guardians),
        )
        row.save(force_insert=True)
        _note(actor, found, "child.words")
        return row

    rows = ChildWords.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    return once(rows, public_id, create)[0]


def change_words(
    actor: Actor,
    found: Found,
    row: ChildWords,
    *,
    version: int,
    shown: list[Guardian],
    said: Said,
) -> None:
    """Change what was heard wrong, or what the child now says of who may read. `row` is locked.

    Raises:
        ValidationError: the words are another's, or the day has not been yet.
        Conflict: somebody has changed it in between.
    """
    _refuse_closed(found)
    _refuse_tomorrow(said)
    _refuse_unasked(said.asked, said.not_for, said.wish)
    if row.written_by != actor.account_id and said.text != row.text:
        raise ValidationError(
            {"text": _("Bara den som hörde orden ändrar dem. Vem som får läsa kan du ändra.")}
        )
    row.version = next_version(
        row, version, {"text": (_("Barnets ord"), said.text), "wish": (_("Med ord"), said.wish)}
    )
    for name, value in _columns(said, custody_ids(shown)).items():
        setattr(row, name, value)
    row.save()
    _note(actor, found, "child.words")


def _refuse_tomorrow(said: Said) -> None:
    if said.said_on > clock.today():
        raise ValidationError({"said_on": _("Dagen har inte varit än.")})


def _columns(said: Said, guardians: list[UUID]) -> dict[str, Any]:
    was_asked = said.asked == Asked.YES
    return {
        **vars(said),
        "not_for": sorted(said.not_for),
        "asked_about": sorted(guardians) if was_asked else [],
    }


def _refuse_unasked(asked: str, not_for: Collection[UUID], wish: str) -> None:
    if asked == Asked.NO and (not_for or wish):
        raise ValidationError(
            {"asked": _("Du har skrivit vad barnet vill. Då är barnet tillfrågat: välj ja.")}
        )


BEST_PARTS = {
    "child": ("about", "child_says"),
    "others": ("others_say",),
    "weighed": ("weighed", "outcome"),
}
"""The pages of an assessment: what is written on each. The child's view and the others' never meet."""


def begin_best(
    actor: Actor, found: Found, *, public_id: UUID, about: str, child_says: str
) -> BestInterests:
    """Begin to assess what is best for the child, with what the child itself says."""
    _refuse_closed(found)

    def create() -> BestInterests:
        row = BestInterests(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            about=about,
            child_says=child_says,
            begun_by=actor.account_id,
        )
        row.save(force_insert=True)
        _note(actor, found, "child.best")
        return row

    rows = BestInterests.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    return once(rows, public_id, create)[0]


def write_best(
    actor: Actor, found: Found, row: BestInterests, *, version: int, texts: dict[str, str]
) -> None:
    """Write a part of the assessment. `row` is locked.

    Raises:
        ValidationError: the case is closed.
        Conflict: somebody has changed the same part in between.
    """
    _refuse_closed(found)
    row.version = next_version(
        row, version, {name: (str(LABELS[name]), texts[name]) for name in texts}
    )
    for name, text in texts.items():
        setattr(row, name, text)
    row.changed_at = clock.now()
    row.save(update_fields=[*texts, "changed_at", "version"])
    _note(actor, found, "child.best")


def write_for_child(
    actor: Actor,
    found: Found,
    decision: Decision,
    *,
    version: int,
    texts: dict[str, str],
    told_on: date | None = None,
) -> DecisionForChild:
    """Write what the child's words changed, or how the child was told and what it understood.

    Raises:
        ValidationError: the case is closed, or the child was told before it was decided.
        Conflict: somebody has changed the same in between.
    """
    _refuse_closed(found)
    if told_on is not None and told_on > clock.today():
        raise ValidationError({"told_on": _("Dagen har inte varit än.")})
    if told_on is not None and told_on < decision.decided_on:
        raise ValidationError({"told_on": _("Beslutet var inte fattat den dagen.")})
    one_at_a_time(f"decision for child {decision.id}")
    row = for_child(actor, found, decision)
    if row is None:
        row = DecisionForChild(
            municipality_id=actor.municipality_id, case=found.case, decision=decision
        )
        row.version = 0
    row.version = next_version(
        row, version, {name: (str(LABELS[name]), texts[name]) for name in texts}
    )
    for name, text in texts.items():
        setattr(row, name, text)
    if "told_how" in texts:
        row.told_on = told_on
    row.filled_by, row.filled_at = actor.account_id, clock.now()
    row.save()
    _note(actor, found, "child.decision")
    return row


def for_child(actor: Actor, found: Found, decision: Decision) -> DecisionForChild | None:
    """What is written for the child about a decision. One statement."""
    return DecisionForChild.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, decision=decision
    ).first()


LABELS: dict[str, Any] = {
    "about": gettext_lazy("Vilken fråga gäller det?"),
    "child_says": gettext_lazy("Vad säger barnet?"),
    "others_say": gettext_lazy("Vad säger andra?"),
    "weighed": gettext_lazy("Hur är det vägt?"),
    "outcome": gettext_lazy("Vad blev det?"),
    "changed": gettext_lazy("Vad ändrade barnets ord?"),
    "told_how": gettext_lazy("Hur fick barnet veta?"),
    "understood": gettext_lazy("Vad förstod barnet?"),
}


def note_sheet(actor: Actor, found: Found, guardian: Guardian) -> None:
    """Note that a sheet was made for this guardian."""
    _refuse_closed(found)
    _note(actor, found, "child.sheet")
    access.audit(actor, "child.sheet_for", "person", guardian.id, person_id=guardian.id)
