"""What is told about people: fixed words, nobody's name."""

from django.utils.translation import gettext_lazy as _

from kollega.casework.people.narrow import NOTICE
from kollega.core import notices

ROOM = notices.Room("casework_protected", _("Skyddade personuppgifter"))

notices.register(
    notices.Kind(
        NOTICE,
        ROOM,
        _("Någon som inte arbetar med ärendet har öppnat ett med skyddade personuppgifter"),
        "casework:case",
        urgent=True,
    ),
)
