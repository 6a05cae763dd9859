"""Background duty that the municipalities share: whom the one on duty can ring, and on which days.

A period is one municipality's. It may ask another to take the period over; that one's manager says
who has it then. Announces `duty.given`, `duty.offered`, `duty.taken` and `duty.declined`.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.lending import rules
from kollega.competence.models import Duty
from kollega.competence.names import hides_name
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import once, one_at_a_time
from kollega.organisation.api import at_work, municipalities
from kollega.organisation.models import Colleague
from kollega.organisation.options import PHONE

LONGEST = timedelta(days=92)


def add(
    actor: Actor,
    *,
    public_id: UUID,
    colleague_id: UUID,
    phone: str,
    first_day: date,
    last_day: date,
    reference: str = "",
) -> Duty:
    """Let one of the own staff have the duty from a day to a day. The second post finds the first.

    Raises:
        ValidationError: what is wrong, by field.
    """
    rules.change_duty(actor).require()
    rows = Duty.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> Duty:
        colleague = _own(actor, colleague_id)
        _refuse_wrong(phone, first_day, last_day)
        one_at_a_time(f"duty {actor.collaboration_id}")
        taken = (
            rows.filter(first_day__lte=last_day, last_day__gte=first_day)
            .select_related("municipality")
            .first()
        )
        if taken is not None:
            why = _("%(name)s har beredskapen redan någon av de dagarna.")
            raise ValidationError({"first_day": why % {"name": taken.municipality.name}})
        made = Duty(
            id=public_id,
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
            colleague=colleague,
            phone=phone,
            first_day=first_day,
            last_day=last_day,
            reference=reference,
        )
        made.save(force_insert=True)
        access.audit(actor, "duty.add", "duty", made.id)
        announce(actor, "duty.given", subject_kind="duty", subject_id=made.id)
        return made

    return once(rows, public_id, create)[0]


def _own(actor: Actor, colleague_id: UUID) -> Colleague:
    found = Colleague.objects.filter(
        at_work(),
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        pk=colleague_id,
    ).first()
    if found is None:
        raise ValidationError({"colleague": _("Välj en kollega som arbetar hos er.")})
    return found


def _refuse_wrong(phone: str, first_day: date, last_day: date) -> None:
    if not PHONE.match(phone):
        why = _("Skriv numret med siffror, till exempel 0950-123 45.")
        raise ValidationError({"phone": why})
    if last_day < first_day:
        raise ValidationError({"last_day": _("Sista dagen kan inte ligga före den första.")})
    if last_day < clock.today():
        raise ValidationError({"last_day": _("Dagarna har redan varit.")})
    if last_day - first_day > LONGEST:
        raise ValidationError({"last_day": _("Högst tre månader åt gången.")})


def offer(actor: Actor, *, duty: Duty, to: UUID) -> None:
    """Ask another municipality to take the period over. `duty` is locked by the caller.

    Raises:
        ValidationError: it does not take part.
    """
    rules.own_duty(actor, duty).require()
    if to == actor.municipality_id or to not in {each.id for each in municipalities(actor)}:
        raise ValidationError({"to": _("Välj en annan kommun i samverkan.")})
    duty.offered_to_id = to
    duty.save(update_fields=["offered_to"])
    access.audit(actor, "duty.offer", "duty", duty.id)
    _tell(actor, "duty.offered", duty, to)


def take_back(actor: Actor, *, duty: Duty) -> None:
    """Keep the period after all; or say, as the one who was asked, that it cannot be done."""
    asked = duty.offered_to_id == actor.municipality_id and bool(rules.change_duty(actor))
    if not asked:
        rules.own_duty(actor, duty).require()
    duty.offered_to = None
    duty.save(update_fields=["offered_to"])
    access.audit(actor, "duty.decline" if asked else "duty.take_back", "duty", duty.id)
    if asked:
        _tell(actor, "duty.declined", duty, duty.municipality_id)


def take(actor: Actor, *, duty: Duty, colleague_id: UUID, phone: str) -> None:
    """Take the period over, and say who has it. Days that have been stay with whoever had them: the
    yearly report counts them. `duty` is locked by the caller.

    Raises:
        ValidationError: what is wrong, by field.
    """
    rules.take_duty(actor, duty).require()
    colleague = _own(actor, colleague_id)
    _refuse_wrong(phone, duty.first_day, duty.last_day)
    before, today = duty.municipality_id, clock.today()
    changed = ["municipality", "colleague", "phone", "offered_to"]
    if duty.first_day < today:
        _leave_behind(duty, last_day=today - timedelta(days=1))
        duty.first_day = today
        changed.append("first_day")
    duty.municipality_id = actor.municipality_id
    duty.colleague, duty.phone, duty.offered_to = colleague, phone, None
    duty.save(update_fields=changed)
    access.audit(actor, "duty.take", "duty", duty.id)
    _tell(actor, "duty.taken", duty, before)
    announce(actor, "duty.given", subject_kind="duty", subject_id=duty.id)


def _leave_behind(duty: Duty, *, last_day: date) -> None:
    """The days of a period that have been, as a period of their own."""
    Duty(
        collaboration_id=duty.collaboration_id,
        municipality_id=duty.municipality_id,
        colleague_id=duty.colleague_id,
        phone=duty.phone,
        first_day=duty.first_day,
        last_day=last_day,
        reference=duty.reference,
    ).save(force_insert=True)


def remove(actor: Actor, *, duty: Duty) -> None:
    """Take away a period that has not begun, or the days that are left of one that has."""
    rules.own_duty(actor, duty).require()
    access.audit(actor, "duty.remove", "duty", duty.id)
    yesterday = clock.today() - timedelta(days=1)
    if duty.first_day > yesterday:
        duty.delete()
        return
    duty.last_day, duty.offered_to = min(duty.last_day, yesterday), None
    duty.save(update_fields=["last_day", "offered_to"])


def _tell(actor: Actor, kind: str, duty: Duty, municipality_id: UUID) -> None:
    announce(
        actor,
        kind,
        subject_kind="duty",
        subject_id=duty.id,
        detail={"municipalities": [municipality_id]},
    )


def now(actor: Actor) -> Any:
    """Who has the duty today, in the actor's collaboration, and whether she hides her name (`is_hidden`).
    Nobody where she has left. One statement."""
    today = clock.today()
    return (
        Duty.objects.filter(
            at_work("colleague__"),
            collaboration_id=actor.collaboration_id,
            first_day__lte=today,
            last_day__gte=today,
        )
        .annotate(is_hidden=hides_name("colleague_id"))
        .select_related("municipality", "colleague")
        .order_by("first_day")
        .first()
    )
