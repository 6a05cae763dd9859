"""That a colleague has answered others' questions in an area, where she wants it told. Never how many.

Questions live in a room above: it registers how it is found out.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from kollega.core.actor import Actor

Teller = Callable[[Actor, Collection[UUID]], set[tuple[UUID, UUID]]]
"""(actor, colleagues) → (colleague, area) where she has answered at least once. One statement."""

_tellers: list[Teller] = []


def register(teller: Teller) -> Teller:
    """Let a room tell in which areas colleagues have answered."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def areas_answered(actor: Actor, colleague_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(colleague, area) for those who have chosen to have it told: the caller has asked for that."""
    if not colleague_ids:
        return set()
    return {pair for teller in _tellers for pair in teller(actor, colleague_ids)}
