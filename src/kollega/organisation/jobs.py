"""What follows from what happens in the organisation."""

from django.db.models import Q

from kollega.core import clock, notices, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import nightly
from kollega.organisation import leaving
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


@nightly
def forget_people() -> None:
    """Forget those who left so long ago as their municipality has decided."""
    for municipality_id in places.municipalities():
        actor = job_for(job=leaving.JOB, municipality_id=municipality_id)
        with acting(actor, read_only=True):
            due = leaving.due(municipality_id)
        if not due:
            continue
        here = [
            each.collaboration_id
            for each in places.every()
            if each.municipality_id == municipality_id and each.collaboration_id
        ]
        for account_id in due:
            leaving.forget(
                municipality_id=municipality_id, collaboration_ids=here, account_id=account_id
            )
            leaving.close_account(account_id)
