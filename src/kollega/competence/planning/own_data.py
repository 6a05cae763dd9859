"""What is held of a person in searches for proposals."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.models import PlanAlias, PlanRun
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets


@exports(gettext_lazy("Du i förslag till försörjningsplan"))
def aliases(actor: Actor) -> Rows:
    """Which ids have stood for her, and when."""
    for row in PlanAlias.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("made_at"):
        yield {_("Du kallas"): row.opaque, _("Sedan"): row.made_at}


@exports(gettext_lazy("Sökningar efter förslag som du har startat"))
def searches(actor: Actor) -> Rows:
    """When she asked for proposals."""
    if actor.colleague_id is None:
        return
    for row in PlanRun.objects.filter(
        collaboration_id=actor.collaboration_id, started_by_id=actor.colleague_id
    ).order_by("asked_at"):
        yield {_("Startad"): row.asked_at, _("Minuter"): row.minutes}


@forgets
def forget(actor: Actor) -> None:
    """Who the ids stood for. The plans stay: they are about nobody then."""
    if actor.collaboration_id is None:
        PlanAlias.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id
        ).delete()
