"""Closing a case: everything of weight has left, and the work notes are destroyed after some days."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.cases import facts
from kollega.casework.cases.nextstep import Standing
from kollega.casework.cases.steps import note_step, refuse_day
from kollega.casework.deadlines.happenings import Event
from kollega.casework.gate import Found
from kollega.casework.models import (
    Case,
    FactWaiting,
    Handover,
    HandoverWords,
    Note,
    Opening,
    Stage,
    What,
)
from kollega.casework.options import NOTES_DAYS
from kollega.core import access, clock, destruction
from kollega.core.actor import Actor, open_rows
from kollega.core.destruction import destroys
from kollega.organisation import options

KIND = "case_notes"


def notes_go_on(actor: Actor) -> date:
    """The day on which the work notes of a case that is closed today are destroyed."""
    return clock.today() + timedelta(days=int(options.value(actor, NOTES_DAYS)))


def close(actor: Actor, found: Found, standing: Standing, *, on: date, all_moved: bool) -> None:
    """Close the case. Facts of weight have left for the record, or it is said now that they have.

    Raises:
        ValidationError: something has to be decided or moved first, or the day is wrong.
    """
    case = found.case
    if case.stage == Stage.CLOSED:
        return
    if not standing.may_close:
        raise ValidationError(_("Det saknas ett beslut innan ärendet kan avslutas. Se Nästa."))
    refuse_day(on, earliest=max(each.on for each in standing.done if each.what != What.REPORTED))
    own = {"municipality_id": actor.municipality_id, "case": case}
    if all_moved:
        facts.all_moved(actor, found)
    elif FactWaiting.objects.filter(**own).exists():
        raise ValidationError(
            {"all_moved": _("För det som väntar till journalen först, och kryssa sedan här.")}
        )
    Handover.objects.filter(**own, answered_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=clock.now()
    )
    after = [Event.FOLLOW_UP_ENDED] if case.stage == Stage.FOLLOW_UP else []
    note_step(actor, case, What.CLOSED, [*after, Event.CASE_CLOSED], on=on, stage=Stage.CLOSED)
    case.notes_go_on = notes_go_on(actor)
    case.save(update_fields=["notes_go_on"])
    access.audit(actor, "case.close", "case", case.id, person_id=case.person_id)


def destroy_due(actor: Actor, most: int = 500) -> int:
    """A job: the notes of closed cases whose day has come are destroyed; in how many cases."""
    due = Case.objects.filter(
        municipality_id=actor.municipality_id, notes_go_on__lt=clock.today()
    ).order_by("notes_go_on")
    ids = list(due.values_list("id", flat=True)[:most])
    for case_id in ids:
        destroy_notes(actor, case_id)
        destruction.note(
            actor, kind=KIND, object_id=case_id, ground="casework.notes_days", zone="case"
        )
    return len(ids)


@destroys(KIND)
def destroy_notes(actor: Actor, case_id: UUID) -> bool:
    """The work notes of a closed case, and what was said when it changed hands, are there no more."""
    own = {"municipality_id": actor.municipality_id, "case_id": case_id}
    case = Case.objects.filter(
        municipality_id=actor.municipality_id, pk=case_id, closed_on__isnull=False
    )
    if not case.exists():
        return False
    open_rows([case_id])
    gone = [
        model.objects.filter(**own).delete()[0]
        for model in (FactWaiting, Note, HandoverWords, Opening)
    ]
    case.update(notes_go_on=None)
    return any(gone)
