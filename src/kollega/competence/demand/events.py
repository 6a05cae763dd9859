"""What is told of new cases."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.profile import events as room
from kollega.core import notices

DUE = "cases.due"

notices.register(
    notices.Kind(
        DUE,
        room.ROOM,
        _("Det är dags att lämna hur många nya ärenden ni hade förra kvartalet"),
        "competence:cases_due",
        is_apart=True,
    ),
)
"""The subject is the municipality."""
