"""What this room tells people, in words that say nothing about whom or what it concerns."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.outcome.tokens import path_for

ROOM = notices.Room("outcome", _("Efter rådet"))
FOLLOW_UP, AGAIN, TELL, AFTERWARDS = (
    "outcome.follow_up",
    "outcome.follow_up_again",
    "outcome.tell",
    "outcome.afterwards",
)

notices.register(
    notices.Kind(
        FOLLOW_UP,
        ROOM,
        _("Du bad om ett råd för en tid sedan. Hur gick det?"),
        "outcome:follow_up",
        letter_path=path_for,
    ),
    notices.Kind(
        AGAIN,
        ROOM,
        _("En påminnelse: hur gick det efter rådet du bad om? Vi frågar inte igen."),
        "outcome:follow_up",
        letter_path=path_for,
    ),
    # Both are about a question, whose thread says nothing of them: reading that does not clear them.
    notices.Kind(
        TELL, ROOM, _("Du ville bli påmind om att berätta"), "outcome:told", is_apart=True
    ),
    notices.Kind(
        AFTERWARDS,
        ROOM,
        _("Den som frågade har berättat hur det gick"),
        "outcome:afterwards",
        is_apart=True,
    ),
)
