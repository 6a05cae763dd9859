"""Where everything on a network map stands: the same map gives the same drawing, every time.

The map is an upright oval, which suits a phone, a tablet that stands, and a sheet of paper. A part of
life gets as much of the round as it has need of, so that five who are nearest do not stand on one
another while the rest of the map is empty.
"""

import math
from dataclasses import dataclass

from kollega.casework.picture.network import NEAREST, Network, Sector, Thing

WIDTH, HEIGHT = 640, 800
MIDDLE = (WIDTH / 2, HEIGHT / 2)
RINGS = {1: (124.0, 160.0), 2: (208.0, 270.0), 3: (290.0, 372.0)}
"""The half axes of each circle's outer edge."""
CENTRE = 46.0
LETTER = 0.56
"""How wide a letter is on average, of its size."""
ASIDE = {1: 0.0, 2: 0.22, 3: -0.22}
LEAST_PART = math.radians(34)


@dataclass(frozen=True)
class Scale:
    """How large things are drawn: the more there are, the smaller."""

    handle: float
    text: float
    letters: int
    lines: int


LARGE, MIDDLING, SMALL = Scale(27, 21, 11, 2), Scale(22, 18, 12, 2), Scale(18, 15, 13, 1)


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def shared_with(self, other: "Box") -> float:
        """The surface that both cover."""
        if self.left >= other.right or other.left >= self.right:
            return 0.0
        if self.top >= other.bottom or other.top >= self.bottom:
            return 0.0
        across = min(self.right, other.right) - max(self.left, other.left)
        return across * (min(self.bottom, other.bottom) - max(self.top, other.top))


@dataclass(frozen=True)
class Label:
    """A name in its lines. `anchor` is start, middle or end; `y` is the first line's foot."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True)
class Spot:
    thing: Thing
    x: float
    y: float
    label: Label


@dataclass(frozen=True)
class Part:
    """A part of life: the angles where it begins and ends, clockwise from the top."""

    sector: Sector
    start: float
    end: float


@dataclass(frozen=True)
class Layout:
    parts: tuple[Part, ...]
    spots: tuple[Spot, ...]
    scale: Scale

    def spot(self, key: str) -> Spot:
        return next(each for each in self.spots if each.thing.key == key)


def layout(network: Network) -> Layout:
    """Where each thing and its name stand."""
    count = len(network.things)
    scale = LARGE if count <= 14 else MIDDLING if count <= 26 else SMALL
    parts = _parts(network, scale)
    places = {
        thing.key: (thing, x, y) for part in parts for thing, x, y in _spread(network, part, scale)
    }
    ordered = [places[thing.key] for thing in network.things]
    return Layout(parts, _labelled(ordered, scale), scale)


def point(angle: float, ring: float) -> tuple[float, float]:
    """Where an angle meets the oval `ring`, which may stand between two: 1.5 is half-way."""
    across, down = _axes(ring)
    return MIDDLE[0] + across * math.sin(angle), MIDDLE[1] - down * math.cos(angle)


def _axes(ring: float) -> tuple[float, float]:
    inner = RINGS.get(int(ring), (CENTRE, CENTRE))
    outer = RINGS.get(int(ring) + 1, inner)
    share = ring - int(ring)
    return (
        inner[0] + (outer[0] - inner[0]) * share,
        inner[1] + (outer[1] - inner[1]) * share,
    )


def _in_ring(ring: int) -> float:
    """The middle of a circle's band; the innermost stands clear of the one in the centre."""
    return ring - 1 + (0.62 if ring == NEAREST else 0.5)


def _need(count: int, ring: int, scale: Scale) -> float:
    """The angle that so many names beside each other take."""
    across, down = _axes(_in_ring(ring))
    return count * _wide(scale) / ((across + down) / 2)


def _wide(scale: Scale) -> float:
    return max(2.4 * scale.handle, 0.72 * scale.letters * scale.text * LETTER)


def _parts(network: Network, scale: Scale) -> tuple[Part, ...]:
    needs = []
    for sector in Sector:
        counts = [
            (ring, sum(each.sector is sector and each.ring == ring for each in network.things))
            for ring in RINGS
        ]
        needs.append(max(LEAST_PART, *(_need(count, ring, scale) for ring, count in counts)))
    spare = 2 * math.pi - len(needs) * LEAST_PART
    extra = [need - LEAST_PART for need in needs]
    wanted = sum(extra)
    if wanted > spare:
        widths = [LEAST_PART + each * spare / wanted for each in extra]
    else:
        widths = [LEAST_PART + each + (spare - wanted) / len(needs) for each in extra]
    found, start = [], -widths[0] / 2
    for sector, width in zip(Sector, widths, strict=True):
        found.append(Part(sector, start, start + width))
        start += width
    return tuple(found)


def _spread(network: Network, part: Part, scale: Scale) -> list[tuple[Thing, float, float]]:
    """The things of one part, evenly in each circle, in two rows where they are many."""
    found = []
    for ring in RINGS:
        things = [
            each for each in network.things if (each.sector, each.ring) == (part.sector, ring)
        ]
        width = part.end - part.start
        crowded = _need(len(things), ring, scale) > width * 1.05
        for at, thing in enumerate(things):
            # Not behind one another, or the lines from the middle would run through names.
            angle = part.start + width * (at + 0.5 + ASIDE[ring]) / len(things)
            shift = (0.24 if at % 2 else -0.2) if crowded else 0.0
            x, y = point(angle, _in_ring(ring) + shift)
            found.append((thing, x, y))
    return found


# --- Names ------------------------------------------------------------------------------------------


def in_lines(name: str, letters: int, most: int) -> tuple[str, ...]:
    """A name in at most so many lines; what does not fit is cut, and stands whole in the list."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    widest = letters + 4
    return tuple(each if len(each) <= widest else f"{each[: widest - 1]}…" for each in lines)


WAYS = ("below", "above", "right", "left", "below right", "below left", "above right", "above left")
PASSES = 3


def _labelled(places: list[tuple[Thing, float, float]], scale: Scale) -> tuple[Spot, ...]:
    """Each name at the side of its handle where it covers the least; a few times over, so that the
    first give way to the last.
    """
    handles = [_round(x, y, scale.handle) for _thing, x, y in places]
    middle = _round(*MIDDLE, CENTRE)
    chosen: dict[int, Label] = {}
    names = [in_lines(thing.name, scale.letters, scale.lines) for thing, _x, _y in places]
    for _again in range(PASSES):
        before = dict(chosen)
        for at, (_thing, x, y) in enumerate(places):
            taken = [middle, *handles[:at], *handles[at + 1 :]]
            taken += [label.box for other, label in chosen.items() if other != at]
            chosen[at] = _clearest(x, y, names[at], scale, taken)
        if chosen == before:
            break
    return tuple(Spot(thing, x, y, chosen[at]) for at, (thing, x, y) in enumerate(places))


def _clearest(x: float, y: float, lines: tuple[str, ...], scale: Scale, taken: list[Box]) -> Label:
    """The first way that covers nothing, or the one that covers the least."""
    # Only what a name could reach, whichever side it is put.
    reach = scale.handle + 6 + max(len(each) for each in lines) * scale.text * LETTER
    around = Box(x - reach, y - reach, x + reach, y + reach)
    taken = [each for each in taken if each.shared_with(around)]
    found, least = None, float("inf")
    for way in WAYS:
        label = _way(x, y, lines, scale, way)
        box = label.box
        if not _on_sheet(box):
            continue
        covered = round(sum(each.shared_with(box) for each in taken))
        if covered < least:
            found, least = label, covered
        if not covered:
            break
    return found or _way(x, y, lines, scale, WAYS[0])


def _on_sheet(box: Box) -> bool:
    return box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= HEIGHT


def _round(x: float, y: float, size: float) -> Box:
    return Box(x - size, y - size, x + size, y + size)


def _way(x: float, y: float, lines: tuple[str, ...], scale: Scale, way: str) -> Label:
    high = scale.text * 1.1
    wide = max(len(each) for each in lines) * scale.text * LETTER
    tall = high * len(lines)
    gap = scale.handle + 3
    vertical, _space, aside = way.partition(" ")
    if vertical in ("below", "above"):
        shift = {"": 0.0, "right": wide * 0.38, "left": -wide * 0.38}[aside]
        left = min(max(x - wide / 2 + shift, 2), WIDTH - wide - 2)
        top = y + gap if vertical == "below" else y - gap - tall
        anchor, start = "middle", left + wide / 2
    else:
        left = x + gap if way == "right" else x - gap - wide
        top = y - tall / 2
        anchor, start = ("start", left) if way == "right" else ("end", left + wide)
    box = Box(left, top, left + wide, top + tall)
    return Label(start, top + scale.text * 0.9, anchor, lines, box)


# --- From the hand ----------------------------------------------------------------------------------


def spot_of(network: Network, key: str, x: float, y: float) -> tuple[Sector, int, str]:
    """Where a handle was let go: the part, the circle, and the key of the one that follows there."""
    found = layout(network)
    across, down = (x - MIDDLE[0]), (MIDDLE[1] - y)
    ring = next(
        (
            ring
            for ring, (wide, tall) in RINGS.items()
            if (across / wide) ** 2 + (down / tall) ** 2 <= 1
        ),
        3,
    )
    wide, tall = RINGS[ring]
    first = found.parts[0].start
    angle = (math.atan2(across / wide, down / tall) - first) % (2 * math.pi) + first
    part = next((each for each in found.parts if angle < each.end), found.parts[-1])
    beside = [
        spot
        for spot in found.spots
        if spot.thing.key != key and (spot.thing.sector, spot.thing.ring) == (part.sector, ring)
    ]
    for spot in beside:
        turn = math.atan2((spot.x - MIDDLE[0]) / wide, (MIDDLE[1] - spot.y) / tall)
        if (turn - first) % (2 * math.pi) + first > angle:
            return part.sector, ring, spot.thing.key
    return part.sector, ring, ""
