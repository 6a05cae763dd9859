"""What may be chosen about loans."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

LOAN_KEPT_YEARS = "competence.loan_kept_years"

register_room("competence", _("Kompetens"))
register(
    Option(
        LOAN_KEPT_YEARS,
        "integer",
        default=5,
        label=_("Hur många år överenskommelser om lånade kollegor sparas"),
        help=_(
            "Räknat från sista dagen. Gäller båda kommunerna. Skriv ut och diarieför det som ska"
            " bevaras längre."
        ),
        scope="collaboration",
        minimum=2,
        maximum=50,
    )
)
