"""Which municipalities and collaborations there are, for jobs that must visit each.

The core knows no municipality by itself: a higher room answers (`settings.PLACES`), as it does for
the actor of a request. Ids only; what is in a place is seen by acting for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Place:
    """A municipality, in one collaboration or in none, as the agreements stand today."""

    municipality_id: UUID
    collaboration_id: UUID | None = None


def every() -> list[Place]:
    """Each municipality once per collaboration it takes part in, in a steady order."""
    read: Callable[[], list[Place]] = import_string(settings.PLACES)
    return read()


def municipalities(collaboration_id: UUID | None = None) -> list[UUID]:
    """Every municipality, or those that take part in one collaboration today."""
    return list(
        dict.fromkeys(
            place.municipality_id
            for place in every()
            if collaboration_id in (None, place.collaboration_id)
        )
    )


def collaborations() -> list[UUID]:
    """Every collaboration that somebody takes part in today."""
    return list(dict.fromkeys(p.collaboration_id for p in every() if p.collaboration_id))
