"""Telling people, once for each thing that happened."""

from collections.abc import Iterable
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q

from kollega.core import clock, notices
from kollega.core.actor import Actor, Role
from kollega.organisation.models import Membership


def tell(accounts: Iterable[UUID], kind: str, subject_id: UUID, *, about: object = "") -> None:
    """Tell these people of the subject. The same `about` tells once."""
    told = sorted(set(accounts))
    if told:
        notices.write.defer(
            kind_key=kind,
            event_id=uuid5(NAMESPACE_OID, f"{kind} {subject_id} {about}"),
            subject_id=subject_id,
            account_ids=told,
        )


def managers(actor: Actor, *, of: UUID | None = None) -> list[UUID]:
    """The accounts of the municipality's managers; those of somebody's own unit where it has any."""
    today = clock.today()
    places = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
        roles__contains=[Role.MANAGER],
    )
    rows = list(places.values_list("account_id", "unit_id"))
    if of is not None:
        units = set(
            Membership.objects.filter(
                municipality_id=actor.municipality_id, account_id=of
            ).values_list("unit_id", flat=True)
        )
        near = [account for account, unit in rows if unit in units and account != of]
        if near:
            return sorted(set(near))
    return sorted({account for account, _unit in rows} - {of})
