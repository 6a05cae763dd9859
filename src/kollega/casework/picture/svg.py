"""Small pieces that drawings are made of. Everything that somebody wrote is escaped here."""

from collections.abc import Iterable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PAPER = """
text{font-family:"Libertinus Serif";fill:#000}
.ring,.part,.home{fill:none;stroke:#8a8a8a;stroke-width:1.2}
.part{stroke:#c4c4c4;stroke-dasharray:3 5}
.r1{fill:#eef3f2}
.part-name{font-size:19px;fill:#444}
.shape{fill:#fff;stroke:#111;stroke-width:2.2}
.name{paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
.centre .shape{fill:#0d5651}.centre text{fill:#fff}
.tie,.line{fill:none;stroke:#333;stroke-width:1.6}
.tie.good,.line.close{stroke-width:4}
.tie.mixed,.line.never,.line.bonus,.line.foster{stroke-dasharray:9 6}
.tie.broken,.line.broken{stroke-dasharray:2 8}
.unsaid{stroke:#b5b5b5;stroke-width:1}
.me .shape{stroke-width:5}
.cross{stroke:#111;stroke-width:2.2}
.new .shape{stroke-width:5}
.gone .shape{stroke-dasharray:4 4;stroke:#777}.gone text{fill:#666}
.from{stroke:#555;stroke-width:1.6;stroke-dasharray:2 4;fill:none}
.grip{fill:none}
"""
"""The drawing's look on paper; on screen it is the room's style sheet and follows light and dark."""


def tag(
    name: str, attributes: Mapping[str, object], *inside: SafeString | str, end: bool = True
) -> SafeString:
    """An element. A text inside is escaped unless it was made here."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value not in ("", None)
    )
    if not inside and end:
        return mark_safe(f"<{name}{said}/>")  # noqa: S308 - every value was escaped
    content = "".join(each if isinstance(each, SafeString) else escape(each) for each in inside)
    return mark_safe(f"<{name}{said}>{content}</{name}>")  # noqa: S308 - escaped just now


def _value(value: object) -> str:
    if isinstance(value, float):
        return number(value)
    return str(escape(str(value)))


def number(value: float) -> str:
    """As short as can be: no more than one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def path(*parts: object) -> str:
    """The `d` of a path: letters and numbers."""
    return " ".join(number(each) if isinstance(each, float) else str(each) for each in parts)


def text(
    x: float, y: float, lines: Iterable[str], size: float, *, kind: str, anchor: str = "middle"
) -> SafeString:
    """A name in its lines; the drawing says how large names are."""
    rows = list(lines)
    spans = [
        tag("tspan", {"x": x, "dy": 0.0 if at == 0 else size * 1.1}, row)
        for at, row in enumerate(rows)
    ]
    content = [joined(spans)] if len(rows) > 1 else [rows[0] if rows else ""]
    return tag(
        "text",
        {
            "class": kind,
            "x": x,
            "y": y,
            "font-size": "" if kind == "name" else size,
            "text-anchor": "" if anchor == "middle" else anchor,
        },
        *content,
    )


def joined(pieces: Iterable[SafeString]) -> SafeString:
    """Pieces after each other."""
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was made by `tag`


def drawing(
    *,
    name: str,
    title: str,
    desc: str,
    width: float,
    height: float,
    inside: Iterable[SafeString],
    size: float,
    handles: bool,
    paper: bool = False,
    natural: float = 0,
) -> SafeString:
    """The whole drawing. With handles it is a group of things to choose, else one image."""
    body = tag("g", {"font-size": size, "text-anchor": "middle"}, joined(inside))
    attributes: dict[str, object] = {
        "class": "drawing",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        # A wide one is scrolled on a phone: its letters stay large enough to read.
        "width": natural or "",
        "role": "group" if handles else "img",
        "aria-labelledby": f"{name}-t",
        "aria-describedby": f"{name}-d",
    }
    if paper:
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": width,
            "height": height,
            "viewBox": attributes["viewBox"],
        }
        style = tag("style", {}, SafeString(PAPER))
        return tag("svg", attributes, style, body)
    return tag(
        "svg",
        attributes,
        tag("title", {"id": f"{name}-t"}, title),
        tag("desc", {"id": f"{name}-d"}, desc),
        body,
    )
