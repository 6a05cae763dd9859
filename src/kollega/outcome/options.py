"""What a municipality may choose about what comes after the advice."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

FOLLOW_UPS = "outcome.follow_ups"
CONTACT_DAYS = "outcome.contact_days"
COMPLAINTS = "outcome.complaints"

register_room("outcome", _("Efter rådet"), switch=True)
register(
    Option(
        FOLLOW_UPS,
        "yes_no",
        default=True,
        label=_("Fråga hur det gick efter 30 och 90 dagar"),
        help=_("Bara den som frågade får frågan. Svaren räknas ihop utan namn."),
    ),
    Option(
        CONTACT_DAYS,
        "integer",
        default=14,
        label=_("Fråga om trygg kontakt igen efter så många dagar"),
        help=_("Innan ett blad till personen skrivs ut. Läget kan ha ändrats."),
        minimum=1,
        maximum=60,
    ),
    Option(
        COMPLAINTS,
        "text",
        default="",
        label=_("Vart den enskilde kan lämna synpunkter hos er"),
        help=_("Till exempel ett telefonnummer. Står på bladet till personen."),
    ),
)
