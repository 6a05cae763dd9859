"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("synonyms")
log_words.register(
    kinds={"synonyms": _("ord som betyder samma sak")},
    verbs={"synonyms.save": _("ändrade"), "synonyms.remove": _("tog bort")},
)
