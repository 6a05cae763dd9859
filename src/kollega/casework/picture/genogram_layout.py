"""Where everybody in a genogram stands: generations in rows, couples side by side, children below.

Rows are found from who is whose parent. Within a row people stand in the order that they were drawn,
drawn together into couples, and are then moved, as far as the row allows, to stand under their parents
and over their children (pool adjacent violators: the least sum of squares that keeps the order).
"""

from dataclasses import dataclass
from itertools import pairwise

from kollega.casework.picture.genogram import Genogram, How, Pair, Pairing, Parent, Relative
from kollega.casework.picture.network_layout import in_lines

SLOT = 128.0
"""From one to the next."""
ROW = 190.0
HANDLE = 30.0
TEXT = 20.0
LETTERS = 11
MARGIN = 70.0
SWEEPS = 12
OWN = (How.BIRTH, How.ADOPTED)
"""Parents who share a line down to their children."""


@dataclass(frozen=True)
class Seat:
    person: Relative
    x: float
    y: float
    name: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """Parents and their children: from where the line goes down, and to whom."""

    parents: tuple[str, ...]
    children: tuple[str, ...]
    how: How
    x: float
    top: float
    bar: float


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    seats: tuple[Seat, ...]
    families: tuple[Family, ...]
    pairs: tuple[Pair, ...]
    """With those added who have children together and of whom nothing was said."""

    def seat(self, key: str) -> Seat:
        return next(each for each in self.seats if each.person.key == key)


# --- Rows -------------------------------------------------------------------------------------------


def levels(genogram: Genogram) -> dict[str, int]:
    """Each one's row, 0 at the top; couples on the same row as far as it can be."""
    together = _together(genogram)
    members: dict[str, list[str]] = {}
    for key, head in together.items():
        members.setdefault(head, []).append(key)
    above: dict[str, set[str]] = {head: set() for head in members}
    below: dict[str, set[str]] = {head: set() for head in members}
    for link in genogram.parents:
        above[together[link.child]].add(together[link.parent])
        below[together[link.parent]].add(together[link.child])
    row: dict[str, int] = {}

    def find_row(head: str) -> int:
        if head not in row:
            row[head] = 1 + max((find_row(each) for each in above[head]), default=-1)
        return row[head]

    for head in members:
        find_row(head)
    # Somebody without parents in the map stands just above her children, not at the top.
    for head in sorted(members, key=lambda each: -row[each]):
        if not above[head] and below[head]:
            row[head] = min(row[each] for each in below[head]) - 1
    least = min(row.values(), default=0)
    return {key: row[head] - least for key, head in together.items()}


def _together(genogram: Genogram) -> dict[str, str]:
    """Who shares a row: couples, unless one of them is the other's child or the like."""
    head = {each.key: each.key for each in genogram.people}
    for one, other in _couples(genogram):
        if head[one] == head[other]:
            continue
        joined = {key: head[one] if each == head[other] else each for key, each in head.items()}
        if _no_circle(genogram, joined):
            head = joined
    return head


def _couples(genogram: Genogram) -> list[tuple[str, str]]:
    """Those who are or were together, and those who have a child together."""
    found = [(each.one, each.other) for each in genogram.pairs]
    for person in genogram.people:
        above = [each.parent for each in genogram.parents_of(person.key) if each.how in OWN]
        found += list(pairwise(above))
    return list(dict.fromkeys(found))


def _no_circle(genogram: Genogram, head: dict[str, str]) -> bool:
    """Whether rows can still be found: nobody's row lies above itself."""
    above: dict[str, set[str]] = {}
    for link in genogram.parents:
        above.setdefault(head[link.child], set()).add(head[link.parent])
    done: dict[str, bool] = {}

    def clear(each: str) -> bool:
        if each not in done:
            done[each] = False
            done[each] = all(clear(one) for one in above.get(each, ()))
        return done[each]

    return all(clear(each) for each in above)


# --- Within a row -----------------------------------------------------------------------------------


def layout(genogram: Genogram) -> Layout:
    """Where each stands, and the lines of each family."""
    level = levels(genogram)
    rows = [
        _row_order(genogram, [each.key for each in genogram.people if level[each.key] == at])
        for at in range(max(level.values(), default=-1) + 1)
    ]
    rows = _under_parents(genogram, rows)
    x = _abreast(genogram, rows)
    left = min(x.values(), default=0.0)
    x = {key: each - left + MARGIN for key, each in x.items()}
    width = max(max(x.values(), default=0.0) + MARGIN, 2 * SLOT)
    seats = tuple(
        Seat(
            each,
            x[each.key],
            MARGIN + ROW * level[each.key],
            in_lines(each.name, LETTERS, 2),
        )
        for each in genogram.people
    )
    height = 2 * MARGIN + ROW * max(0, len(rows) - 1) + 50
    pairs = _all_pairs(genogram)
    return Layout(width, height, seats, _families(genogram, seats), pairs)


def _row_order(genogram: Genogram, row: list[str]) -> list[str]:
    """The row as drawn, each partner beside hers: who has two stands between them."""
    couples = [(one, other) for one, other in _couples(genogram) if one in row and other in row]
    beside: dict[str, list[str]] = {key: [] for key in row}
    for one, other in couples:
        beside[one].append(other)
        beside[other].append(one)
    found: list[str] = []
    for key in row:
        if key in found:
            continue
        group = _chain(key, beside)
        found += [each for each in group if each not in found]
    return found


def _chain(start: str, beside: dict[str, list[str]]) -> list[str]:
    """Those who hang together with one, from the end of the chain."""
    seen = [start]
    for each in seen:
        seen += [one for one in beside[each] if one not in seen]
    ends = [each for each in seen if len(beside[each]) == 1]
    first = start if start in ends or not ends else ends[0]
    order: list[str] = []

    def walk(key: str) -> None:
        order.append(key)
        for one in beside[key]:
            if one not in order:
                walk(one)

    walk(first)
    return order


def _under_parents(genogram: Genogram, rows: list[list[str]]) -> list[list[str]]:
    """Groups of each row in the order of their parents in the row above."""
    found: list[list[str]] = []
    for at, row in enumerate(rows):
        if at == 0:
            found.append(row)
            continue
        place = {key: index for index, key in enumerate(found[at - 1])}
        groups = _groups(genogram, row)

        def stand(group: list[str], place: dict[str, int] = place) -> float:
            above = [
                place[link.parent]
                for key in group
                for link in _own(genogram, key)
                if link.parent in place
            ]
            return sum(above) / len(above) if above else float("inf")

        last = 0.0
        keyed = []
        for group in groups:
            wanted = stand(group)
            last = wanted if wanted != float("inf") else last
            keyed.append((last, group))
        keyed.sort(key=lambda each: each[0])
        found.append([key for _wanted, group in keyed for key in group])
    return found


def _groups(genogram: Genogram, row: list[str]) -> list[list[str]]:
    """The row cut where nobody on one side is a couple with somebody on the other."""
    couples = [pair for pair in _couples(genogram) if pair[0] in row and pair[1] in row]
    place = {key: at for at, key in enumerate(row)}
    groups: list[list[str]] = []
    for at, key in enumerate(row):
        joined = any(
            min(place[one], place[other]) < at <= max(place[one], place[other])
            for one, other in couples
        )
        if joined and groups:
            groups[-1].append(key)
        else:
            groups.append([key])
    return groups


def _abreast(genogram: Genogram, rows: list[list[str]]) -> dict[str, float]:
    """Along the row: over one's children and under one's parents, never nearer than a slot."""
    x = {key: at * SLOT for row in rows for at, key in enumerate(row)}
    for sweep in range(SWEEPS):
        order = rows if sweep % 2 == 0 else rows[::-1]
        for row in order:
            wanted = [_wanted(genogram, key, x, up=sweep % 2 == 0) for key in row]
            x |= dict(zip(row, _kept_apart(wanted), strict=True))
    return x


def _wanted(genogram: Genogram, key: str, x: dict[str, float], *, up: bool) -> float:
    """Where one would stand: under the middle of one's parents, or over the middle of the children."""
    if up:
        parents = [x[each.parent] for each in _own(genogram, key)]
        beside = _siblings(genogram, key)
        goals = parents
    else:
        children = [each.child for each in genogram.children_of(key) if each.how in OWN]
        goals = [x[each] for each in children]
        beside = {each.parent for child in children for each in _own(genogram, child)}
    if not goals:
        return x[key]
    order = sorted(beside, key=lambda each: x[each])
    return sum(goals) / len(goals) + (order.index(key) - (len(order) - 1) / 2) * SLOT


def _own(genogram: Genogram, key: str) -> list[Parent]:
    """The parents who share a line down to somebody."""
    return [each for each in genogram.parents_of(key) if each.how in OWN]


def _siblings(genogram: Genogram, key: str) -> set[str]:
    """Those with the same parents, herself among them."""
    above = {each.parent for each in _own(genogram, key)}
    return {
        each.key
        for each in genogram.people
        if {link.parent for link in _own(genogram, each.key)} == above
    }


def _kept_apart(wanted: list[float]) -> list[float]:
    """The places nearest to those wanted that keep the order and the distance."""
    blocks: list[tuple[float, int]] = []
    for at, each in enumerate(wanted):
        blocks.append((each - at * SLOT, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, many), (other, more) = blocks[-2], blocks[-1]
            blocks[-2:] = [((one * many + other * more) / (many + more), many + more)]
    flat = [mean for mean, many in blocks for _ in range(many)]
    return [each + at * SLOT for at, each in enumerate(flat)]


# --- Lines ------------------------------------------------------------------------------------------


def _all_pairs(genogram: Genogram) -> tuple[Pair, ...]:
    """The couples, and those who have a child together and of whom nothing was said."""
    found = list(genogram.pairs)
    for one, other in _couples(genogram):
        if not any({each.one, each.other} == {one, other} for each in found):
            found.append(Pair("", one, other, Pairing.NEVER))
    return tuple(found)


def _families(genogram: Genogram, seats: tuple[Seat, ...]) -> tuple[Family, ...]:
    """A line for each pair of parents; who has come since has a line of her own."""
    at = {each.person.key: each for each in seats}
    groups: dict[tuple[How, tuple[str, ...]], list[str]] = {}
    for person in genogram.people:
        links = genogram.parents_of(person.key)
        own = [each for each in links if each.how in OWN]
        if own:
            above = tuple(sorted(each.parent for each in own))
            groups.setdefault((own[0].how, above), []).append(person.key)
        for each in links:
            if each.how not in OWN:
                groups.setdefault((each.how, (each.parent,)), []).append(person.key)
    found = []
    bars: dict[float, int] = {}
    for (how, above), children in groups.items():
        x = sum(at[key].x for key in above) / len(above)
        top = max(at[key].y for key in above)
        first = min(at[key].y for key in children)
        shift = bars.get(first, 0)
        bars[first] = shift + 1
        bar = first - HANDLE - 18 - 9 * (shift % 4)
        found.append(Family(above, tuple(children), how, x, top, bar))
    return tuple(found)
