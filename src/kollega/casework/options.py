"""What may be chosen about the work room."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

MANAGERS_REACH = "casework.managers_reach"
FACT_DAYS = "casework.fact_days"
NOTES_DAYS = "casework.notes_days"
GOAL_SCALING = "casework.goal_scaling"
PROTECTED = "casework.protected"

RESOURCE_MONTHS = "casework.resource_months"

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
        PROTECTED,
        "choice",
        default="twice",
        label=_("Vem som kommer in där personuppgifter är skyddade"),
        help=_("De som arbetar med ärendet och chefen för enheten kommer alltid in."),
        choices=(
            ("twice", _("också den som skriver varför två gånger; chefen får veta det direkt")),
            ("closed", _("ingen annan")),
        ),
    ),
    Option(
        NOTES_DAYS,
        "integer",
        default=30,
        label=_("Hur många dagar arbetsanteckningar finns kvar när ett ärende har avslutats"),
        help=_("Så länge kan avslutet ångras. Sedan förstörs de."),
        minimum=1,
        maximum=180,
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
    Option(
        GOAL_SCALING,
        "yes_no",
        default=False,
        label=_("Väg samman mål i vuxnas planer (GAS)"),
        help=_("Syns bara för dem som arbetar med planen, aldrig för barn och aldrig för chefen."),
    ),
    Option(
        RESOURCE_MONTHS,
        "integer",
        default=6,
        label=_("Efter hur många månader en resurs behöver ses över"),
        help=_("I listan över resurser nära: när någon senast såg att uppgiften stämmer."),
        minimum=1,
        maximum=24,
    ),
)
