"""What may be chosen about courses and supervision."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

KEPT_MONTHS = "competence.seats_kept_months"

register_room("competence", _("Kompetens"))
register(
    Option(
        KEPT_MONTHS,
        "integer",
        default=24,
        label=_("Hur många månader det sparas vilka som hade plats på kurser och handledning"),
        help=_(
            "Räknat från sista dagen. Därefter finns bara antalet kvar. Det som var och en har i sin"
            " egen profil påverkas inte."
        ),
        minimum=1,
        maximum=120,
    )
)
