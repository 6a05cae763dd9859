"""How many have learnt something, as another part of the room counts it: by area, municipality and year.

    attendance.register(lambda actor, first, last: {(area_id, municipality_id, 2027): 3})

A provider makes one statement at the most, and counts nobody by name.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from uuid import UUID

from kollega.core.actor import Actor

Key = tuple[UUID, UUID, int]
"""Area, municipality, year."""
Provider = Callable[[Actor, int, int], Mapping[Key, int]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let a part say how many have taken part in something between two years."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def attended(actor: Actor, first_year: int, last_year: int) -> Counter[Key]:
    """All that the parts have counted. A statement for each part."""
    found: Counter[Key] = Counter()
    for provider in _providers:
        found.update(provider(actor, first_year, last_year))
    return found


def is_counted() -> bool:
    """Whether any part counts."""
    return bool(_providers)
