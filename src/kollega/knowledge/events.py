"""What this room tells people: the same words whatever the card, never what it says."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("knowledge", _("Kunskapsbanken"))
CARD, DOCUMENT = "knowledge:card", "knowledge:document"

notices.register(
    notices.Kind("card.reviewed", ROOM, _("Ett kunskapskort du har skrivit är granskat"), CARD),
    notices.Kind("card.published", ROOM, _("Ett kunskapskort du har skrivit är publicerat"), CARD),
    notices.Kind("card.soon", ROOM, _("Ett kort du ansvarar för ska snart ses över"), CARD),
    notices.Kind("card.due", ROOM, _("Ett kort du ansvarar för behöver ses över nu"), CARD),
    notices.Kind(
        "card.law_changed", ROOM, _("En paragraf i ett kort du ansvarar för har ändrats"), CARD
    ),
    notices.Kind(
        "card.doubted",
        ROOM,
        _("Någon säger att något inte stämmer i ett kort du ansvarar för"),
        CARD,
    ),
    notices.Kind(
        "document.soon", ROOM, _("Ett dokument du ansvarar för ska snart ses över"), DOCUMENT
    ),
    notices.Kind(
        "document.due", ROOM, _("Ett dokument du ansvarar för behöver ses över nu"), DOCUMENT
    ),
    notices.Kind("card.ownerless", ROOM, _("Ett kunskapskort behöver en ny ansvarig"), CARD),
)
