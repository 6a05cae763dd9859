"""Writes of the organisation: municipalities, collaborations, units, memberships, colleagues."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from kollega.core import access
from kollega.core.actor import Actor, CollaborationPlace, Role
from kollega.core.models import Account
from kollega.organisation.models import (
    Agreement,
    Collaboration,
    Colleague,
    Membership,
    Municipality,
    PopulationCell,
    Unit,
)
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


def set_population(
    actor: Actor,
    *,
    municipality: Municipality,
    day: date,
    cells: Iterable[tuple[int, int, str, int]],
) -> None:
    """Replace a municipality's population by (age from, age to, 'f' or 'm', count)."""
    PopulationCell.objects.filter(municipality=municipality).delete()
    PopulationCell.objects.bulk_create(
        PopulationCell(
            municipality=municipality, age_from=low, age_to=high, sex=sex, count=count, day=day
        )
        for low, high, sex, count in cells
    )
    access.audit(actor, "municipality.population", "municipality", municipality.id)


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
) -> Agreement:
    """Let a municipality take part in a collaboration from a day on."""
    agreement = Agreement(
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        valid_from=valid_from,
        reference=reference,
    )
    agreement.save(force_insert=True)
    access.audit(actor, "agreement.add", "agreement", agreement.id)
    return agreement


def add_unit(actor: Actor, *, name: str) -> Unit:
    """Add a team to the actor's municipality."""
    unit = Unit(municipality_id=actor.municipality_id, name=name.strip())
    unit.save(force_insert=True)
    access.audit(actor, "unit.add", "unit", unit.id)
    return unit


def add_membership(
    actor: Actor,
    *,
    unit: Unit,
    account: Account,
    roles: Iterable[Role],
    title: str = "",
    valid_from: date,
    valid_to: date | None = None,
) -> Membership:
    """Give an account a place and roles in a unit of the actor's municipality."""
    membership = Membership(
        municipality_id=actor.municipality_id,
        unit=unit,
        account=account,
        roles=sorted(str(role) for role in roles),
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    membership.save(force_insert=True)
    access.audit(actor, "membership.add", "membership", membership.id)
    return membership


def end_membership(actor: Actor, *, membership: Membership, last_day: date) -> None:
    """Let a membership end; its last day is included."""
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])
    access.audit(actor, "membership.end", "membership", membership.id)


def present_colleague(
    actor: Actor,
    *,
    account: Account,
    title: str = "",
    unit_name: str = "",
    phone: str = "",
    is_coordinator: bool = False,
) -> Colleague:
    """Show a member of staff to the collaboration that the actor's municipality takes part in."""
    colleague = Colleague(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        account=account,
        name=account.name,
        sort_key=sort_key(account.name),
        title=title,
        unit_name=unit_name,
        phone=phone,
        is_coordinator=is_coordinator,
    )
    colleague.save(force_insert=True)
    access.audit(actor, "colleague.present", "colleague", colleague.id)
    return colleague
