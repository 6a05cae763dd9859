"""Taking the last step back. What was written is not lost: it becomes a work note."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.cases.nextstep import Standing
from kollega.casework.deadlines import services as deadlines
from kollega.casework.gate import Found
from kollega.casework.models import (
    Assessment,
    Decision,
    Happening,
    Note,
    Report,
    Stage,
    StageChange,
    What,
)
from kollega.core import access, clock
from kollega.core.actor import Actor


def undo(actor: Actor, found: Found, standing: Standing, happening_id: str) -> str:
    """Take the last step back; what it was, in words. `happening_id` is the step that the page showed.

    Raises:
        ValidationError: it is not the last step any more, or it cannot be undone.
    """
    last = standing.undoable
    if last is None or str(last.id) != happening_id:
        raise ValidationError(_("Steget kan inte ångras längre. Se efter vad som har hänt sedan."))
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    step = Happening.objects.get(**own, pk=last.id)
    case = found.case
    if step.what == What.EXECUTED:
        Decision.objects.filter(**own, pk__in=step.written).update(executed_on=None)
    else:
        _keep_as_note(actor, found, step)
    deadlines.take_back(
        case, deadlines.Changed(list(step.started), list(step.met), list(step.dropped))
    )
    if step.stage_was != case.stage:
        StageChange.objects.filter(**own, stage=case.stage, at=step.at).delete()
        case.stage = step.stage_was
        if case.stage != Stage.CLOSED:
            case.closed_on = case.notes_go_on = None
    case.version += 1
    case.save(update_fields=["stage", "closed_on", "notes_go_on", "version"])
    step.undone_at, step.undone_by = clock.now(), actor.account_id
    step.save(update_fields=["undone_at", "undone_by"])
    access.audit(actor, "case.undo", "case", case.id, person_id=case.person_id, reason=step.what)
    return str(step.get_what_display())


def _keep_as_note(actor: Actor, found: Found, step: Happening) -> None:
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    for model in (Report, Assessment, Decision):
        rows = model.objects.filter(**own, pk__in=step.written)
        for text in rows.exclude(text="").values_list("text", flat=True):
            opening = _("Ångrat: %(what)s.") % {"what": step.get_what_display()}
            Note.objects.create(
                **own,
                text=f"{opening}\n\n{text}"[:20000],
                happened_on=step.on,
                author_id=step.by,
            )
        rows.delete()
