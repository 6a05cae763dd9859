"""Municipalities and collaborations: written by whoever runs the installation."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from kollega.core import access
from kollega.core.actor import Actor, CollaborationPlace
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
    """Let a municipality's part end; its staff are shown to the others to that day, included."""
    agreement.valid_to = last_day
    agreement.save(update_fields=["valid_to"])
    Colleague.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=last_day),
        collaboration_id=agreement.collaboration_id,
        municipality_id=agreement.municipality_id,
    ).update(left_on=last_day)
    access.audit(actor, "agreement.end", "agreement", agreement.id)
