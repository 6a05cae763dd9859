"""Places that a municipality's own directory gives, changes and takes away, at once.

Whoever calls these acts for the municipality as a job (`directory_actor`): what the directory says
is the municipality's own word, and no person's roles are asked for.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from kollega.core import access, clock, places
from kollega.core.actor import Actor, CollaborationPlace, Role, job_for
from kollega.core.models import Account
from kollega.organisation.models import Membership, Unit
from kollega.organisation.services.staff import _announce, _show, add_membership
from kollega.swedish import sort_key


def directory_actor(municipality_id: UUID, *, job: str) -> Actor:
    """A job's actor in a municipality and every collaboration that it takes part in today."""
    together = tuple(
        CollaborationPlace(place.collaboration_id, "", 0)
        for place in places.every()
        if place.municipality_id == municipality_id and place.collaboration_id
    )
    return replace(job_for(job=job, municipality_id=municipality_id), collaborations=together)


def give_place(
    actor: Actor, *, unit: Unit, account: Account, roles: Iterable[Role | str], name: str
) -> Membership:
    """A new place from today, or the one that was closed earlier the same day, opened again."""
    closed = Membership.objects.filter(
        municipality_id=actor.municipality_id,
        account=account,
        unit=unit,
        valid_from=clock.today(),
        lent_by__isnull=True,
    ).first()
    if closed is not None:
        reopen(actor, membership=closed, valid_to=None, roles=roles)
        return closed
    membership = add_membership(
        actor, unit=unit, account=account, roles=roles, valid_from=clock.today(), name=name
    )
    _show(actor, membership, None)
    _announce(actor, "membership.added", membership)
    return membership


def set_roles(actor: Actor, *, membership: Membership, roles: Iterable[Role | str]) -> None:
    """Let the place have these roles from the next request on."""
    membership.roles = sorted(str(role) for role in roles)
    _store(actor, membership, "roles")
    access.audit(actor, "membership.change", "membership", membership.id)


def rename(actor: Actor, *, membership: Membership, name: str) -> None:
    """What the municipality calls the person."""
    membership.name, membership.sort_key = name, sort_key(name)
    _store(actor, membership, "name", "sort_key")
    access.audit(actor, "membership.change", "membership", membership.id)


def close_now(actor: Actor, *, membership: Membership) -> None:
    """Let the place end at once: it opens nothing from the next request on.

    Its last day is yesterday; a place that began today ends today and is suspended besides.
    """
    today = clock.today()
    membership.valid_to = max(membership.valid_from, today - timedelta(days=1))
    membership.suspended = membership.valid_to >= today
    _store(actor, membership, "valid_to", "suspended")
    access.audit(actor, "membership.end", "membership", membership.id)


def reopen(
    actor: Actor,
    *,
    membership: Membership,
    valid_to: date | None,
    roles: Iterable[Role | str] | None = None,
) -> None:
    """Open a place that was closed or suspended, to the last day that it had before."""
    membership.valid_to, membership.suspended = valid_to, False
    if roles is not None:
        membership.roles = sorted(str(role) for role in roles)
    _store(actor, membership, "valid_to", "suspended", "roles")
    access.audit(actor, "membership.reopen", "membership", membership.id)


def suspend(actor: Actor, *, membership: Membership) -> None:
    """Let the place open nothing until it is opened again; its days stand."""
    membership.suspended = True
    _store(actor, membership, "suspended")
    access.audit(actor, "membership.suspend", "membership", membership.id)


def _store(actor: Actor, membership: Membership, *fields: str) -> None:
    if membership.lent_by_id is not None:
        # The last line of defence: such a place is the loan's alone (services.lent).
        raise ValueError("A lent place is not the directory's.")
    membership.version += 1
    membership.save(update_fields=[*fields, "version"])
    _show(actor, membership, None)
