"""What other rooms know of an area: questions asked, knowledge missing. Competence knows neither.

A room says, in a module that is imported at start, where its part of an area is read:

    links.register(lambda actor, area: [links.AreaLink(_("Frågor om området"), "/fragor?omrade=…")])

A provider builds addresses only. It reads nothing: the page has no statements to spare.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kollega.core.actor import Actor
from kollega.organisation.api import Area


@dataclass(frozen=True)
class AreaLink:
    """Something about an area that is read in another room."""

    text: str
    url: str


Provider = Callable[[Actor, Area], Iterable[AreaLink]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let a room add its links to an area's page."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def links_for(actor: Actor, area: Area) -> list[AreaLink]:
    """Everything that rooms have to read about an area, in the order they registered."""
    return [link for provider in _providers for link in provider(actor, area)]
