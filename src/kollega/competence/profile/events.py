"""What people are told of about competence."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("competence", _("Kompetens"))
notices.register(
    notices.Kind(
        "competence.talk_written",
        ROOM,
        _("Din chef har skrivit ned ett samtal om din kompetens"),
        "competence:talk",
    ),
    notices.Kind(
        "competence.talk_read",
        ROOM,
        _("En medarbetare har läst det du skrev ned efter ert samtal"),
        "competence:talk",
    ),
)
