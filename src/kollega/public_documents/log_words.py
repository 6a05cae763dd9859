"""The room's words in the log. Nobody's signature is withheld here, so it is shown row by row."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("document", "document_request", "document_ground", "document_rule")
log_words.register(
    kinds={
        "document": _("en handling som kan vara allmän"),
        "document_request": _("en begäran om handlingar"),
        "document_ground": _("en sekretessgrund"),
        "document_rule": _("en gallringsregel"),
    },
    verbs={
        "document.choose": _("lade handlingar i"),
        "document.remove": _("tog bort en handling ur"),
        "document.assess": _("bedömde"),
        "document.mask": _("maskade i"),
        "document.hold": _("undantog från gallring"),
        "document.release": _("släppte till gallring"),
        "document.destroy": _("gallrade"),
        "document_request.open": _("lade upp"),
        "document_request.change": _("ändrade"),
        "document_request.answer": _("besvarade"),
        "document_request.reopen": _("öppnade igen"),
        "document_request.destroy": _("gallrade"),
        "document_ground.change": _("ändrade"),
        "document_rule.change": _("ändrade"),
        "document_rule.confirm": _("bekräftade"),
    },
)
