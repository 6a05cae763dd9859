"""What is told of areas."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.alarm.judging import TURNED_RED
from kollega.competence.profile import events as room
from kollega.core import notices

ROOM = room.ROOM

notices.register(
    notices.Kind(
        TURNED_RED,
        ROOM,
        _("Ett eller flera områden har blivit sårbara"),
        "competence:alarms_of",
    ),
)
