"""What this room tells people: the same words whatever the round, never what it is about.

Those that are not mailed go with a calendar letter (`mail.py`), which is sent at once.
"""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("rounds", _("Rundor"))
PAGE = "rounds:round"

notices.register(
    notices.Kind("round.invited", ROOM, _("Du är tillfrågad till en runda"), PAGE),
    notices.Kind("round.added", ROOM, _("Du är tillfrågad till en runda"), PAGE, mailed=False),
    notices.Kind("round.voted", ROOM, _("Alla har svarat på tiderna för en runda"), PAGE),
    notices.Kind("round.voting_over", ROOM, _("Dags att välja tid för en runda"), PAGE),
    notices.Kind("round.planned", ROOM, _("En runda har fått en tid"), PAGE, mailed=False),
    notices.Kind(
        "round.soon", ROOM, _("Påminnelse: snart är det dags för en runda du är med i"), PAGE
    ),
    notices.Kind("round.brought", ROOM, _("En fråga tas upp i en runda du är med i"), PAGE),
    notices.Kind(
        "round.moved", ROOM, _("En runda har fått en ny tid"), PAGE, urgent=True, mailed=False
    ),
    notices.Kind(
        "round.cancelled", ROOM, _("En runda är inställd"), PAGE, urgent=True, mailed=False
    ),
    notices.Kind("round.dropped", ROOM, _("En föreslagen runda blir inte av"), PAGE),
    notices.Kind(
        "round.restored", ROOM, _("En inställd runda hålls ändå"), PAGE, urgent=True, mailed=False
    ),
    notices.Kind("round.revived", ROOM, _("En föreslagen runda blir kanske av ändå"), PAGE),
    notices.Kind("round.few", ROOM, _("Ni har blivit färre i en runda du är med i"), PAGE),
    notices.Kind("round.follow_up", ROOM, _("Dags att följa upp en runda"), PAGE),
    notices.Kind(
        "round.suggested",
        ROOM,
        _("En kollega föreslår att din fråga tas upp i en runda"),
        "rounds:bring",
    ),
)
