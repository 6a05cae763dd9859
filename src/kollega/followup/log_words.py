"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("figures", "entry", "sheet")
log_words.register(
    kinds={
        "figures": _("siffrorna"),
        "entry": _("en uppgift till uppföljningen"),
        "sheet": _("nämndens blad"),
    },
    verbs={
        "figures.recount": _("räknade om"),
        "figures.export": _("hämtade"),
        "entry.add": _("lade till"),
        "entry.remove": _("tog bort"),
        "entry.restore": _("tog tillbaka"),
        "sheet.write": _("skrev i"),
    },
)
