"""What is held of a person's searching: given to her, and forgotten with her account."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets_account
from kollega.knowledge.models import Helped, WishMark
from kollega.search import kinds

MOST = 2000


@exports(gettext_lazy("Ord du har sökt på utan att hitta"))
def wished(actor: Actor) -> Rows:
    """Words, newest first. Nobody else can read them."""
    for row in WishMark.objects.filter(account_id=actor.account_id).order_by("-day", "word")[:MOST]:
        yield {_("Dag"): row.day, _("Ord"): row.word}


@exports(gettext_lazy("Träffar du har sagt något om"))
def helped(actor: Actor) -> Rows:
    """What helped and what did not, newest first."""
    known = kinds.known()
    for row in Helped.objects.filter(account_id=actor.account_id).order_by("-day")[:MOST]:
        yield {
            _("Dag"): row.day,
            _("Slag"): str(known[row.kind].label) if row.kind in known else row.kind,
            _("Hjälpte"): _("Ja") if row.helped else _("Nej"),
        }


@forgets_account
def forget(actor: Actor) -> None:
    """Both were hers alone."""
    WishMark.objects.filter(account_id=actor.account_id).delete()
    Helped.objects.filter(account_id=actor.account_id).delete()
