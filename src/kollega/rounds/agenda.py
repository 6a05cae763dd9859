"""When each case of a round is up. Pure: times in, times out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

OPENING = 5
"""Minutes to say hello and share out the roles."""
LEAST = 10
"""Minutes that a case has at least; the round then takes longer than planned."""


@dataclass(frozen=True)
class Slot:
    """A stretch of the round: when it begins and ends, and the minutes of its parts."""

    begins: datetime
    ends: datetime
    parts: tuple[int, ...] = ()

    @property
    def minutes(self) -> int:
        return int((self.ends - self.begins) / timedelta(minutes=1))


def shares(total: int, fixed: Sequence[int | None], full: int) -> list[int]:
    """Minutes of each case. Those without minutes of their own share what is left of `total`,
    after the opening; none gets more than `full`, and none less than `LEAST`.
    """
    open_cases = sum(each is None for each in fixed)
    left = total - OPENING - sum(each for each in fixed if each is not None)
    each_gets = max(LEAST, min(full, left // open_cases)) if open_cases else 0
    return [each_gets if each is None else each for each in fixed]


def split(minutes: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole minutes in proportion to `weights`, at least one each, that add up to `minutes`.

    `minutes` is at least the number of weights, and each weight at least 1.
    """
    whole = sum(weights)
    exact = [minutes * weight / whole for weight in weights]
    given = [max(1, int(each)) for each in exact]
    # What the rounding left over, or took too much of, goes where it makes the least difference.
    while sum(given) < minutes:
        given[max(range(len(given)), key=lambda n: exact[n] - given[n])] += 1
    while sum(given) > minutes:
        above = [n for n in range(len(given)) if given[n] > 1]
        given[max(above, key=lambda n: given[n] - exact[n])] -= 1
    return tuple(given)


def lay_out(
    starts_at: datetime, total: int, fixed: Sequence[int | None], parts: Sequence[int]
) -> list[Slot]:
    """One slot for each case, after the opening, in order and without gaps."""
    slots, begins = [], starts_at + timedelta(minutes=OPENING)
    for minutes in shares(total, fixed, sum(parts)):
        ends = begins + timedelta(minutes=minutes)
        slots.append(Slot(begins, ends, split(minutes, parts)))
        begins = ends
    return slots
