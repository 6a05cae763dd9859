"""What a municipality or a collaboration may choose about asking colleagues."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

FEW_THRESHOLD = "consultation.few_threshold"
SECOND_EYES = "consultation.second_eyes"
KEPT_MONTHS = "consultation.kept_months"
FILES_MEGABYTES = "consultation.files_megabytes"

register_room("consultation", _("Fråga en kollega"), switch=True)
register(
    Option(
        FEW_THRESHOLD,
        "integer",
        default=20,
        label=_("Varna när färre än så många personer kan stämma"),
        help=_("Räknas i den egna kommunens folkmängd."),
        minimum=2,
        maximum=1000,
    ),
    Option(
        SECOND_EYES,
        "yes_no",
        default=False,
        label=_("Låt en kollega läsa när färre än så kan stämma"),
        help=_(
            "Frågan kan då delas först när någon i den egna kommunen har läst den. Det gäller också"
            " bilder och skannade sidor, som ingen kontroll kan läsa."
        ),
    ),
    Option(
        FILES_MEGABYTES,
        "integer",
        default=2_000,
        label=_("Bilagor: så många MB får kommunen dela"),
        help=_("Räknat på det som har delats under den tid som frågor sparas."),
        minimum=0,
        maximum=100_000,
    ),
    Option(
        KEPT_MONTHS,
        "integer",
        default=24,
        label=_("Frågor gallras efter så många månader"),
        help=_("Enligt er egen dokumenthanteringsplan."),
        minimum=1,
        maximum=120,
        scope="collaboration",
    ),
)
