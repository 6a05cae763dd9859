"""What is told about strategy documents: the same words whatever stands in them."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.core.notices import Kind

ROOM = notices.Room("strategy", _("Samverkans strategi för kompetens"))
PAGE = "competence:strategy"
FOLLOW_UP = "competence:strategy_follow_up"

notices.register(
    Kind("strategy.sent", ROOM, _("En strategi för kompetens är skickad till nämnderna"), PAGE),
    Kind("strategy.returned", ROOM, _("En nämnd har återremitterat strategin för kompetens"), PAGE),
    Kind("strategy.adopted", ROOM, _("En strategi för kompetens gäller nu"), PAGE),
    Kind("strategy.follow_up", ROOM, _("Det är dags att följa upp strategin"), FOLLOW_UP),
)
