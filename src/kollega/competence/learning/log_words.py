"""The words of courses and supervision in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("course", "occasion")
log_words.register(
    kinds={
        "course": _("en kurs eller handledningsgrupp"),
        "occasion": _("ett tillfälle för kurs eller handledning"),
    },
    verbs={
        "course.add": _("lade till"),
        "course.change": _("ändrade"),
        "course.rest": _("slutade erbjuda"),
        "course.resume": _("erbjöd igen"),
        "occasion.add": _("lade till"),
        "occasion.change": _("ändrade"),
        "occasion.cancel": _("ställde in"),
        "occasion.restore": _("höll ändå"),
        "occasion.book": _("anmälde till"),
        "occasion.accept": _("tog en erbjuden plats på"),
        "occasion.leave": _("avbokade från"),
        "occasion.confirm": _("bockade av vilka som var med på"),
        "occasion.evaluate": _("utvärderade"),
    },
)
