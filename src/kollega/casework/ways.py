"""The pages of a case, and those of the room: each part says which it has, and for which kinds of cases.

ways.register(ways.Way(_("Bilden"), "casework:pictures", _("Nätverk, släkt, risk och skydd.")))
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise

from kollega.casework import rules
from kollega.casework.gate import Found
from kollega.core.actor import Actor
from kollega.organisation.options import room_is_on

Text = str | Promise


@dataclass(frozen=True)
class Way:
    """A page that takes the case's id. `kinds`: the kinds of cases that have it; empty is all."""

    title: Text
    page: str
    help: Text
    kinds: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Shown:
    """A way as a page of one case."""

    title: str
    url: str
    help: str


_ways: dict[str, Way] = {}


def register(*ways: Way) -> None:
    """Offer pages on every case. Offering the same page twice is one offer."""
    for way in ways:
        _ways[way.page] = way


def of(actor: Actor, found: Found) -> list[Shown]:
    """The pages of this case, in the order in which they were registered. No statement."""
    return [
        Shown(str(way.title), reverse(way.page, args=[found.case.id]), str(way.help))
        for way in _ways.values()
        if (not way.kinds or found.case.kind in way.kinds)
        and room_is_on(actor, way.page.partition(":")[0])
    ]


@dataclass(frozen=True)
class RoomPage:
    """A page of the room that is about no case. `steers`: for those who steer a unit's cases."""

    title: Text
    page: str
    steers: bool = False


_pages: dict[str, RoomPage] = {}


def register_page(*pages: RoomPage) -> None:
    """Offer pages beside one's own cases."""
    for page in pages:
        _pages[page.page] = page


def pages(actor: Actor) -> list[Shown]:
    """Those that this actor may open, in the order in which they were registered. No statement."""
    return [
        Shown(str(page.title), reverse(page.page), "")
        for page in _pages.values()
        if (not page.steers or rules.steer(actor))
        and room_is_on(actor, page.page.partition(":")[0])
    ]
