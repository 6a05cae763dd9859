"""Sign-in's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("directory_person", "directory_group", "scim_token")
log_words.register(
    kinds={
        "directory_person": _("en person i kommunens katalog"),
        "directory_group": _("en grupp i kommunens katalog"),
        "scim_token": _("en nyckel för kommunens katalog"),
    },
    verbs={
        "account.sign_in": _("loggade in med"),
        "directory.know": _("lärde känna"),
        "directory.join": _("kopplade kommunens inloggning till"),
        "directory.unjoin": _("tog bort kopplingen till"),
        "directory.refuse": _("nekade en inloggning genom katalogen i"),
        "directory.address": _("bytte e-postadress på"),
        "directory.silent": _("fick inte veta grupperna för"),
        "directory.take_over": _("lät katalogen sköta"),
        "directory.leave": _("stängde av"),
        "directory.return": _("släppte in igen"),
        "directory.forget": _("glömde"),
        "directory.add": _("lade till"),
        "directory.change": _("ändrade"),
        "directory.open": _("öppnade för hand"),
        "directory.list": _("läste in personallistan för"),
        "directory_group.add": _("lade till"),
        "directory_group.change": _("ändrade"),
        "directory_group.remove": _("tog bort"),
        "scim_token.make": _("skapade"),
        "scim_token.revoke": _("drog in"),
    },
)
