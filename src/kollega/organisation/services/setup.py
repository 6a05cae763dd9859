"""Municipalities and collaborations: written by whoever runs the installation."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor, CollaborationPlace
from kollega.core.calendar import ONE_DAY
from kollega.core.events import announce
from kollega.core.posting import once, one_at_a_time
from kollega.organisation.models import Agreement, Collaboration, Colleague, Municipality
from kollega.swedish import sort_key


def setup_actor(
    *,
    account_id: UUID | None = None,
    municipality_id: UUID | None = None,
    collaboration_id: UUID | None = None,
) -> Actor:
    """The installation's administrator at work in one municipality or collaboration."""
    places = (CollaborationPlace(collaboration_id, "", 0),) if collaboration_id else ()
    return Actor(
        account_id=account_id,
        municipality_id=municipality_id,
        collaborations=places,
        office="administrator",
        job="set-up",
    )


def in_collaboration(actor: Actor, collaboration_id: UUID) -> Actor:
    """The same actor, working in this collaboration."""
    return replace(actor, collaborations=(CollaborationPlace(collaboration_id, "", 0),))


def add_municipality(
    actor: Actor, *, code: str, name: str, inhabitants: int, public_id: UUID | None = None
) -> Municipality:
    """Register an authority. `actor` is the installation's administrator."""
    municipality = Municipality(
        code=code, name=name, sort_key=sort_key(name), inhabitants=inhabitants
    )
    if public_id:
        municipality.id = public_id
    municipality.save(force_insert=True)
    access.audit(actor, "municipality.add", "municipality", municipality.id)
    return municipality


def add_collaboration(actor: Actor, *, public_id: UUID, name: str) -> Collaboration:
    """Register a collaboration. `actor` works in it already (`in_collaboration`)."""
    collaboration = Collaboration(id=public_id, name=name)
    collaboration.save(force_insert=True)
    access.audit(actor, "collaboration.add", "collaboration", collaboration.id)
    return collaboration


def join(
    actor: Actor,
    *,
    collaboration_id: UUID,
    municipality_id: UUID,
    valid_from: date,
    reference: str = "",
    public_id: UUID | None = None,
) -> Agreement:
    """Let a municipality take part in a collaboration from a day on."""
    agreement = Agreement(
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        valid_from=valid_from,
        reference=reference,
    )
    if public_id:
        agreement.id = public_id
    agreement.save(force_insert=True)
    access.audit(actor, "agreement.add", "agreement", agreement.id)
    return agreement


def leave(actor: Actor, *, agreement: Agreement, last_day: date) -> None:
    """Let a municipality's part end; its staff are shown to the others to that day, included.

    Raises:
        ValidationError: the municipality takes part again, under another agreement, before that day.
    """
    one_at_a_time(_part_of(agreement.collaboration_id, agreement.municipality.code))
    others = Agreement.objects.filter(
        collaboration_id=agreement.collaboration_id, municipality_id=agreement.municipality_id
    ).exclude(pk=agreement.pk)
    again = others.filter(valid_from__gt=agreement.valid_from).order_by("valid_from").first()
    if again is not None and again.valid_from <= last_day:
        told = {"day": again.valid_from.isoformat()}
        raise ValidationError(
            {"last_day": _("Kommunen deltar igen från %(day)s. Välj en dag före den.") % told}
        )
    agreement.valid_to = last_day
    agreement.save(update_fields=["valid_to"])
    next_day = min(last_day, date.max - ONE_DAY) + ONE_DAY
    goes_on = others.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=last_day), valid_from__lte=next_day
    )
    if not goes_on.exists():
        Colleague.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__gt=last_day),
            collaboration_id=agreement.collaboration_id,
            municipality_id=agreement.municipality_id,
        ).update(left_on=last_day)
    access.audit(actor, "agreement.end", "agreement", agreement.id)


def _part_of(collaboration_id: UUID, code: str) -> str:
    """Agreements that could overlap are written one at a time."""
    return f"agreement {collaboration_id} {code}"


def welcome_municipality(
    actor: Actor,
    *,
    public_id: UUID,
    code: str,
    name: str,
    inhabitants: int,
    valid_from: date,
    reference: str,
) -> Agreement:
    """Let a municipality take part in the actor's collaboration, registering it where it is new.

    Doing it twice with the same `public_id` (the agreement's) does it once.

    Raises:
        ValidationError: the code belongs to another name, or the municipality takes part already.
    """
    collaboration_id = actor.collaboration_id
    if collaboration_id is None:
        raise ValueError("the actor works in no collaboration")
    agreements = Agreement.objects.filter(collaboration_id=collaboration_id)
    one_at_a_time(_part_of(collaboration_id, code))

    def create() -> Agreement:
        municipality = Municipality.objects.filter(code=code).first()
        if municipality is None:
            municipality = add_municipality(actor, code=code, name=name, inhabitants=inhabitants)
        elif municipality.name != name:
            told = {"name": municipality.name}
            raise ValidationError({"code": _("Koden är %(name)ss.") % told})
        still = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
        if agreements.filter(still, municipality=municipality).exists():
            raise ValidationError({"name": _("Kommunen deltar redan.")})
        agreement = join(
            actor,
            collaboration_id=collaboration_id,
            municipality_id=municipality.id,
            valid_from=valid_from,
            reference=reference,
            public_id=public_id,
        )
        announce(actor, "agreement.added", subject_kind="agreement", subject_id=agreement.id)
        return agreement

    return once(agreements, public_id, create)[0]


def own_municipality(actor: Actor) -> Municipality:
    """The actor's municipality.

    Raises:
        Municipality.DoesNotExist: the actor has none.
    """
    return Municipality.objects.get(pk=actor.municipality_id)
