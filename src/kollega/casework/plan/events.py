"""What is told about plans: fixed words, nobody's name."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.core.actor import Actor
from kollega.core.events import announce

ROOM = notices.Room("casework_plan", _("Gemensamma planer"))
HOLD, HELD, JOIN, WANTS_IN, JOINED = (
    "plan.asked_to_hold",
    "plan.held",
    "plan.asked_to_join",
    "plan.wants_in",
    "plan.joined",
)

notices.register(
    notices.Kind(HOLD, ROOM, _("Du är tillfrågad om att hålla en plan"), "casework:plan"),
    notices.Kind(HELD, ROOM, _("Du har fått svar om vem som håller en plan"), "casework:plan"),
    notices.Kind(
        JOIN, ROOM, _("En plan frågar om ett av dina ärenden vill vara med"), "casework:plans"
    ),
    notices.Kind(
        WANTS_IN, ROOM, _("Någon vill vara med i en plan som du håller"), "casework:plan_people"
    ),
    notices.Kind(JOINED, ROOM, _("Du har fått svar om att vara med i en plan"), "casework:plans"),
)


def tell(
    actor: Actor, kind: str, account_ids: Iterable[UUID | None], *, about: str, subject_id: UUID
) -> None:
    """Tell these people, but never the one who did it. `about`: "plan" or "case"."""
    told = {each for each in account_ids if each is not None and each != actor.account_id}
    if told:
        event = announce(actor, kind, subject_kind=about, subject_id=subject_id, zone="case")
        notices.notify(told, kind, event, subject_id)
