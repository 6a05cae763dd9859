"""The areas of a child's life that its words stand beside: the house's own, or BBIC's headings.

BBIC belongs to Socialstyrelsen and needs a licence that the board holds. Of it only the headings are here,
and only where the municipality has said that it holds one.
"""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.organisation.options import Option, register

BBIC = "casework.bbic"
OWN_AREAS = {
    "home": _("Hemma"),
    "school": _("Skola och vänner"),
    "health": _("Hälsa och hur jag mår"),
    "safe": _("Trygg och rädd"),
    "wish": _("Det jag vill"),
    "other": _("Annat"),
}
BBIC_AREAS = {
    "b_health": _("Hälsa"),
    "b_education": _("Utbildning"),
    "b_feelings": _("Känslor och beteende"),
    "b_relations": _("Sociala relationer"),
    "b_care": _("Grundläggande omsorg"),
    "b_safety": _("Säkerhet"),
    "b_available": _("Känslomässig tillgänglighet"),
    "b_guidance": _("Stimulans och vägledning"),
    "b_family": _("Nuvarande familjesituation"),
    "b_background": _("Familjebakgrund"),
    "b_housing": _("Boende, arbete och ekonomi"),
    "b_network": _("Socialt nätverk och integration"),
}
ALL = OWN_AREAS | BBIC_AREAS

register(
    Option(
        BBIC,
        "yes_no",
        default=False,
        label=_(
            "Nämnden har licens för BBIC, och de som använder rubrikerna har gått utbildningen"
        ),
        help=_(
            "Då står barnets ord under BBIC:s rubriker. Annars under våra egna: Hemma, Skola och vänner och så"
            " vidare. Bara rubrikerna finns här, inga frågor eller texter ur BBIC."
        ),
    )
)


def offered(actor: Actor) -> dict[str, str]:
    """The areas that the municipality writes under."""
    chosen = BBIC_AREAS if options.value(actor, BBIC) else OWN_AREAS
    return {key: str(label) for key, label in chosen.items()}


def label(key: str) -> str:
    """An area in words, also where the municipality has come to use the others."""
    return str(ALL.get(key, key))
