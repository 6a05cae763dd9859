"""Who can take part: a municipality's staff without names, read acting for it and for no other.

What leaves the municipality is an id made by chance, levels in areas where something is asked for, and
wishes. No dates, leaves or ages: see docs/decisions/planning.md.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from kollega.competence.models import Level, PlanAlias
from kollega.competence.profile.levels import levels_here
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.posting import one_at_a_time
from kollega.organisation.models import Colleague, Membership

LETTERS, LENGTH = "bcdfghjkmnpqrstvwxz", 9
"""No vowels and no digits: neither a word nor a number."""


@dataclass(frozen=True)
class Participant:
    """Somebody of a municipality's staff, without a name."""

    id: str
    municipality_id: UUID
    levels: dict[str, int] = field(default_factory=dict)
    wishes: tuple[str, ...] = ()


def participants(actor: Actor, series_id: UUID, areas: Collection[UUID]) -> list[Participant]:
    """The staff of the actor's municipality, by the ids that they bear in the series.

    The actor is a job that acts for the municipality in one collaboration, with `Role.COUNTER`. In the
    order of the ids, so that the order tells nothing.
    """
    levels: dict[UUID, dict[str, int]] = {account: {} for account in _staff(actor)}
    wishes: dict[UUID, set[str]] = {}
    for each in levels_here(actor):
        mine = levels.setdefault(each.account_id, {})
        if each.area_id not in areas:
            continue
        if each.in_force > Level.NOT_MINE:
            mine[str(each.area_id)] = int(each.in_force)
        if each.wants_to_learn:
            wishes.setdefault(each.account_id, set()).add(str(each.area_id))
    ids = _ids(actor, series_id, levels)
    found = [
        Participant(
            ids[account], actor.municipality_id, mine, tuple(sorted(wishes.get(account, ())))
        )
        for account, mine in levels.items()
    ]
    return sorted(found, key=lambda each: each.id)


def _staff(actor: Actor) -> list[UUID]:
    """Who works with cases in the municipality, and has not been lent to it."""
    today = clock.today()
    working = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
        lent_by__isnull=True,
        roles__contains=[Role.CASEWORKER.value],
    )
    accounts = set(working.values_list("account_id", flat=True))
    # Who works in two municipalities is shown in one of them, and takes part there.
    elsewhere = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id__in=accounts
    ).exclude(municipality_id=actor.municipality_id)
    return sorted(accounts - set(elsewhere.values_list("account_id", flat=True)))


def _ids(actor: Actor, series_id: UUID, accounts: Collection[UUID]) -> dict[UUID, str]:
    """The ids that staff have in the series; new ones for those who have none."""
    one_at_a_time(f"aliases {series_id} {actor.municipality_id}")
    known = dict(
        PlanAlias.objects.filter(
            municipality_id=actor.municipality_id, series_id=series_id
        ).values_list("account_id", "opaque")
    )
    made = [
        PlanAlias(
            municipality_id=actor.municipality_id,
            account_id=account,
            series_id=series_id,
            opaque="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        )
        for account in accounts
        if account not in known
    ]
    PlanAlias.objects.bulk_create(made)
    return known | {each.account_id: each.opaque for each in made}
