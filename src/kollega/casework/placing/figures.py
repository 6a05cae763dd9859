"""A month's placements, and what was missing in a quarter, as they may be told. Pure functions."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from kollega.core.suppression import LEAST, Group, holds_for_each, partition

ROUND = 10_000
"""Costs are told in whole ten thousands."""
DAY = timedelta(days=1)
P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True)
class Stay:
    """Somebody's placement: `who` is one for each person, `prices` what a day costs from which day."""

    who: Hashable
    form: str
    first: date
    last: date | None = None
    prices: Sequence[tuple[date, int]] = ()

    def days(self, first: date, last: date) -> int:
        """How many of its days fall between two days, both included."""
        begins, ends = max(self.first, first), min(self.last or last, last)
        return max((ends - begins).days + 1, 0)

    def cost(self, first: date, last: date) -> int | None:
        """What those days cost; None where a day has no price."""
        day, until, whole = max(self.first, first), min(self.last or last, last), 0
        while day <= until:
            prices = [price for since, price in sorted(self.prices) if since <= day]
            if not prices:
                return None
            whole += prices[-1]
            day += DAY
        return whole


@dataclass(frozen=True)
class Told:
    """Some forms together: how many were placed in them, for how many days, for how much."""

    forms: tuple[str, ...]
    placed: int
    days: int
    cost: int | None


def month(stays: Iterable[Stay], first: date, last: date) -> list[Told]:
    """The groups of forms that may be told of a month, the largest first, all of them together last."""
    inside = [stay for stay in stays if stay.days(first, last)]
    people = {(stay.form, stay.who) for stay in inside}
    counts = Counter(form for form, _who in people)
    groups = partition(counts)
    if not groups:
        return []
    rows = [_told(group.keys, inside, first, last) for group in groups]
    everything = tuple(sorted(counts))
    whole = _told(everything, inside, first, last)
    return [*rows, whole] if len(rows) > 1 else [whole]


def _told(forms: Sequence[str], stays: Sequence[Stay], first: date, last: date) -> Told:
    those = [stay for stay in stays if stay.form in forms]
    costs = [stay.cost(first, last) for stay in those]
    known = [cost for cost in costs if cost is not None]
    return Told(
        tuple(sorted(forms)),
        len({(stay.form, stay.who) for stay in those}),
        sum(stay.days(first, last) for stay in those),
        round(sum(known) / ROUND) * ROUND if len(known) == len(costs) else None,
    )


def together(parts: Mapping[P, Mapping[str, int]]) -> list[Group[str]]:
    """What was missing in a whole collaboration, the most often first, from what each municipality counted.

    Nothing under five, and nothing that a municipality could work out by taking its own away.
    """
    sums: Counter[str] = Counter()
    for part in parts.values():
        sums.update(part)
    groups = sorted(partition(sums), key=lambda group: group.count)
    fine: list[Group[str]] = []
    small: list[Group[str]] = []
    for group in groups:
        (fine if _holds([group], parts) else small).append(group)
    while small and not _holds(small, parts):
        if not fine:
            return []
        small.append(fine.pop(0))
    if small:
        keys = tuple(key for group in small for key in group.keys)
        fine.append(Group(keys, sum(group.count for group in small)))
    return sorted(fine, key=lambda group: (-group.count, group.keys))


def _holds(groups: Sequence[Group[str]], parts: Mapping[P, Mapping[str, int]]) -> bool:
    keys = [key for group in groups for key in group.keys]
    total = sum(group.count for group in groups)
    own = [sum(part.get(key, 0) for key in keys) for part in parts.values()]
    return total >= LEAST and holds_for_each(total, own)
