"""What follows from what happens in the organisation."""

from django.db.models import Q

from kollega.core import clock, notices
from kollega.core.actor import Actor, Role
from kollega.core.events import Event, listener
from kollega.organisation.models import Membership


@listener("accessibility.reported")
def tell_administrators(actor: Actor, event: Event) -> None:
    """Tell those who are administrators of the municipality today."""
    today = clock.today()
    holding = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        roles__contains=[Role.ADMINISTRATOR],
    )
    notices.notify(
        holding.values_list("account_id", flat=True).distinct(), "accessibility.reported", event
    )
