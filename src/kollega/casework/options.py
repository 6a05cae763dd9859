"""What may be chosen about the work room."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

MANAGERS_REACH = "casework.managers_reach"
FACT_DAYS = "casework.fact_days"

register_room("casework", _("Ärenden"), switch=True)
register(
    Option(
        MANAGERS_REACH,
        "choice",
        default="unit",
        label=_("Vilka ärenden en chef ser"),
        help=_("Andra ärenden öppnas med ett skäl, som syns för den som är chef där."),
        choices=(("unit", _("dem i den egna enheten")), ("municipality", _("alla i kommunen"))),
    ),
    Option(
        FACT_DAYS,
        "integer",
        default=5,
        label=_("Hur många dagar en uppgift av betydelse får ligga kvar här"),
        help=_("Sedan påminns du om att föra den till journalen."),
        minimum=1,
        maximum=30,
    ),
)
