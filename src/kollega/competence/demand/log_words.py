"""The words of demand in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("inflow")
log_words.register(
    kinds={"inflow": _("hur många nya ärenden kommunen har haft")},
    verbs={"inflow.give": _("lämnade"), "inflow.undo": _("ångrade")},
)
