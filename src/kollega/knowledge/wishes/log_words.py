"""Words in the log about wishes."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("wish")
log_words.register(
    kinds={"wish": _("ett kunskapsönskemål")},
    verbs={
        "wish.order": _("beställde ett kort om"),
        "wish.close": _("avslutade"),
        "wish.reopen": _("öppnade igen"),
        "wish.card": _("valde kort för"),
    },
)
