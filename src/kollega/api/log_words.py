"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core.review import reviewable
from kollega.organisation.log_words import register

register(
    kinds={"token": _("en nyckel till API:et")},
    verbs={"token.make": _("gjorde"), "token.end": _("avslutade")},
)
reviewable("token")
