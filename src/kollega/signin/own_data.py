"""What sign-in holds of a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.models import Account
from kollega.core.own_data import Rows, exports
from kollega.signin import queries


@exports(gettext_lazy("Var du är inloggad"))
def sign_ins(actor: Actor) -> Rows:
    """Her sign-ins that hold now."""
    account = Account.objects.get(pk=actor.account_id)
    for each in queries.sign_ins(account, current_key=""):
        yield {_("Webbläsare"): each.device, _("Sedan"): each.began, _("Senast"): each.seen}
