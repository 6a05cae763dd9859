"""What this room tells people: fixed words, nothing of what stood in the text."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("incident", _("Texter som har tagits ned"))
PAGE, MINE = "incident:incident", "incident:told"

notices.register(
    notices.Kind(
        "incident.assess",
        ROOM,
        _("En text har tagits ned. Bedöm inom 72 timmar om en person kan kännas igen"),
        PAGE,
        urgent=True,
    ),
    notices.Kind(
        "incident.reminder",
        ROOM,
        _("En incident väntar på bedömning. Det är mindre än ett dygn kvar"),
        "incident:reminder",
        urgent=True,
    ),
    notices.Kind(
        "incident.last_reminder",
        ROOM,
        _("En incident måste bedömas nu. Det är bara några timmar kvar"),
        "incident:reminder",
        urgent=True,
    ),
    notices.Kind("incident.proposal", ROOM, _("Den som frågade har föreslagit en rättelse"), PAGE),
    notices.Kind(
        "incident.asker", ROOM, _("Din fråga har tagits ned medan den bedöms"), MINE, urgent=True
    ),
    notices.Kind(
        "incident.correct", ROOM, _("Föreslå hur texten i din fråga kan rättas"), MINE, urgent=True
    ),
    notices.Kind(
        "incident.reader",
        ROOM,
        _("En text du läst togs ned. Tala inte vidare om den"),
        MINE,
        urgent=True,
    ),
    notices.Kind("incident.coordinator", ROOM, _("En text i samverkan har tagits ned"), MINE),
    notices.Kind("incident.over", ROOM, _("En text som togs ned är färdigbedömd"), MINE),
)
