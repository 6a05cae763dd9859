"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("coordination", _("Tack från samordnaren"))

notices.register(
    notices.Kind("thanks.given", ROOM, _("Samordnaren vill tacka dig"), "coordination:thanks"),
)
