"""The room's words in the log. Who reported is not here: that is question work, shown by day only."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("incident")
log_words.register(
    kinds={"incident": _("en incident")},
    verbs={
        "incident.assess": _("bedömde"),
        "incident.ask_asker": _("bad den som frågade föreslå en rättelse i"),
        "incident.close": _("avslutade"),
        "incident.destroy": _("gallrade"),
    },
)
