"""What a municipality chooses about the pictures."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register

TOTALS = "casework.picture_totals"

register(
    Option(
        TOTALS,
        "yes_no",
        default=False,
        label=_("Vi har tillstånd för formuläret som mäter känsla av sammanhang"),
        help=_(
            "Då går det att spara summorna från ett formulär som är ifyllt någon annanstans. Frågorna finns"
            " inte här och får inte läggas in. Formuläret är gjort för forskning, inte för att avgöra något om"
            " en enskild person."
        ),
    )
)
