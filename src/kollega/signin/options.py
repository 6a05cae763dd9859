"""What a municipality chooses about sign-in."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Role
from kollega.organisation.models import ROLE_LABELS
from kollega.organisation.options import Option, register, register_room

SECOND_STEP = "signin.second_step"
NEW_PEOPLE = "signin.new_people"
ONLY_DIRECTORY = "signin.only_directory"

register_room("signin", _("Inloggning"))
register(
    Option(
        SECOND_STEP,
        "several",
        [str(Role.ADMINISTRATOR)],
        _("Vem måste logga in i två steg?"),
        help=_("Gäller från nästa inloggning. Andra får välja själva."),
        choices=tuple((str(role), label) for role, label in ROLE_LABELS.items()),
    ),
    Option(
        NEW_PEOPLE,
        "yes_no",
        default=False,
        label=_("Släpp in nya från kommunens katalog"),
        help=_(
            "Den som är med i en grupp som ger en plats hos er behöver då inte läggas till för hand."
        ),
    ),
    Option(
        ONLY_DIRECTORY,
        "yes_no",
        default=False,
        label=_("Bara kommunens egen inloggning"),
        help=_(
            "Den som har loggat in med kommunens inloggning en gång kan sedan inte använda lösenord"
            " eller nyckel för att komma in hos er. Administratörer som loggar in i två steg kan det"
            " ändå, så att ni inte låser er ute när kommunens inloggning inte svarar."
        ),
    ),
)
