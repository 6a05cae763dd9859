"""Places at work as the directory sees them: each with its mark, which says what the directory did.

A place that is lent by another municipality is none of them: the agreement about the loan alone says
how long it lasts, and what the directory does or remembers must never open it again.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.models import Account
from kollega.organisation.models import Membership
from kollega.organisation.services import directory as services
from kollega.signin.models import Closed, DirectoryPlace

Place = tuple[Membership, DirectoryPlace | None]
"""A place that holds or is to come, with what the directory has to do with it."""


def holding(rows: Any) -> Any:
    """Places that hold today or are to come."""
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()))


def open_places(actor: Actor, account: Account) -> list[Place]:
    """Every place of the account in the municipality that the directory has not closed, the latest
    first. One that it closed, and that somebody has opened by hand since, is given by hand."""
    memberships = list(holding(_here(actor, account, lent=False)).order_by("-valid_from"))
    marks = {
        each.membership_id: each
        for each in DirectoryPlace.objects.filter(membership__in=memberships)
    }
    found: list[Place] = []
    for membership in memberships:
        mark = marks.get(membership.id)
        if mark is None or not mark.closed:
            found.append((membership, mark))
        elif not membership.suspended:
            found.append((membership, None))
    return found


def _here(actor: Actor, account: Account, *, lent: bool) -> Any:
    return Membership.objects.filter(
        municipality_id=actor.municipality_id, account=account, lent_by__isnull=not lent
    )


def lent_units(actor: Actor, account: Account) -> set[UUID]:
    """The units where the account has a lent place that holds or is to come."""
    return set(holding(_here(actor, account, lent=True)).values_list("unit_id", flat=True))


def came_by_loan(actor: Actor, account: Account) -> bool:
    """Whether the latest place here was lent by another municipality: then she is not of the own
    staff, also when the loan is over, and has a place of her own only where somebody gives it."""
    rows = Membership.objects.filter(municipality_id=actor.municipality_id, account=account)
    latest = rows.order_by("-valid_from", "-lent_by_id").first()
    return latest is not None and latest.lent_by_id is not None


def by_unit(actor: Actor, account: Account) -> dict[UUID, Place]:
    """Of those the earliest in each unit."""
    return {each[0].unit_id: each for each in open_places(actor, account)}


def mark_place(actor: Actor, membership: Membership, *, from_groups: bool) -> DirectoryPlace:
    """The place's mark, made anew where it was closed."""
    mark, made = DirectoryPlace.objects.get_or_create(
        municipality_id=actor.municipality_id,
        membership=membership,
        defaults={"from_groups": from_groups},
    )
    if not made:
        mark.from_groups, mark.closed, mark.closed_on = from_groups, Closed.OPEN, None
        mark.paused_at = None
        mark.save()
    return mark


def close(actor: Actor, membership: Membership, mark: DirectoryPlace, why: Closed) -> None:
    """Close a place at once, and keep which last day it had."""
    mark.closed, mark.closed_on, mark.last_day = why, clock.today(), membership.valid_to
    mark.paused_at = None
    mark.save()
    services.close_now(actor, membership=membership)
