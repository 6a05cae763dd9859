"""The room's words in the log.

Its kinds are not reviewable row by row: who proposed a round about a situation is who asked.
"""

from django.utils.translation import gettext_lazy as _

from kollega.organisation import log_words

log_words.register(
    kinds={
        "round": _("en runda"),
        "round_series": _("en stående runda"),
    },
    verbs={
        "round.pick": _("valde tid för"),
        "round.move": _("flyttade"),
        "round.cancel": _("ställde in"),
        "round.restore": _("återtog"),
        "round.share_roles": _("delade ut roller i"),
        "round.people": _("ändrade vilka som är med i"),
        "round.change": _("ändrade"),
        "round.write_note": _("skrev i anteckningen från"),
        "round_series.begin": _("började"),
        "round_series.change": _("ändrade"),
    },
)
