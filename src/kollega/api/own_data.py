"""What is held of a person's tokens."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.api.models import Scope, Token
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets, forgets_account
from kollega.organisation.models import Membership


@exports(gettext_lazy("Dina nycklar till API:et"))
def tokens(actor: Actor) -> Rows:
    """What they are called and when they were used; never the secret, which nobody has."""
    for row in Token.objects.filter(account_id=actor.account_id).order_by("-made_at"):
        yield {
            _("Namn"): row.name,
            _("Får göra"): ", ".join(str(Scope(each).label) for each in row.scopes),
            _("Gjord"): row.made_at,
            _("Gäller till"): row.expires_on,
            _("Senast använd"): row.used_on,
            _("Avslutad"): row.ended_at,
        }


@forgets
def forget(actor: Actor) -> None:
    """Tokens for places in the municipality she left."""
    places = Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    Token.objects.filter(
        account_id=actor.account_id, membership_id__in=places.values("id")
    ).delete()


@forgets_account
def forget_all(actor: Actor) -> None:
    """Whatever is left."""
    Token.objects.filter(account_id=actor.account_id).delete()
