"""A genogram as a drawing: squares, circles and diamonds, couples, children, and how it is between."""

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kollega.casework.picture.genogram import (
    Between,
    Feeling,
    Genogram,
    Pair,
    Pairing,
    Relative,
    Sign,
)
from kollega.casework.picture.genogram_layout import (
    HANDLE,
    OWN,
    TEXT,
    Family,
    Layout,
    Seat,
    layout,
)
from kollega.casework.picture.genogram_words import changes, lines
from kollega.casework.picture.network_svg import jagged, moved_to
from kollega.casework.picture.svg import drawing, joined, path, tag, text


def svg(
    genogram: Genogram,
    *,
    name: str = "familj",
    chosen: str = "",
    address: str = "",
    before: Genogram | None = None,
    paper: bool = False,
) -> SafeString:
    """The family. `address` makes the handles links that choose; `before` marks what differs from it."""
    found = layout(genogram)
    marks = {}
    if before is not None:
        marks = {each.key: each.kind for each in changes(before, genogram) if each.kind != "other"}
    spoken = {each.key: f"{each.name}, {each.about}".rstrip(", ") for each in lines(genogram)}
    pieces = [
        *(_pair(each, found) for each in found.pairs),
        *(_family(each, found) for each in found.families),
        *(_between(each, found) for each in genogram.between),
        *(
            _handle(each, spoken, marks, chosen=chosen, address=address, name=name)
            for each in found.seats
        ),
    ]
    me = next((each.name for each in genogram.people if each.me), "")
    return drawing(
        name=name,
        title=_("Familjekarta för %(name)s") % {"name": me} if me else _("Familjekarta"),
        desc=_("%(count)s i familjen. Allt står också i listan.") % {"count": len(genogram.people)},
        width=found.width,
        height=found.height,
        inside=pieces,
        size=TEXT,
        natural=found.width * 0.8,
        handles=bool(address),
        paper=paper,
    )


def _pair(pair: Pair, found: Layout) -> SafeString:
    one, other = sorted((found.seat(pair.one), found.seat(pair.other)), key=lambda each: each.x)
    if one.y != other.y:
        d = path("M", one.x, one.y, "L", other.x, other.y)
    elif any(one.x < each.x < other.x and each.y == one.y for each in found.seats):
        # Somebody stands between: the line goes over her head.
        top = one.y - HANDLE - 16
        d = path("M", one.x, one.y - HANDLE, "L", one.x, top, "L", other.x, top)
        d += " " + path("L", other.x, other.y - HANDLE)
    else:
        d = path("M", one.x + HANDLE, one.y, "L", other.x - HANDLE, other.y)
    pieces = [tag("path", {"class": f"line pair {pair.how if pair.key else 'unsaid'}", "d": d})]
    if pair.how is Pairing.APART and one.y == other.y:
        # Aside from the middle, where the children's line goes down.
        x, y = (one.x * 2 + other.x) / 3 + 8, one.y
        for shift in (0.0, 8.0):
            d = path("M", x + shift - 4, y + 11, "L", x + shift + 4, y - 11)
            pieces.append(tag("path", {"class": "cross", "d": d}))
    return joined(pieces)


def _family(family: Family, found: Layout) -> SafeString:
    seats = [found.seat(key) for key in family.children]
    if family.how not in OWN:
        parent = found.seat(family.parents[0])
        return joined(
            tag(
                "path",
                {
                    "class": f"line {family.how}",
                    "d": path(
                        "M", parent.x + 10, parent.y + HANDLE, "L", parent.x + 10, family.bar,
                        "L", each.x + 9, family.bar, "L", each.x + 9, each.y - HANDLE,
                    ),
                },
            )
            for each in seats
        )  # fmt: skip
    top = family.top + (HANDLE if len(family.parents) == 1 else 0.0)
    pieces = [_line(family, path("M", family.x, top, "L", family.x, family.bar))]
    across = [family.x, *(each.x for each in seats)]
    if max(across) - min(across) > 1:
        pieces.append(
            _line(family, path("M", min(across), family.bar, "L", max(across), family.bar))
        )
    pieces += [
        _line(family, path("M", each.x, family.bar, "L", each.x, each.y - HANDLE)) for each in seats
    ]
    return joined(pieces)


def _line(family: Family, d: str) -> SafeString:
    return tag("path", {"class": f"line {family.how}", "d": d})


def _between(link: Between, found: Layout) -> SafeString:
    """How it is between two: a bow over their heads, so that it is told from other lines."""
    one, other = sorted((found.seat(link.one), found.seat(link.other)), key=lambda each: each.x)
    start, end = (one.x + 8, one.y - HANDLE), (other.x - 8, other.y - HANDLE)
    if one.y != other.y:
        start, end = (one.x + HANDLE, one.y + 6), (other.x - HANDLE, other.y + 6)
        if abs(one.x - other.x) < 2 * HANDLE:
            start, end = (one.x - HANDLE, one.y + 6), (other.x - HANDLE, other.y - 6)
    bow = start[1] - 26 if one.y == other.y else (start[1] + end[1]) / 2
    middle = ((start[0] + end[0]) / 2, bow)
    attributes = {"class": f"line feeling {link.feeling}"}
    if link.feeling is Feeling.HARD:
        return joined(
            [
                tag("path", attributes | {"d": jagged(start, middle)}),
                tag("path", attributes | {"d": jagged(middle, end)}),
            ]
        )
    return tag("path", attributes | {"d": path("M", *start, "Q", *middle, *end)})


def _handle(
    seat: Seat,
    spoken: Mapping[str, str],
    marks: Mapping[str, str],
    *,
    chosen: str,
    address: str,
    name: str,
) -> SafeString:
    person = seat.person
    kinds = ["handle", person.sign, marks.get(person.key, "")]
    kinds += ["me"] if person.me else []
    kinds += ["chosen"] if person.key == chosen else []
    pieces = [
        tag("circle", {"class": "grip", "r": HANDLE + 8}),
        shape(person.sign, HANDLE - 3),
    ]
    if person.dead:
        reach = HANDLE - 8
        d = path("M", -reach, -reach, "L", reach, reach, "M", -reach, reach, "L", reach, -reach)
        pieces.append(tag("path", {"class": "cross", "d": d}))
    inside = _inside(person)
    if inside:
        pieces.append(text(0.0, 6.0, [inside], 17.0, kind="initial"))
    pieces.append(text(0.0, HANDLE + 18, seat.name, TEXT, kind="name"))
    if person.homes:
        homes = ["".join(person.homes)]
        pieces.append(text(HANDLE, HANDLE - 2, homes, 17.0, kind="home-of", anchor="start"))
    attributes: dict[str, object] = {
        "class": " ".join(each for each in kinds if each),
        "id": f"{name}-{person.key}",
        "transform": moved_to(seat.x, seat.y),
    }
    if address:
        attributes |= {
            "href": f"{address}{person.key}#valt",
            "aria-label": spoken[person.key],
            "aria-current": "true" if person.key == chosen else "",
        }
        return tag("a", attributes, joined(pieces))
    return tag("g", attributes, joined(pieces))


def _inside(person: Relative) -> str:
    """The year of birth, as is the custom in a genogram."""
    return f"’{person.born[2:]}" if person.born and not person.dead else ""


def shape(sign: Sign, size: float) -> SafeString:
    """Women and girls are circles, men and boys squares, others diamonds."""
    if sign is Sign.WOMAN:
        return tag("circle", {"class": "shape", "r": size})
    if sign is Sign.MAN:
        side = 2 * size
        return tag(
            "rect", {"class": "shape", "x": -size, "y": -size, "width": side, "height": side}
        )
    far = size * 1.15
    d = path("M", 0.0, -far, "L", far, 0.0, "L", 0.0, far, "L", -far, 0.0, "Z")
    return tag("path", {"class": "shape", "d": d})
