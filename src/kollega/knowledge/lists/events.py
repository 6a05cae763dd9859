"""What this part tells people: that something is new, never what it is called."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.knowledge.events import ROOM

notices.register(
    notices.Kind(
        "knowledge.news", ROOM, _("Nytt i kunskapsbanken, i områden du följer"), "knowledge:news_of"
    ),
    notices.Kind(
        "knowledge.export_ready",
        ROOM,
        _("Filen ur kunskapsbanken är klar att hämta"),
        "knowledge:export_of",
    ),
)
