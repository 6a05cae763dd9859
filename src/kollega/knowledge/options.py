"""What a collaboration may choose about its knowledge bank."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

REMIND_DAYS = "knowledge.remind_days"
GRACE_DAYS = "knowledge.grace_days"
KEPT_MONTHS = "knowledge.kept_months"

register_room("knowledge", _("Kunskapsbanken"), switch=True)
register(
    Option(
        REMIND_DAYS,
        "integer",
        default=30,
        label=_(
            "Den som ansvarar för ett kort eller ett dokument påminns så många dagar innan det ska ses över"
        ),
        minimum=1,
        maximum=120,
        scope="collaboration",
    ),
    Option(
        GRACE_DAYS,
        "integer",
        default=60,
        label=_("Ett kort som inte har setts över i tid går ut efter så många dagar"),
        help=_("Fram till dess står det att kortet behöver ses över."),
        minimum=1,
        maximum=365,
        scope="collaboration",
    ),
    Option(
        KEPT_MONTHS,
        "integer",
        default=12,
        label=_("Ett tillbakadraget kort gallras efter så många månader"),
        minimum=1,
        maximum=120,
        scope="collaboration",
    ),
)
