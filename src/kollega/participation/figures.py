"""A quarter's shares, as they may be told. Pure functions.

What is counted is cases: the last moment of each in the quarter, so that who is marked often weighs no
more. A kind of case that one worker alone has marked is laid with the smallest others, for its share
would be hers; then nothing is told of which a part is small (`core.suppression.split`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kollega.core.suppression import LEAST, split

FEWEST_WORKERS = 2


@dataclass(frozen=True)
class Counted:
    """Of one kind: the cases that reached the floor, those that did not, and who marked them."""

    reached: int
    below: int
    workers: frozenset[str] = field(default_factory=frozenset)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.reached + other.reached, self.below + other.below, self.workers | other.workers
        )

    @property
    def all(self) -> int:
        return self.reached + self.below


NOTHING = Counted(0, 0)


@dataclass(frozen=True)
class Told:
    """Some kinds of cases together."""

    kinds: tuple[str, ...]
    reached: int
    all: int

    @property
    def percent(self) -> int:
        return round(100 * self.reached / self.all)


def told(counted: Mapping[str, Counted]) -> list[Told]:
    """The groups that may be told, largest first, and all of them together last; [] where too few."""
    groups = _by_workers({kind: each for kind, each in counted.items() if each.all})
    whole = sum(groups.values(), NOTHING)
    if not _is_plain(whole):
        return []
    shown = split({kinds: (each.reached, each.below) for kinds, each in groups.items()})
    rest = [kinds for kinds in groups if kinds not in shown]
    rows = [_row(kinds, groups[kinds]) for kinds in shown]
    if shown and rest:
        together = tuple(kind for kinds in rest for kind in kinds)
        rows.append(_row(together, sum((groups[kinds] for kinds in rest), NOTHING)))
    rows.sort(key=lambda row: (-row.all, row.kinds))
    everything = tuple(kind for kinds in groups for kind in kinds)
    return [*rows, _row(everything, whole)] if len(rows) > 1 else [_row(everything, whole)]


def _row(kinds: tuple[str, ...], counted: Counted) -> Told:
    return Told(tuple(sorted(kinds)), counted.reached, counted.all)


def _is_plain(counted: Counted) -> bool:
    """Whether both parts are none or enough, and more than one worker is behind them."""
    parts = (counted.reached, counted.below)
    return (
        counted.all >= LEAST
        and all(part == 0 or part >= LEAST for part in parts)
        and len(counted.workers) >= FEWEST_WORKERS
    )


def _by_workers(counted: Mapping[str, Counted]) -> dict[tuple[str, ...], Counted]:
    """Kinds by themselves, those with too few workers laid together with the smallest others."""
    order = sorted(counted, key=lambda kind: (counted[kind].all, kind))
    lone = [kind for kind in order if len(counted[kind].workers) < FEWEST_WORKERS]
    others = [kind for kind in order if kind not in lone]
    while lone and others and len(_sum(counted, lone).workers) < FEWEST_WORKERS:
        lone.append(others.pop(0))
    groups: dict[tuple[str, ...], Counted] = {(kind,): counted[kind] for kind in others}
    if lone:
        groups[tuple(lone)] = _sum(counted, lone)
    return groups


def _sum(counted: Mapping[str, Counted], kinds: list[str]) -> Counted:
    return sum((counted[kind] for kind in kinds), NOTHING)
