"""The room's words in the log. What somebody declared about ties is not told, only that she changed
something about herself."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("competence", "availability", "host")
log_words.register(
    kinds={
        "competence": _("en kollegas kompetens"),
        "availability": _("en kollegas tider"),
        "host": _("en stödkommun"),
    },
    verbs={
        "competence.declare": _("ändrade"),
        "competence.remove": _("tog bort"),
        "competence.set_ties": _("ändrade"),
        "availability.change": _("ändrade"),
        "host.add": _("lade till"),
        "host.end": _("avslutade"),
    },
)
