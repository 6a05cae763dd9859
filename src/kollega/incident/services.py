"""Writes: reporting, assessing, closing. What follows for others is done by `jobs`."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from kollega.border import drafts, takedown
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import next_version
from kollega.core.request import not_found
from kollega.incident import jobs, rules
from kollega.incident.choices import Outcome
from kollega.incident.models import Incident, Press, Proposal, Report, Told

DRAFT = "incident"
GROUND = "incident.recognised"
"""Why something was destroyed, in the journal of destruction."""


# --- Reporting ------------------------------------------------------------------------------------


def report(
    actor: Actor,
    *,
    public_id: UUID,
    kind: str,
    subject_id: UUID,
    how: str = "",
    may_contact: bool = False,
    subject: takedown.Subject | None = None,
) -> Press:
    """Take it down at once, for everybody, and let the right municipality assess it.

    Posting the same again finds the first. Two who press at once make one incident with two
    reports. `subject` is what the gate said, None where it was down already.

    Raises:
        Http404: it is not the actor's to know of.
    """
    mine = Press.objects.filter(account_id=actor.account_id)
    found = mine.filter(pk=public_id).first()
    if found is not None:
        return found
    done = takedown.take_down(actor, kind, subject_id)
    if not done or (done == "now" and subject is None):
        raise not_found()
    if done == "already":
        with connection.cursor() as cursor:
            cursor.execute("select incident_my_press(%s)", [subject_id])
            earlier = cursor.fetchone()[0]
        if earlier is not None:
            return mine.get(pk=earlier)
    press = Press(
        id=public_id,
        account_id=actor.account_id,
        kind=kind,
        subject_id=subject_id,
        how=how,
        at=clock.now(),
    )
    press.save(force_insert=True)
    _open(actor, press, subject, contact_id=actor.colleague_id if may_contact else None)
    return press


def _open(
    actor: Actor, press: Press, subject: takedown.Subject | None, *, contact_id: UUID | None
) -> None:
    new_id = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            "select incident_open(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                press.id,
                new_id,
                press.kind,
                press.subject_id,
                subject.area_id if subject else None,
                subject.day if subject else None,
                press.how,
                contact_id,
                press.at,
            ],
        )
        incident_id = cursor.fetchone()[0]
    if incident_id != new_id or subject is None:
        return
    announce(
        actor,
        "incident.opened",
        subject_kind="incident",
        subject_id=new_id,
        detail={
            "kind": press.kind,
            "subject": press.subject_id,
            "area": subject.area_id,
            "day": int(subject.day.strftime("%Y%m%d")),
        },
    )


def withdraw(actor: Actor, press: Press) -> None:
    """The reporter pressed by mistake. It stays down until somebody has looked at it."""
    if press.withdrawn_at is not None:
        return
    press.withdrawn_at = clock.now()
    press.save(update_fields=["withdrawn_at"])
    with connection.cursor() as cursor:
        cursor.execute("select incident_withdraw(%s, %s)", [press.id, press.withdrawn_at])
    access.audit(actor, "question.report_withdrawn", "question", press.subject_id)


# --- Assessing ------------------------------------------------------------------------------------

LABELS = rules.NEEDED


def save(actor: Actor, incident: Incident, fields: Mapping[str, str], *, version: int) -> Incident:
    """Keep what has been filled in so far.

    Raises:
        Conflict: somebody else saved in between.
    """
    rules.change(incident).require()
    texts = {name: fields.get(name, "").replace("\0", "").strip() for name in LABELS}
    new = next_version(
        incident, version, {name: (str(LABELS[name]), text) for name, text in texts.items()}
    )
    if any(getattr(incident, name) != text for name, text in texts.items()):
        for name, text in texts.items():
            setattr(incident, name, text)
        incident.version, incident.saved_at = new, clock.now()
        incident.save(update_fields=[*texts, "version", "saved_at"])
        access.audit(actor, "incident.assess", "incident", incident.id)
    return incident


def ask_asker(actor: Actor, incident: Incident) -> None:
    """Ask the one who asked to propose how the text can be corrected. Who that is, is not told."""
    rules.change(incident).require()
    if incident.asked_asker_at is None:
        incident.asked_asker_at = clock.now()
        incident.save(update_fields=["asked_asker_at"])
        access.audit(actor, "incident.ask_asker", "incident", incident.id)
        jobs.ask_the_asker.defer(
            incident_id=incident.id,
            municipality_id=incident.municipality_id,
            collaboration_id=incident.collaboration_id,
        )


def propose(actor: Actor, told: Told, texts: Mapping[str, str], *, public_id: UUID) -> None:
    """The asker's proposal, for whoever assesses. Posting the same again changes nothing."""
    if told.told_as != Told.As.ASKER or told.asked_at is None or told.over_at is not None:
        raise not_found()
    if told.proposed_at is not None:
        return
    Proposal(
        id=public_id,
        municipality_id=actor.municipality_id,
        incident_id=told.incident_id,
        body={key: text.replace("\0", "")[: drafts.LONGEST] for key, text in texts.items()},
        at=clock.now(),
    ).save(force_insert=True)
    told.proposed_at = clock.now()
    told.save(update_fields=["proposed_at"])
    announce(
        actor,
        "incident.proposed",
        subject_kind="incident",
        subject_id=told.incident_id,
        zone="case",
    )


# --- Closing --------------------------------------------------------------------------------------


def may_be_mistake(incident: Incident) -> bool:
    """Whether everybody who pressed has said that it was a mistake."""
    reports = Report.objects.filter(
        municipality_id=incident.municipality_id, incident=incident
    ).values_list("withdrawn_at", flat=True)
    return all(reports)


def close(
    actor: Actor, incident: Incident, *, outcome: str, draft: Draft | None = None
) -> Incident:
    """End the incident: put the thing back, as it was or corrected, or destroy it for good.

    Raises:
        NotCleared: the corrected text can still point somebody out.
        ValidationError: the assessment is not filled in, or nothing has been corrected.
    """
    if incident.closed_at is not None:
        return incident
    if outcome == Outcome.MISTAKE:
        if not may_be_mistake(incident):
            raise ValidationError(_("Den som anmälde har inte sagt att det var ett misstag."))
    elif left := rules.missing(incident):
        raise ValidationError(
            _("Fyll i bedömningen först. Det här saknas: %(what)s.")
            % {"what": ", ".join(left).lower()}
        )
    kind, subject_id = incident.kind, incident.subject_id
    if outcome == Outcome.DESTROYED:
        takedown.destroy(actor, kind, subject_id, GROUND)
    else:
        changed = _corrected(actor, incident, draft) if outcome == Outcome.CORRECTED else None
        takedown.put_back(actor, kind, subject_id, changed)
    incident.outcome, incident.closed_at = outcome, clock.now()
    incident.closed_by = actor.account_id
    incident.version += 1
    incident.save(update_fields=["outcome", "closed_at", "closed_by", "version"])
    _forget_texts(incident)
    access.audit(actor, "incident.close", "incident", incident.id, reason=outcome)
    jobs.tell_over.defer(
        incident_id=incident.id,
        municipality_id=incident.municipality_id,
        collaboration_id=incident.collaboration_id,
    )
    return incident


def _forget_texts(incident: Incident) -> None:
    """No copy of what was assessed stays: neither the asker's proposal nor anybody's correction."""
    Proposal.objects.filter(municipality_id=incident.municipality_id, incident=incident).delete()
    with connection.cursor() as cursor:
        cursor.execute("select incident_forget_drafts(%s, %s)", [incident.id, DRAFT])


def _corrected(
    actor: Actor, incident: Incident, draft: Draft | None
) -> dict[str, takedown.Changed]:
    """The parts that were changed. All texts pass the gate together; each that was changed gets a
    passage of its own, so that it stays the document that it was."""
    parts = takedown.parts(actor, incident.kind, incident.subject_id)
    body = draft.body if draft else {}
    texts = [each for each in parts if not each.is_fixed]
    now = {each.key: str(body.get(each.key, each.text)) for each in texts}
    changed = [each.key for each in texts if now[each.key].strip() != each.text.strip()]
    removed = [each.key for each in parts if each.is_fixed and body.get(each.key)]
    if draft is None or not (changed or removed):
        raise ValidationError(_("Ingen text är ändrad. Rätta texten först."))
    draft.body |= now | dict.fromkeys(removed, "")
    looked = drafts.look(actor, draft, tuple(now))
    if looked.open:
        raise NotCleared(looked)
    found = {}
    for key in (*changed, *removed):
        cleared = drafts.clear(actor, draft, (key,))
        found[key] = takedown.Changed(cleared[key], cleared.passage_id)
    return found
