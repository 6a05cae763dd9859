"""What is told of areas."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.alarm.judging import TURNED_RED
from kollega.core import notices

ROOM = notices.Room("competence", _("Kompetens i samverkan"))

notices.register(
    notices.Kind(
        TURNED_RED,
        ROOM,
        _("Ett eller flera områden har blivit sårbara"),
        "competence:alarms_of",
    ),
)
