"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("case", "person")
log_words.register(
    kinds={"case": _("ett ärende"), "person": _("en person")},
    verbs={
        "case.begin": _("började"),
        "case.reason": _("öppnade med ett skäl"),
        "case.note": _("antecknade i"),
        "person.add": _("lade till"),
        "person.change": _("ändrade"),
        "person.safe_contact": _("skrev hur man når"),
    },
)
