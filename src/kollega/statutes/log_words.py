"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation import log_words

log_words.register(
    kinds={"statute": _("en lag"), "section": _("en paragraf")},
    verbs={"statute.import": _("läste in")},
)
