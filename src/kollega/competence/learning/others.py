"""What else stands in the collaboration's calendar: rounds, which the room below them does not know.

A room says, in a module that is imported at start:

    @others.register
    def rounds(actor: Actor, first: datetime, last: datetime) -> Iterable[Other]: ...

A provider costs one statement, and gives only what the actor may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kollega.core.actor import Actor


@dataclass(frozen=True)
class Other:
    """Something at a time. `state` is how the actor stands to it, in words; `comes`: she will be there."""

    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    area_id: UUID | None = None
    state: str = ""
    comes: bool = False
    cancelled: bool = False


Provider = Callable[[Actor, datetime, datetime], Iterable[Other]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let a room add what it has to the calendar."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def others(actor: Actor, first: datetime, last: datetime) -> list[Other]:
    """What other rooms have that begins from `first` and before `last`."""
    return [each for provider in _providers for each in provider(actor, first, last)]
