"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("card")
log_words.register(
    kinds={"card": _("ett kunskapskort")},
    verbs={
        "card.write": _("skrev"),
        "card.edit": _("ändrade"),
        "card.restore": _("återställde en tidigare version av"),
        "card.share": _("delade med samverkan"),
        "card.review": _("granskade"),
        "card.publish": _("publicerade"),
        "card.check": _("såg över"),
        "card.take_over": _("tog över ansvaret för"),
        "card.release": _("lämnade ansvaret för"),
        "card.withdraw": _("drog tillbaka"),
        "card.put_back": _("lade tillbaka"),
        "card.doubt": _("påpekade något i"),
        "card.report": _("tog ned"),
        "card.reopen": _("öppnade igen"),
        "card.destroy": _("gallrade"),
    },
)
