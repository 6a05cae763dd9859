"""What a collaboration may choose about its competence."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

LOCAL_FLOOR = "competence.local_floor"
SHARED_FLOOR = "competence.shared_floor"
RARE_FLOOR = "competence.rare_floor"
SUPERVISORS = "competence.supervisors"
TURNOVER = "competence.turnover"
HOLIDAY_WEEKS = "competence.holiday_weeks"
HOLIDAY_WEEKS_DEFAULT = "8, 27–32, 44, 52, 1"
EVERYDAY = frozenset(
    {
        "orosanmalan",
        "skyddsbedomning",
        "barnutredning",
        "vald-barn",
        "vald-vuxna",
        "ekonomiskt-bistand",
        "alkohol",
    }
)
"""Areas that a municipality cannot wait for another with: what may come any day. Keys of the shipped tree."""

register_room("competence", _("Kompetens"))
register(
    Option(
        LOCAL_FLOOR,
        "integer",
        default=1,
        label=_("Så många i varje kommun ska klara det som kan komma vilken dag som helst"),
        help=_(
            "Gäller orosanmälan, akut skyddsbedömning, barnutredning, våld mot barn och vuxna, ekonomiskt"
            " bistånd och alkohol. I andra områden begärs ingen i den egna kommunen, om samordnaren inte"
            " har satt ett eget mål. 0 begär inget."
        ),
        minimum=0,
        maximum=50,
        scope="collaboration",
    ),
    Option(
        SHARED_FLOOR,
        "integer",
        default=4,
        label=_("Så många i hela samverkan ska klara ett vanligt område på egen hand"),
        minimum=0,
        maximum=500,
        scope="collaboration",
    ),
    Option(
        RARE_FLOOR,
        "integer",
        default=2,
        label=_("Så många i hela samverkan ska klara ett sällanärende på egen hand"),
        help=_("I den egna kommunen begärs ingen: för det finns stödkommunen."),
        minimum=0,
        maximum=500,
        scope="collaboration",
    ),
    Option(
        SUPERVISORS,
        "integer",
        default=1,
        label=_("Så många i samverkan ska kunna handleda inom ett område"),
        minimum=0,
        maximum=100,
        scope="collaboration",
    ),
    Option(
        TURNOVER,
        "integer",
        default=20,
        label=_("Så många av hundra väntas sluta på ett år"),
        help=_(
            "Väger som statistik över hundra anställda i ett år. Er egen väger tyngre för varje år."
        ),
        minimum=0,
        maximum=90,
        scope="collaboration",
    ),
    Option(
        HOLIDAY_WEEKS,
        "text",
        default=HOLIDAY_WEEKS_DEFAULT,
        label=_("Semesterveckor"),
        help=_("Veckonummer med komma emellan, till exempel 8, 27–32, 44, 52, 1."),
        scope="collaboration",
    ),
)
