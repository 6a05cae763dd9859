"""Talks after thirty, sixty and ninety days: that they were held, and what the two agreed on."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.posting import next_version
from kollega.core.request import not_found
from kollega.introduction import rules
from kollega.introduction.models import CheckIn, CheckInNote
from kollega.organisation.api import staff_names


@dataclass(frozen=True)
class Found:
    """A check-in, and what the actor may read of what was agreed: never another manager's note."""

    row: CheckIn
    name: str
    held_by: str
    notes: tuple[tuple[str, str], ...]
    own_note: CheckInNote | None


def check_in_for(actor: Actor, check_in_id: UUID, *, lock: bool = False) -> CheckIn:
    """The gate: a check-in, for her it is about and the municipality's managers.

    Raises:
        Http404: there is none that the actor may see.
    """
    rows: Any = CheckIn.objects.filter(municipality_id=actor.municipality_id, pk=check_in_id)
    if not actor.has(Role.MANAGER):
        rows = rows.filter(account_id=actor.account_id)
    elif lock:
        rows = rows.select_for_update(of=("self",))
    row: CheckIn | None = rows.first()
    if row is None:
        raise not_found()
    access.opened("check_in", row.id)
    return row


def whole(actor: Actor, row: CheckIn) -> Found:
    """The check-in with the actor's own notes of it: those that she wrote, or that are about her."""
    notes = list(
        CheckInNote.objects.filter(municipality_id=actor.municipality_id, check_in=row).order_by(
            "id"
        )
    )
    names = staff_names(actor, [row.account_id, row.held_by_id, *(n.manager_id for n in notes)])
    return Found(
        row=row,
        name=names.get(row.account_id, ""),
        held_by=names.get(row.held_by_id, "") if row.held_by_id else "",
        notes=tuple((names.get(each.manager_id, ""), each.agreed) for each in notes),
        own_note=next((each for each in notes if each.manager_id == actor.account_id), None),
    )


def hold(actor: Actor, row: CheckIn, *, held_on: date, agreed: str, version: int) -> None:
    """Write down that the talk has been held, and what the two agreed on. Again, to change it.

    Raises:
        ValidationError: it is one's own.
        Conflict: the note was changed elsewhere in between.
    """
    rules.manage(actor).require()
    if row.account_id == actor.account_id:
        raise ValidationError(_("En avstämning förs av två. Be din egen chef skriva ned den."))
    note = (
        CheckInNote.objects.select_for_update(of=("self",))
        .filter(municipality_id=actor.municipality_id, check_in=row, manager_id=actor.account_id)
        .first()
    )
    if note is None:
        if agreed:
            CheckInNote(
                id=uuid4(),
                municipality_id=actor.municipality_id,
                check_in=row,
                account_id=row.account_id,
                manager_id=actor.account_id,
                agreed=agreed,
            ).save(force_insert=True)
    else:
        label = _("Vad ni kom överens om")
        note.version = next_version(note, version, {"agreed": (label, agreed)})
        note.agreed = agreed
        note.save(update_fields=["agreed", "version"])
    row.held_on, row.held_by_id = held_on, actor.account_id
    row.save(update_fields=["held_on", "held_by"])
    access.audit(actor, "check_in.hold", "check_in", row.id)
