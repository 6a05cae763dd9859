"""What may be shown of small numbers, so that no number under five can be worked out.

Pure functions over counts, for every room that tells of numbers. What is published is only ever a *partition* of a set of things: groups
that do not overlap, each of at least `LEAST`, in periods that do not overlap either. Why that is
enough, and what it costs: docs/decisions/figures.md.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LEAST = 5
"""The smallest number that is told."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Group(Generic[K]):
    """What is told of some keys together: how many there are in all of them."""

    keys: tuple[K, ...]
    count: int

    @property
    def is_alone(self) -> bool:
        return len(self.keys) == 1


@dataclass(frozen=True)
class Span:
    """A stretch of periods, by their places in the series: `first` to `last`, both included."""

    first: int
    last: int
    count: int


def runs(counts: Sequence[int], people: Sequence[int]) -> list[Span]:
    """Periods laid together until each stretch has `LEAST`; what is left at the end waits.

    Whoever adds and subtracts stretches gets no number under it. None ends while fewer than so many
    `people` were there: the number would be what one or two of them did.
    """
    found: list[Span] = []
    first, count = 0, 0
    for place, number in enumerate(counts):
        count += number
        if count >= LEAST and people[place] >= LEAST:
            found.append(Span(first, place, count))
            first, count = place + 1, 0
    return found


def partition(
    counts: Mapping[K, int],
    *,
    others: Mapping[K, int] | None = None,
    parents: Mapping[K, K] | None = None,
    keep_zeros: bool = False,
    most: float = 1.0,
) -> list[Group[K]]:
    """Groups of keys, largest first: alone where the number may be told, otherwise laid together.

    Small ones are laid with their sisters under one parent where that is enough, else with all other
    small ones, and take the next smallest with them until nothing can be worked out.

    Args:
        others: how many elsewhere have the key, where the reader also knows the sum of both: what
            is left when ours is taken away must not be small either.
        parents: the key above each key.
        keep_zeros: none is a small number too (a municipality that did not ask); else a key with
            none is left out, and a reader may know that it has none.
        most: the largest share that one key may have of all; beyond it nothing is told apart, since
            it would tell whose each single thing is.
    """
    known = {key: n for key, n in counts.items() if n or keep_zeros}
    total = sum(known.values())
    everything = tuple(known)

    def fine(keys: Sequence[K]) -> bool:
        return _may_be_told([known[key] for key in keys], _sum(others, keys))

    if not known or not fine_total(total, _sum(others, everything)):
        return []
    if max(known.values()) > most * total and len(known) > 1:
        return [Group(everything, total)]
    alone = {key for key in known if fine([key])}
    small = [key for key in known if key not in alone]
    groups = [Group((key,), known[key]) for key in alone]
    sisters, rest = _with_sisters(small, parents or {}, fine)
    groups += [Group(keys, sum(known[key] for key in keys)) for keys in sisters]
    order = {key: place for place, key in enumerate(known)}
    groups.sort(key=lambda group: (group.count, order[group.keys[0]]))
    while rest and not fine(rest) and groups:
        # All that are equally small: which of them was taken would tell one who knows the method.
        least = groups[0].count
        while groups and groups[0].count == least:
            rest += groups.pop(0).keys
    if rest:
        rest.sort(key=order.__getitem__)
        groups.append(Group(tuple(rest), sum(known[key] for key in rest)))
    return sorted(groups, key=lambda group: (-group.count, order[group.keys[0]]))


def laid_by_people(people: Mapping[K, float]) -> list[tuple[K, ...]]:
    """Places as they may stand: alone, or those with too few people to be told of laid together.

    What a place with one worker asked is what that worker asked. Such places take the next smallest
    with them until they are two and hold `LEAST` people; which, only their people decide, so that
    nothing is told of their numbers. Empty where all of them together have too few.
    """
    order = sorted(people, key=lambda key: people[key])
    few = [key for key in order if people[key] < LEAST]
    while few and (len(few) < 2 or sum(people[key] for key in few) < LEAST):
        if len(few) == len(order):
            return []
        few.append(order[len(few)])
    return [*([tuple(few)] if few else []), *((key,) for key in order[len(few) :])]


def fine_total(total: int, others: int | None) -> bool:
    """Whether the sum of everything may be told at all."""
    return total >= LEAST and (others is None or others >= LEAST)


def _sum(counts: Mapping[K, int] | None, keys: Iterable[K]) -> int | None:
    return None if counts is None else sum(counts.get(key, 0) for key in keys)


def _may_be_told(members: Sequence[int], others: int | None) -> bool:
    """Whether the sum of these may be told, to one who knows how it came about."""
    total = sum(members)
    if not fine_total(total, others):
        return False
    if len(members) > 1 and max(members) < LEAST:
        # All of them are known to be small. Close to the most that they can hold together, each
        # would be known; one of them at least may be one or none, for all that the reader can tell.
        return total <= (LEAST - 1) * len(members) - (LEAST - 2)
    return True


def _with_sisters(
    small: Iterable[K], parents: Mapping[K, K], fine: Callable[[Sequence[K]], bool]
) -> tuple[list[tuple[K, ...]], list[K]]:
    """Small keys laid together under their parent where that is enough, and the rest."""
    families: dict[K, list[K]] = {}
    rest: list[K] = []
    for key in small:
        families.setdefault(parents.get(key, key), []).append(key)
    together: list[tuple[K, ...]] = []
    for family in families.values():
        if len(family) > 1 and fine(family):
            together.append(tuple(family))
        else:
            rest += family
    return together, rest


def holds_for_each(total: int, parts: Iterable[int]) -> bool:
    """Whether a sum may be told to those who each know their own part of it.

    Whoever takes her own part away is left with what the others had: that must be nothing, or as much
    as may be told.
    """
    return total >= LEAST and all(_is_plain(total - part) for part in parts)


Level = Sequence[Sequence[K]]
"""Classes in their order, some of them laid together."""


def graded(counts: Mapping[K, int], levels: Sequence[Level[K]]) -> list[Group[K]]:
    """Classes in an order (times), told as finely as can be: the first level with nothing small.

    The levels stand in the code, so that which classes are laid together tells little of what is in
    them. A class with nothing in it may be known. Without a fitting level nothing is told.
    """
    for level in levels:
        sums = [sum(counts.get(key, 0) for key in group) for group in level]
        if all(map(_is_plain, sums)) and any(sums):
            return [
                Group(tuple(group), count)
                for group, count in zip(level, sums, strict=True)
                if count
            ]
    return []


def split(rows: Mapping[K, tuple[int, int]]) -> list[K]:
    """The rows of which both parts may be told, where the sums of both columns are known.

    A part that nothing is in may be told. The rows that are not split are told by difference, all
    together; while that would show a small number, the smallest row that is split joins them.
    """
    shown = sorted(
        (key for key, parts in rows.items() if all(map(_is_plain, parts))),
        key=lambda key: sum(rows[key]),
    )
    hidden = [key for key in rows if key not in shown]
    while hidden and not all(_is_plain(sum(rows[key][part] for key in hidden)) for part in (0, 1)):
        if not shown:
            return []
        hidden.append(shown.pop(0))
    return [key for key in rows if key in shown]


def _is_plain(count: int) -> bool:
    return count == 0 or count >= LEAST
