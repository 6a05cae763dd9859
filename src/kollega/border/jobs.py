"""What the border does by the clock: files beside drafts that were never sent do not lie for ever."""

from kollega.border import files
from kollega.core import places
from kollega.core.actor import acting, job_for
from kollega.core.jobs import nightly
from kollega.organisation.models import Membership


@nightly
def forget_files() -> None:
    """Remove old files beside drafts, acting for each account in turn: nobody else can see them."""
    for municipality_id in places.municipalities():
        actor = job_for(job="border.forget_files", municipality_id=municipality_id)
        with acting(actor, read_only=True):
            staff = Membership.objects.filter(municipality_id=municipality_id)
            accounts = list(staff.values_list("account_id", flat=True).distinct())
        for account_id in accounts:
            owner = job_for(
                job="border.forget_files", municipality_id=municipality_id, account_id=account_id
            )
            with acting(owner):
                files.forget_old(owner)
