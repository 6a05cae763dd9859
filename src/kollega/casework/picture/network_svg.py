"""A network map as a drawing: circles, parts of life, handles with names, and how it is between them."""

import math
from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.casework.picture import network as net
from kollega.casework.picture.network import Kind, Network, Thing, Tie
from kollega.casework.picture.network_layout import (
    CENTRE,
    HEIGHT,
    MIDDLE,
    RINGS,
    WIDTH,
    Layout,
    Part,
    Spot,
    in_lines,
    layout,
    point,
)
from kollega.casework.picture.svg import drawing, joined, number, path, tag, text

Point = tuple[float, float]


def svg(
    network: Network,
    *,
    name: str = "karta",
    chosen: str = "",
    address: str = "",
    before: Network | None = None,
    paper: bool = False,
) -> SafeString:
    """The map. `address` makes the handles links that choose; `before` marks what differs from it."""
    found = layout(network)
    marks, ghosts = _marks(network, before)
    pieces = [
        *_ground(found, name),
        *_ties(network, found),
        *_ways(found, before, marks),
        *(_ghost(each) for each in ghosts),
        _centre(network),
        *(
            _handle(each, found, marks, chosen=chosen, address=address, name=name)
            for each in found.spots
        ),
    ]
    count = len(network.things)
    told = ngettext(
        "%(count)s finns på kartan. Allt står också i listan.",
        "%(count)s finns på kartan. Allt står också i listan.",
        count,
    )
    return drawing(
        name=name,
        title=_("Nätverkskarta för %(name)s") % {"name": network.centre}
        if network.centre
        else _("Nätverkskarta"),
        desc=told % {"count": count},
        width=float(WIDTH),
        height=float(HEIGHT),
        inside=pieces,
        size=found.scale.text,
        handles=bool(address),
        paper=paper,
    )


def _marks(network: Network, before: Network | None) -> tuple[dict[str, str], list[Spot]]:
    """What to mark as new or moved, and what is gone."""
    if before is None:
        return {}, []
    marks = {each.key: each.kind for each in net.changes(before, network) if each.kind != "other"}
    old = layout(before)
    return marks, [each for each in old.spots if marks.get(each.thing.key) == "gone"]


def _ground(found: Layout, name: str) -> list[SafeString]:
    x, y = MIDDLE
    pieces = [
        tag("ellipse", {"class": f"ring r{ring}", "cx": x, "cy": y, "rx": across, "ry": down})
        for ring, (across, down) in reversed(RINGS.items())
    ]
    for part in found.parts:
        (x1, y1), (x2, y2) = point(part.start, 0.12), point(part.start, 3)
        pieces.append(tag("path", {"class": "part", "d": path("M", x1, y1, "L", x2, y2)}))
    return pieces + [_part_name(part, name) for part in found.parts]


def _part_name(part: Part, name: str) -> SafeString:
    """The part's name along the rim; below the middle it runs the other way, so as to stand upright."""
    middle = (part.start + part.end) / 2
    below = math.cos(middle) < -0.15
    out = 1.068 if below else 1.026
    across, down = RINGS[3][0] * out, RINGS[3][1] * out

    def at(angle: float) -> Point:
        return MIDDLE[0] + across * math.sin(angle), MIDDLE[1] - down * math.cos(angle)

    # Wide enough for the name, also where the part is narrow.
    half = max((part.end - part.start) / 2, math.radians(38))
    first, last = at(middle - half), at(middle + half)
    if below:
        first, last = last, first
    words = str(net.SECTORS[part.sector])
    line = path("M", *first, "A", across, down, 0, 0, 0 if below else 1, *last)
    identity = f"{name}-{part.sector}"
    return joined(
        [
            tag("path", {"id": identity, "class": "rim", "d": line, "fill": "none"}),
            tag(
                "text",
                {"class": "part-name", "font-size": 19.0, "text-anchor": "middle"},
                tag("textPath", {"href": f"#{identity}", "startOffset": "50%"}, words),
            ),
        ]
    )


def _ties(network: Network, found: Layout) -> list[SafeString]:
    pieces = [
        _tie(MIDDLE, (each.x, each.y), each.thing.tie, CENTRE, found.scale.handle)
        for each in found.spots
        if each.thing.tie
    ]
    for link in network.links:
        one, other = found.spot(link.one), found.spot(link.other)
        pieces.append(
            _tie(
                (one.x, one.y), (other.x, other.y), link.tie, found.scale.handle, found.scale.handle
            )
        )
    return pieces


def _tie(start: Point, end: Point, tie: Tie, gap: float, other_gap: float) -> SafeString:
    """A line in the way that it is: whole, broken up, jagged."""
    length = math.dist(start, end)
    if length <= gap + other_gap:
        return joined([])
    across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    x1, y1 = start[0] + across * gap, start[1] + down * gap
    x2, y2 = end[0] - across * other_gap, end[1] - down * other_gap
    if tie is Tie.HARD:
        return tag("path", {"class": "tie hard", "d": jagged((x1, y1), (x2, y2))})
    return tag("path", {"class": f"tie {tie or 'unsaid'}", "d": path("M", x1, y1, "L", x2, y2)})


def jagged(start: Point, end: Point) -> str:
    """A jagged line from one point to another."""
    length = math.dist(start, end) or 1.0
    across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    count = max(2, int(length / 12))
    parts: list[object] = ["M", *start]
    for at in range(1, count):
        share, side = length * at / count, 5.0 if at % 2 else -5.0
        parts += ["L", start[0] + across * share - down * side]
        parts.append(start[1] + down * share + across * side)
    return path(*parts, "L", *end)


def _ways(found: Layout, before: Network | None, marks: Mapping[str, str]) -> list[SafeString]:
    """From where somebody stood before to where she stands now."""
    if before is None:
        return []
    old = layout(before)
    pieces = []
    for spot in found.spots:
        if marks.get(spot.thing.key) == "moved":
            was = old.spot(spot.thing.key)
            pieces.append(
                tag("path", {"class": "from", "d": path("M", was.x, was.y, "L", spot.x, spot.y)})
            )
            pieces.append(tag("circle", {"class": "from", "cx": was.x, "cy": was.y, "r": 7.0}))
    return pieces


def _centre(network: Network) -> SafeString:
    x, y = MIDDLE
    lines = in_lines(network.centre or _("Jag"), 9, 2)
    size = 20.0 if max(len(each) for each in lines) <= 6 else 16.0
    return tag(
        "g",
        {"class": "centre"},
        tag("circle", {"class": "shape", "cx": x, "cy": y, "r": CENTRE - 4}),
        text(x, y + size * (0.35 - 0.55 * (len(lines) - 1)), lines, size, kind="initial"),
    )


def _handle(
    spot: Spot,
    found: Layout,
    marks: Mapping[str, str],
    *,
    chosen: str,
    address: str,
    name: str,
) -> SafeString:
    thing, size = spot.thing, found.scale.handle
    mark = marks.get(thing.key, "")
    kinds = ["handle", thing.kind, mark, "chosen" if thing.key == chosen else ""]
    label = spot.label
    pieces = [tag("circle", {"class": "grip", "r": max(size + 6, 36.0)}), shape(thing.kind, size)]
    if thing.kind is not Kind.THING:
        first = thing.name[:1].upper()
        pieces.append(text(0.0, size * 0.3, [first], size * 0.85, kind="initial"))
    pieces.append(
        text(
            label.x - spot.x,
            label.y - spot.y,
            label.lines,
            found.scale.text,
            kind="name",
            anchor=label.anchor,
        )
    )
    inside = joined(pieces)
    attributes: dict[str, object] = {
        "class": " ".join(each for each in kinds if each),
        "id": f"{name}-{thing.key}",
        "transform": moved_to(spot.x, spot.y),
    }
    if address:
        attributes |= {
            "href": f"{address}{thing.key}#valt",
            "aria-label": spoken(thing),
            "aria-current": "true" if thing.key == chosen else "",
        }
        return tag("a", attributes, inside)
    return tag("g", attributes, inside)


def spoken(thing: Thing) -> str:
    """The handle in words, for those who listen."""
    words = [thing.name, net.place(thing)]
    if thing.kind is not Kind.PERSON:
        words.insert(1, str(net.KINDS[thing.kind]))
    if thing.tie:
        words.append(str(net.TIES[thing.tie]))
    return ", ".join(words)


def moved_to(x: float, y: float) -> str:
    """Where a group stands; what is in it counts from there."""
    return f"translate({number(x)} {number(y)})"


def _ghost(spot: Spot) -> SafeString:
    label = spot.label
    return tag(
        "g",
        {"class": "handle gone", "transform": moved_to(spot.x, spot.y)},
        shape(spot.thing.kind, 20.0),
        text(
            label.x - spot.x,
            label.y - spot.y,
            label.lines,
            17.0,
            kind="name",
            anchor=label.anchor,
        ),
    )


def shape(kind: Kind, size: float) -> SafeString:
    """People are circles, animals have ears, services a roof, and what helps is a star."""
    match kind:
        case Kind.PERSON:
            return tag("circle", {"class": "shape", "r": size})
        case Kind.PET:
            ear, brow, cheek = size * 1.1, size * 0.8, size * 0.22
            d = path(
                "M", -size, -ear, "L", -size * 0.3, -brow, "L", size * 0.3, -brow, "L", size, -ear,
                "L", size, cheek, "A", size, size, 0, 0, 1, -size, cheek, "Z",
            )  # fmt: skip
        case Kind.SERVICE:
            d = path(
                "M", -size, -size * 0.35, "L", 0.0, -size * 1.15, "L", size, -size * 0.35,
                "L", size, size, "L", -size, size, "Z",
            )  # fmt: skip
        case Kind.THING:
            tips: list[object] = []
            for at in range(10):
                far = size * (1.15 if at % 2 == 0 else 0.5)
                turn = math.pi * at / 5
                tips += ["L" if at else "M", far * math.sin(turn), -far * math.cos(turn)]
            d = path(*tips, "Z")
    return tag("path", {"class": "shape", "d": d})
