"""What is kept of cards, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import kept
from kollega.core.actor import Actor
from kollega.core.kept import Line
from kollega.knowledge.cards.standing import chosen
from kollega.knowledge.options import KEPT_MONTHS


def how_long(actor: Actor) -> str:
    """As the collaboration has chosen."""
    return _("Tills kortet dras tillbaka, och %(months)s månader till") % {
        "months": chosen(actor, KEPT_MONTHS)
    }


kept.register(
    Line(
        (
            "knowledge.Card",
            "knowledge.CardVersion",
            "knowledge.CardArea",
            "knowledge.CardReference",
            "knowledge.CardLink",
            "knowledge.CardCheck",
            "knowledge.CardFlag",
        ),
        what=gettext_lazy(
            "Kunskapskort med tidigare versioner, när de har setts över och vad läsare har påpekat"
        ),
        how_long=how_long,
        ground=gettext_lazy("Gemensam kunskap om hur socialtjänsten arbetar"),
        then=gettext_lazy("Av sig självt, varje natt"),
    )
)
