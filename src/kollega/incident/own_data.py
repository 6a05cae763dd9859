"""What is held of a person's part in incidents, given to her and forgotten when she has left."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets_account
from kollega.incident.models import Press, Told
from kollega.incident.queries import outcome_words

MOST = 2000


@exports(gettext_lazy("När du har anmält att en person kan kännas igen"))
def pressed(actor: Actor) -> Rows:
    """Only she can see this."""
    for row in Press.objects.filter(account_id=actor.account_id).order_by("-at")[:MOST]:
        yield {
            _("Anmält"): row.at,
            _("Hur"): str(row.get_how_display()),
            _("Sade att det var fel"): row.withdrawn_at,
        }


@exports(gettext_lazy("Texter som har tagits ned, som du har fått veta om"))
def told(actor: Actor) -> Rows:
    """When, and how it ended."""
    for row in Told.objects.filter(account_id=actor.account_id).order_by("-told_at")[:MOST]:
        yield {
            _("Fick veta"): row.told_at,
            _("Klart"): row.over_at,
            _("Utfall"): outcome_words(row.outcome),
        }


@forgets_account
def forget(actor: Actor) -> None:
    """It was hers alone, wherever she works. The incident keeps that somebody pressed, and when."""
    Press.objects.filter(account_id=actor.account_id).delete()
    Told.objects.filter(account_id=actor.account_id).delete()
