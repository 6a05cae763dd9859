"""From numbers by area and quarter to stretches of quarters that may be told. Pure.

Most areas have fewer than five questions in a quarter, and a number under five is never told. So an
area's quarters are laid together until there are five: 'sju frågor januari–september'. Stretches never
overlap and are told once, so nothing comes out of their difference. Why: docs/decisions/demand.md;
`tests/demand/test_telling.py` tries to find a small number.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kollega.core.quarters import Quarter
from kollega.core.suppression import LEAST, holds_for_each

Numbers = Mapping[UUID, Mapping[Quarter, int]]
"""Area → quarter → how many."""


@dataclass(frozen=True)
class Stretch:
    """How many there were in an area from one quarter to another, both included."""

    area_id: UUID
    first: Quarter
    last: Quarter
    count: int

    @property
    def quarters(self) -> int:
        """How many quarters it holds."""
        return between(self.first, self.last)


def between(first: Quarter, last: Quarter) -> int:
    """How many quarters from one to another, both included."""
    return (last.year - first.year) * 4 + last.number - first.number + 1


def stretches(
    counts: Numbers,
    quarters: Sequence[Quarter],
    *,
    told: Collection[Stretch] = (),
    parts: Collection[Numbers] = (),
) -> list[Stretch]:
    """What is new to tell, quarter by quarter, as if each had been counted in its time.

    Args:
        quarters: those that have settled, in order. Where one is missing no stretch goes across.
        told: what has been told before. It stands, whatever the numbers are now.
        parts: each municipality's own numbers, where they know them: whoever takes her own away must
            not be left with a small number either.
    """
    before: dict[UUID, list[Stretch]] = defaultdict(list)
    for span in told:
        before[span.area_id].append(span)
    found: list[Stretch] = []
    begun: dict[UUID, Quarter] = {}
    last: Quarter | None = None
    for quarter in quarters:
        if last is None or last.next != quarter:
            begun = {}
        last = quarter
        new: list[Stretch] = []
        waiting = 0
        for area in counts:
            known = next((each for each in before[area] if quarter <= each.last), None)
            if known is not None:
                # It waited until its last quarter, and was told then.
                begun.pop(area, None)
                if known.first <= quarter < known.last:
                    waiting += _sum(counts, area, known.first, quarter)
                continue
            if area not in begun and not counts[area].get(quarter):
                continue
            first = begun.setdefault(area, quarter)
            span = Stretch(area, first, quarter, _sum(counts, area, first, quarter))
            own = [_sum(part, area, first, quarter) for part in parts]
            if holds_for_each(span.count, own):
                new.append(span)
            else:
                waiting += span.count
        for span in _without_leaving_few(new, waiting):
            found.append(span)
            del begun[span.area_id]
    return found


def _without_leaving_few(new: list[Stretch], waiting: int) -> list[Stretch]:
    """New stretches, less the smallest while what waits in all other areas together is small: the sum
    of everything is told elsewhere, and the rest would be its difference."""
    by_count: dict[int, list[Stretch]] = defaultdict(list)
    for span in new:
        by_count[span.count].append(span)
    for count in sorted(by_count):
        if not 0 < waiting < LEAST:
            break
        waiting += count * len(by_count.pop(count))
    return [span for span in new if span.count in by_count]


def _sum(counts: Numbers, area: UUID, first: Quarter, last: Quarter) -> int:
    return sum(n for quarter, n in counts.get(area, {}).items() if first <= quarter <= last)
