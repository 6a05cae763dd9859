"""What the room's pages share: tabs, the quarter that is chosen, who sees it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core import quarters as periods
from kollega.core.quarters import Quarter
from kollega.core.request import ActorRequest
from kollega.followup.figures import Figures
from kollega.ui.parts import Link, Zone

MOST_QUARTERS = 8


@dataclass(frozen=True)
class Tab:
    """A link among others; `current` is the one that is shown."""

    label: str
    url: str
    current: bool = False


def zone(request: ActorRequest) -> Zone | None:
    """The whole collaboration sees it."""
    place = request.actor.collaboration
    return Zone.shared(place.municipalities) if place else None


def own_zone(request: ActorRequest) -> Zone:
    """It stays in the municipality."""
    return Zone.own(request.actor.municipality_name)


def chosen(request: ActorRequest, figures: Figures) -> Quarter:
    """The quarter that the address asks for, else the latest with figures."""
    asked = periods.parse(request.GET.get("kvartal", "")[:10])
    known = figures.quarters
    if asked in known:
        return asked
    return known[0] if known else Quarter.of(clock.today())


def tabs(name: str, quarter: Quarter, figures: Figures) -> list[Tab]:
    """The overview's pages, the chosen quarter kept."""
    latest = figures.quarters[:1] == [quarter] or not figures.quarters
    kept = "" if latest else f"?kvartal={quarter}"
    pages = (
        ("overview", _("Samverkan")),
        ("municipality", _("Min kommun")),
        ("areas", _("Områden")),
        ("effect", _("Så har det gått")),
    )
    return [Tab(label, reverse(f"followup:{each}") + kept, each == name) for each, label in pages]


def quarter_links(figures: Figures, quarter: Quarter) -> list[Tab]:
    """Other quarters to look at, the latest first."""
    return [
        Tab(periods.in_words(each.first, each.last), f"?kvartal={each}", each == quarter)
        for each in figures.quarters[:MOST_QUARTERS]
    ]


def home() -> Link:
    """The way to the room's first page."""
    return Link(_("Överblick"), reverse("followup:overview"))
