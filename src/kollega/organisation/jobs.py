"""What follows from what happens in the organisation."""

from django.db.models import Q

from kollega.core import clock, notices, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import nightly
from kollega.organisation import leaving
from kollega.organisation.models import Membership
from kollega.organisation.services import present_all
from kollega.organisation.services.directory import directory_actor


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


@listener("agreement.added", per_municipality=True)
def show_staff(actor: Actor, _event: Event) -> None:
    """Staff who were there before their municipality joined are shown to the others."""
    present_all(actor)


@nightly
def show_all_staff() -> None:
    """The same, for agreements that begin today."""
    for municipality_id in places.municipalities():
        actor = directory_actor(municipality_id, job="organisation.show_all_staff")
        with acting(actor):
            present_all(actor)


@nightly
def forget_people() -> None:
    """Forget those who left so long ago as their municipality has decided."""
    for municipality_id in places.municipalities():
        actor = job_for(job=leaving.JOB, municipality_id=municipality_id)
        with acting(actor, read_only=True):
            due = leaving.due(municipality_id)
        if not due:
            continue
        # All of them: the municipality may have left the one where colleagues still see the name.
        for account_id in due:
            leaving.forget(
                municipality_id=municipality_id,
                collaboration_ids=places.collaborations(),
                account_id=account_id,
            )
            leaving.close_account(account_id)
