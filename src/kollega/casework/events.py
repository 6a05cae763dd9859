"""What the room tells people: fixed words, never about whom."""

from django.utils.translation import gettext_lazy as _

from kollega.casework.cases.looked import OPENED
from kollega.casework.cases.workers import ANSWERED, ASKED, ASSIGNED
from kollega.core import notices
from kollega.core.notices import Kind

ROOM = notices.Room("casework", _("Ärenden"))

notices.register(
    Kind(ASKED, ROOM, _("Någon ber dig ta över ett ärende"), "casework:handover"),
    Kind(ANSWERED, ROOM, _("Du har fått svar om ett ärende som ska byta hand"), "casework:case"),
    Kind(ASSIGNED, ROOM, _("Du arbetar nu med ett ärende till"), "casework:case"),
    Kind(
        OPENED, ROOM, _("Någon har öppnat ett ärende som hen inte arbetar med"), "casework:opening"
    ),
)
