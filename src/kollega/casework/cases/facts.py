"""Facts of weight that have not left for the record: kept an eye on, copied, and marked as moved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.cases.queries import name_of
from kollega.casework.gate import Found
from kollega.casework.models import FactWaiting, Note
from kollega.casework.options import FACT_DAYS
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.organisation import options


def keep_watch(actor: Actor, note: Note) -> None:
    """A note that is to the record waits for whoever wrote it; any other does not."""
    own = {"municipality_id": note.municipality_id, "note": note}
    if not note.of_weight or note.left_on is not None:
        FactWaiting.objects.filter(**own).delete()
        return
    days = int(options.value(actor, FACT_DAYS))
    FactWaiting.objects.get_or_create(
        **own,
        defaults={
            "case_id": note.case_id,
            "account_id": note.author_id,
            "due_on": clock.today() + timedelta(days=days),
        },
    )


def _waiting(found: Found) -> QuerySet[Note]:
    return Note.objects.filter(
        municipality_id=found.case.municipality_id,
        case=found.case,
        of_weight=True,
        left_on__isnull=True,
    )


def moved(actor: Actor, found: Found, note_ids: Collection[UUID]) -> int:
    """These facts have left for the record; how many did. What has left already is passed over."""
    rows = _waiting(found).filter(pk__in=list(note_ids))
    ids = list(rows.values_list("id", flat=True))
    rows.update(left_on=clock.today(), left_by=actor.account_id)
    FactWaiting.objects.filter(municipality_id=actor.municipality_id, note_id__in=ids).delete()
    if ids:
        access.audit(actor, "case.facts", "case", found.case.id, person_id=found.case.person_id)
    return len(ids)


def all_moved(actor: Actor, found: Found) -> int:
    """Everything of weight has left."""
    return moved(actor, found, list(_waiting(found).values_list("id", flat=True)))


def not_moved(actor: Actor, found: Found, note_ids: Collection[UUID]) -> None:
    """It was a mistake: these are still to go to the record."""
    rows = Note.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, pk__in=list(note_ids)
    ).exclude(left_on__isnull=True)
    for row in rows:
        row.left_on = row.left_by = None
        row.save(update_fields=["left_on", "left_by"])
        keep_watch(actor, row)
    access.audit(actor, "case.facts", "case", found.case.id, person_id=found.case.person_id)


@dataclass(frozen=True)
class FactLine:
    """A fact as the record takes it: `ready` is what is copied."""

    id: UUID
    happened_on: date
    author: str
    text: str
    ready: str


def of_case(found: Found, most: int) -> list[FactLine]:
    """What waits in an opened case, the oldest first. One statement."""
    rows = _waiting(found).annotate(name=name_of("author_id")).order_by("happened_on", "id")[:most]
    return [
        FactLine(
            row.id,
            row.happened_on,
            row.name or "",
            row.text,
            f"{row.happened_on.isoformat()}\n{row.text}\n{row.name or ''}",
        )
        for row in rows
    ]


@dataclass(frozen=True)
class WaitingLine:
    """That something waits in a case: whose case, since when, and whether it has waited too long."""

    url: str
    name: str
    number: str
    since: date
    kind: str
    words: str


def mine(actor: Actor, first: int, most: int) -> list[WaitingLine]:
    """A page of what the actor is to move, the longest waiting first; nothing of what it says. One
    statement."""
    rows = (
        FactWaiting.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id
        )
        .select_related("case__person")
        .order_by("due_on", "id")[first : first + most]
    )
    return [
        WaitingLine(
            reverse("casework:facts", args=[row.case_id]),
            row.case.person.name,
            row.case.number,
            row.since,
            "bad" if row.due_on < clock.today() else "mind",
            _("har väntat för länge") if row.due_on < clock.today() else _("ska till journalen"),
        )
        for row in rows
    ]
