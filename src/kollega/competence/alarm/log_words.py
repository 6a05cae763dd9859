"""The words of targets and dates in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("target", "term")
log_words.register(
    kinds={
        "target": _("ett mål för ett område"),
        "term": _("när någons anställning slutar"),
    },
    verbs={
        "target.set": _("ändrade"),
        "target.clear": _("tog bort"),
        "term.set": _("ändrade"),
        "term.clear": _("tog bort"),
    },
)
