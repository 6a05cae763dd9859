"""Dates of those who have left are destroyed, and stay so when a backup is read back."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kollega.competence.models import Term
from kollega.core import clock, destruction
from kollega.core.actor import Actor
from kollega.organisation.models import Membership

GROUND = "competence.left"


def destroy_of_leavers(actor: Actor) -> int:
    """Remove the dates of everybody whose last place in the municipality has ended; how many."""
    still_there = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        municipality_id=actor.municipality_id,
        account_id=OuterRef("account_id"),
    )
    gone = Term.objects.filter(
        ~Exists(still_there), municipality_id=actor.municipality_id
    ).values_list("id", flat=True)
    ids = list(gone)
    for each in ids:
        destruction.note(actor, kind="term", object_id=each, ground=GROUND, zone="case")
    Term.objects.filter(municipality_id=actor.municipality_id, id__in=ids).delete()
    return len(ids)


@destruction.destroys("term")
def destroy(actor: Actor, object_id: UUID) -> bool:
    """Remove it again."""
    rows = Term.objects.filter(municipality_id=actor.municipality_id, pk=object_id)
    return bool(rows.delete()[0])
