"""What has been decided that people should learn, and is not booked yet.

The room knows no plans. Whatever decides says so, in a module that is imported at start:

    @planned.register
    def measures(actor: Actor) -> Iterable[Planned]: ...

A provider costs two statements at the most. It is asked by managers, for their own municipality.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from kollega.core.actor import Actor


@dataclass(frozen=True)
class Planned:
    """So many from the own municipality are to go to a course in a year. `url` leads to where it was
    decided; `course_id` is None where it is about an area and no course in particular."""

    title: str
    year: int
    people: int
    course_id: UUID | None = None
    area_id: UUID | None = None
    url: str = ""


Provider = Callable[[Actor], Iterable[Planned]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let something tell what it has decided."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def planned(actor: Actor) -> list[Planned]:
    """All that has been decided for the actor's municipality, by year and title."""
    found = [each for provider in _providers for each in provider(actor)]
    return sorted(found, key=lambda each: (each.year, each.title))
