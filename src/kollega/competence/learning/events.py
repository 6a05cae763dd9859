"""What is told about courses and supervision: the same words whichever it is."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.core.notices import Kind

ROOM = notices.Room("learning", _("Kurser och handledning"))
PAGE = "competence:occasion"
WORDS = {
    "booked_for": _("Din chef har anmält dig till en kurs eller handledning"),
    "given_back": _("Din chef har avbokat dig från en kurs eller handledning"),
    "offered": _("Du erbjuds en plats som du har väntat på. Svara i tid, annars går den vidare."),
    "lapsed": _("En plats som du erbjöds har gått vidare till nästa i kön"),
    "changed": _("En kurs eller handledning som du är anmäld till har ändrats"),
    "cancelled": _("En kurs eller handledning som du är anmäld till är inställd"),
    "restored": _("En kurs eller handledning som var inställd blir av, och du har kvar din plats"),
    "soon": _("Påminnelse: du är snart på kurs eller handledning"),
    "evaluate": _("Du har varit på en kurs eller handledning. Säg gärna vad du tyckte."),
    "confirm": _("Bocka av vilka som var med på det du ledde"),
}
URGENT = {"offered", "cancelled"}
notices.register(
    *(
        Kind(f"learning.{name}", ROOM, text, PAGE, urgent=name in URGENT)
        for name, text in WORDS.items()
    )
)
