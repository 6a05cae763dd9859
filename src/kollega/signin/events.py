"""What sign-in announces that people are told of."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("signin", _("Inloggning"))
notices.register(
    notices.Kind(
        "directory.silent",
        ROOM,
        _("Kommunens inloggning har slutat tala om vilka grupper folk är med i"),
        "directory:silent",
    )
)
