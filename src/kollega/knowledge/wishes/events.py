"""What is told about wishes: the same words whatever was wished for."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("knowledge", _("Kunskapsbanken"))

notices.register(
    notices.Kind(
        "wish.ordered", ROOM, _("Du är ombedd att skriva ett kunskapskort"), "knowledge:wish"
    ),
)
