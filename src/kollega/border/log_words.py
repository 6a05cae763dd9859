"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("names")
log_words.register(
    kinds={
        "names": _("listan med lokala namn"),
        "second_look": _("en text att läsa"),
        "draft_file": _("en fil att dela"),
    },
    verbs={
        "names.change": _("ändrade"),
        "draft.ask_second_look": _("bad en kollega läsa"),
        "draft.second_look": _("läste"),
        "draft_file.look": _("tittade på"),
    },
)
