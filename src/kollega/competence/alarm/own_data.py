"""What is held of when a person's work may end."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.models import Term
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets


@exports(gettext_lazy("När din anställning slutar enligt din chef"))
def terms(actor: Actor) -> Rows:
    """What the manager has written."""
    for row in Term.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ):
        yield {
            _("Anställd till och med"): row.fixed_until,
            _("Går i pension"): row.retires_year,
            _("Noterat"): row.noted_at,
        }


@forgets
def forget(actor: Actor) -> None:
    """All of it."""
    if actor.collaboration_id is None:
        Term.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id
        ).delete()
