"""What is held of a person's tokens."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.api.models import Token
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets


@exports(gettext_lazy("Dina nycklar till API:et"))
def tokens(actor: Actor) -> Rows:
    """What they are called and when they were used; never the secret, which nobody has."""
    for row in Token.objects.filter(account_id=actor.account_id).order_by("-made_at"):
        yield {
            _("Namn"): row.name,
            _("Gäller till"): row.expires_on,
            _("Senast använd"): row.used_on,
        }


@forgets
def forget(actor: Actor) -> None:
    """Tokens for places that are forgotten do not hold; they go when nothing holds."""
    Token.objects.filter(account_id=actor.account_id, ended_at__isnull=False).delete()
