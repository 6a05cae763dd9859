"""What a municipality may choose about public documents."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

APPEAL = "public_documents.appeal"
CONTACT = "public_documents.contact"
HOLD_DAYS = "public_documents.hold_days"

register_room("public_documents", _("Allmänna handlingar"))
register(
    Option(
        APPEAL,
        "text",
        default="",
        label=_("Så överklagar man"),
        help=_("Er egen text. Följer med beslutet när något inte lämnas ut."),
    ),
    Option(
        CONTACT,
        "text",
        default="",
        label=_("Vem som svarar om handlingar"),
        help=_("Namn eller funktion, telefon och e-post. Står på det som lämnas ut."),
    ),
    Option(
        HOLD_DAYS,
        "integer",
        default=60,
        label=_("Behåll handlingar så många dagar efter ett nej"),
        help=_("Så att de finns kvar om beslutet överklagas. Därefter gäller er gallring."),
        minimum=1,
        maximum=3650,
    ),
)
