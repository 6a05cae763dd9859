"""What a municipality chooses about sign-in."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Role
from kollega.organisation.models import ROLE_LABELS
from kollega.organisation.options import Option, register, register_room

SECOND_STEP = "signin.second_step"

register_room("signin", _("Inloggning"))
register(
    Option(
        SECOND_STEP,
        "several",
        [str(Role.ADMINISTRATOR)],
        _("Vem måste logga in i två steg?"),
        help=_("Gäller från nästa inloggning. Andra får välja själva."),
        choices=tuple((str(role), label) for role, label in ROLE_LABELS.items()),
    )
)
