"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation import log_words

log_words.register(
    kinds={},
    verbs={
        "participation.mark": _("markerade delaktighet i"),
        "participation.answer": _("tog emot ett svar om delaktighet i"),
        "participation.take_away": _("tog bort ett svar om delaktighet i"),
    },
)
