"""What a municipality chooses about incidents."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

ROLE = "incident.role"
KEPT_MONTHS = "incident.kept_months"

# No switch: what may tell who somebody is can be taken down everywhere, always.
register_room("incident", _("Incidenter"))
register(
    Option(
        ROLE,
        "choice",
        default="manager",
        label=_("Vem bedömer om någon har kunnat kännas igen"),
        help=_(
            "De får en notis direkt när en fråga från kommunen har tagits ned. Påminnelser går även"
            " till administratörerna, så att någon annan kan utses i tid. Den som själv har tryckt"
            " hålls utanför om en kollega kan bedöma, så låt gärna minst två ha rollen."
        ),
        choices=(
            ("manager", _("Chefer")),
            ("administrator", _("Administratörer")),
            ("both", _("Chefer och administratörer")),
        ),
    ),
    Option(
        KEPT_MONTHS,
        "integer",
        default=0,
        label=_("Avslutade incidenter gallras efter så många månader"),
        help=_(
            "Enligt er egen dokumenthanteringsplan, räknat från att incidenten avslutades. Vid 0"
            " sparas de tills vidare."
        ),
        minimum=0,
        maximum=240,
    ),
)
