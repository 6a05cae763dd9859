"""What may be chosen about introductions."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

KEPT_MONTHS = "introduction.kept_months"
MENTOR_BY_ITSELF = "introduction.mentor_by_itself"

register_room("introduction", _("Ny på jobbet"), switch=True)
register(
    Option(
        MENTOR_BY_ITSELF,
        "yes_no",
        default=True,
        label=_("Ge nya kollegor en mentor direkt"),
        help=_(
            "Bland dem i samverkan som har sagt att de vill vara mentor. Du som är chef kan alltid byta."
        ),
    ),
    Option(
        KEPT_MONTHS,
        "integer",
        default=12,
        label=_("Hur många månader en introduktion sparas"),
        help=_("Räknat från dag 90. Gäller också det som lämnades vidare när någon slutade."),
        minimum=1,
        maximum=60,
    ),
)
