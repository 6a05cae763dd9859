"""Places that follow the groups of the directory, as sign-ins and SCIM tell of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.organisation.models import Membership, Unit
from kollega.organisation.services import directory as services
from kollega.signin.directory.people import shown_name
from kollega.signin.directory.places import (
    by_unit,
    came_by_loan,
    close,
    lent_units,
    mark_place,
)
from kollega.signin.models import Closed, DirectoryGroup, DirectoryPerson, DirectoryPlace

TOLD_ONCE_IN = timedelta(days=1)
"""A whole municipality may lose its groups in one morning: its administrators are told once."""


def hear_groups(actor: Actor, person: DirectoryPerson, claimed: Iterable[str] | None) -> None:
    """Let the places follow the groups of a sign-in; None is a sign-in that told of no groups at all.

    A silent provider neither takes away nor gives: places from groups are paused until it speaks
    again, and the administrators are told. Groups that SCIM has told of hold meanwhile.
    """
    meaning = {each.group for each in _mapped(actor)}
    if claimed is not None:
        person.claimed = sorted(meaning.intersection(claimed))
        person.silent_since = None
    elif meaning and person.told is None and _lives_by_groups(actor, person):
        _fall_silent(actor, person)
        return
    else:
        person.claimed = None
    person.save(update_fields=["claimed", "silent_since"])
    follow_groups(actor, person)


def follow_groups(actor: Actor, person: DirectoryPerson) -> None:
    """Give, change and close the places of a person as the groups that are known now say.

    Whoever is here by a loan is given none: it would outlive the loan.
    """
    if person.account is None or not person.active or person.silent_since is not None:
        return
    said = {*(person.claimed or ()), *(person.told or ())}
    wanted: dict[UUID, set[str]] = defaultdict(set)
    units: dict[UUID, Unit] = {}
    for each in _mapped(actor):
        if each.group in said:
            wanted[each.unit_id] |= set(each.roles)
            units[each.unit_id] = each.unit
    held = by_unit(actor, person.account)
    if not held and came_by_loan(actor, person.account):
        return
    lent = lent_units(actor, person.account)
    for unit_id, roles in wanted.items():
        if unit_id in held:
            _fit(actor, *held[unit_id], roles)
        elif unit_id not in lent:
            given = services.give_place(
                actor,
                unit=units[unit_id],
                account=person.account,
                roles=roles,
                name=shown_name(person),
            )
            mark_place(actor, given, from_groups=True)
    for unit_id, (membership, mark) in held.items():
        if mark is not None and mark.from_groups and unit_id not in wanted:
            close(actor, membership, mark, Closed.GROUP)


def _fit(
    actor: Actor, membership: Membership, mark: DirectoryPlace | None, roles: set[str]
) -> None:
    """Let a place that is there have the groups' roles. One that was given by hand follows the
    groups from now on where that takes nothing from the person; else it stays as it is."""
    if mark is None or not mark.from_groups:
        if not set(membership.roles) <= roles or membership.valid_from > clock.today():
            return
        mark = mark_place(actor, membership, from_groups=True)
        access.audit(actor, "directory.take_over", "membership", membership.id)
    if membership.suspended:
        services.reopen(actor, membership=membership, valid_to=membership.valid_to, roles=roles)
        mark.paused_at = None
        mark.save(update_fields=["paused_at"])
    elif set(membership.roles) != roles:
        services.set_roles(actor, membership=membership, roles=roles)


def _lives_by_groups(actor: Actor, person: DirectoryPerson) -> bool:
    """Whether a sign-in without groups is odd: the person has places from them, or none at all.

    Some providers leave the claim out for somebody who is in no group; that alone is no fault.
    """
    held = by_unit(actor, person.account) if person.account else {}
    if person.account and not held and came_by_loan(actor, person.account):
        return False
    given = any(mark is not None and mark.from_groups for _place, mark in held.values())
    return given or not held or bool(person.claimed)


def _fall_silent(actor: Actor, person: DirectoryPerson) -> None:
    lately = DirectoryPerson.objects.filter(
        municipality_id=actor.municipality_id, silent_since__gte=clock.now() - TOLD_ONCE_IN
    )
    first = person.silent_since is None
    tell = first and not lately.exists()
    person.silent_since = person.silent_since or clock.now()
    person.save(update_fields=["silent_since"])
    for membership, mark in by_unit(actor, person.account).values() if person.account else ():
        if mark is not None and mark.from_groups and not membership.suspended:
            services.suspend(actor, membership=membership)
            mark.paused_at = clock.now()
            mark.save(update_fields=["paused_at"])
    if first:
        access.audit(actor, "directory.silent", "directory_person", person.id)
    if tell:
        announce(
            actor,
            "directory.silent",
            subject_kind="directory_person",
            subject_id=person.id,
            zone="case",
        )


def _mapped(actor: Actor) -> list[DirectoryGroup]:
    rows = DirectoryGroup.objects.filter(municipality_id=actor.municipality_id)
    return list(rows.select_related("unit"))
