"""This part's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("reading_list", "knowledge_export")
log_words.register(
    kinds={
        "reading_list": _("en läslista"),
        "knowledge_export": _("en kopia av kunskapsbanken"),
    },
    verbs={
        "reading_list.make": _("gjorde"),
        "reading_list.change": _("ändrade"),
        "reading_list.withdraw": _("tog bort"),
        "reading_list.put_back": _("lade tillbaka"),
        "reading_list.report": _("tog ned"),
        "reading_list.destroy": _("förstörde"),
        "knowledge_export.ask": _("begärde"),
    },
)
