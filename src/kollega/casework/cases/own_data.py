"""What the room holds of somebody who works here: which cases she works with, and which she has opened."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.models import CaseWorker, Opening, Part, WhyOpened
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports


@exports(gettext_lazy("Ärenden du arbetar eller har arbetat med"))
def worked_with(actor: Actor) -> Rows:
    """By number: whom they are about is not hers to take along."""
    rows = (
        CaseWorker.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id
        )
        .select_related("case")
        .order_by("from_day", "id")
    )
    return [
        {
            _("Ärende"): row.case.number,
            _("Som"): str(Part(row.part).label),
            _("Från"): row.from_day,
            _("Till"): row.to_day,
        }
        for row in rows
    ]


@exports(gettext_lazy("Ärenden du har öppnat med ett skäl"))
def opened(actor: Actor) -> Rows:
    """When, which and why."""
    rows = (
        Opening.objects.filter(municipality_id=actor.municipality_id, account_id=actor.account_id)
        .select_related("case")
        .order_by("at", "id")
    )
    return [
        {
            _("Ärende"): row.case.number,
            _("När"): row.at,
            _("Skäl"): str(WhyOpened(row.why).label),
            _("Med egna ord"): row.words,
        }
        for row in rows
    ]
