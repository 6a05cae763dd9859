"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core.review import reviewable
from kollega.organisation.log_words import register

register(kinds={"thanks": _("ett tack")}, verbs={"thanks.give": _("tackade en kollega")})
reviewable("thanks")
