"""What is told of searches for proposals."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.profile import events as room
from kollega.core import notices

ENDED = "plan_run.ended"

notices.register(
    notices.Kind(
        ENDED,
        room.ROOM,
        _("Din sökning efter förslag till försörjningsplan är klar"),
        "competence:plan_run",
    ),
)
