"""Charts drawn from what may be told, by Vega-Lite, at night: a page only looks them up.

A drawing is found by a hash of what it was drawn from. Colours are the house's: marks get the class
`bar`, and text the colour around it, so that light, dark and paper look right.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from kollega.core.actor import Actor, acting, job_for
from kollega.core.posting import one_at_a_time
from kollega.followup.models import Drawing

BAR, INK = "#000001", "#000002"
"""Stand in the drawing for the house's colours."""
WIDTH = 400
FONT = 14
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Chart:
    """Bars with their numbers beside them. `upright`: in the order of time, left to right."""

    bars: tuple[tuple[str, int], ...]
    upright: bool = False

    @property
    def digest(self) -> str:
        return sha256(json.dumps(self.spec, sort_keys=True).encode()).hexdigest()

    @property
    def spec(self) -> dict[str, Any]:
        """The chart in Vega-Lite's words."""
        labels = [_in_lines(label) for label, _count in self.bars]
        values = [
            {"label": "\n".join(label), "count": count}
            for label, (_label, count) in zip(labels, self.bars, strict=True)
        ]
        along, across = ("y", "x") if self.upright else ("x", "y")
        most = max((count for _label, count in self.bars), default=1)
        name: dict[str, Any] = {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "title": None,
            "axis": {
                "domain": False,
                "ticks": False,
                "labelExpr": "split(datum.label, '\\n')",
                "labelLimit": 400,
                "labelAngle": 0,
                "labelPadding": 6,
            },
            "scale": {"paddingInner": 0.4, "paddingOuter": 0.1},
        }
        number = {
            "field": "count",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, most * 1.15]},
        }
        band = 17 * max(len(label) for label in labels) + 12
        size = (
            {"width": WIDTH - 20, "height": 170}
            if self.upright
            else {"width": WIDTH - 190, "height": band * len(labels)}
        )
        place = {"dy": -8} if self.upright else {"dx": 6, "align": "left"}
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "background": None,
            "padding": 4,
            **size,
            "data": {"values": values},
            "encoding": {across: name, along: number},
            "layer": [
                {"mark": {"type": "bar", "color": BAR}},
                {
                    "mark": {"type": "text", "fontSize": FONT, "fontWeight": 600, **place},
                    "encoding": {"text": {"field": "count"}, "color": {"value": INK}},
                },
            ],
            "config": {
                "font": "sans-serif",
                "axis": {"labelFontSize": FONT, "labelColor": INK, "labelLineHeight": 17},
                "view": {"stroke": None},
            },
        }


def _in_lines(label: str, most: int = 24) -> list[str]:
    """A label in at most three lines that a narrow screen holds."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2][: most - 1]}…"]


def svg(chart: Chart) -> str:
    """The drawing, small: 20 to 50 ms, and 0.4 s the first time."""
    # A library of 100 MB: only the worker, which draws, needs it in memory.
    import vl_convert

    return _housed(vl_convert.vegalite_to_svg(json.dumps(chart.spec)))


def _housed(drawn: str) -> str:
    """In the house's colours, without styles, and hidden from those who get the table."""
    text = drawn[drawn.index("<svg") :]
    text = text.replace(f'fill="{BAR}"', 'class="bar"')
    text = re.sub(rf' fill="(?:{INK}|black|#000)"', ' fill="currentColor"', text)
    text = re.sub(r' (?:font-family|aria-[a-z]+|role|pointer-events|xmlns:xlink)="[^"]*"', "", text)
    text = re.sub(r' class="(?!bar")[^"]*"', "", text)
    text = re.sub(r'<path d=""[^>]*/>', "", text)
    text = re.sub(r"(\d+\.\d)\d+", r"\1", text)
    return text.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)


def on_paper(drawing: str) -> str:
    """A drawing as it is printed: black on white, in the sheet's own letters."""
    text = drawing.replace('class="bar"', 'fill="#2f5d62"').replace("currentColor", "#000000")
    return text.replace("<text ", '<text font-family="Libertinus Serif" ')


def drawn(actor: Actor, charts: Iterable[Chart]) -> dict[str, SafeString]:
    """Digest → drawing, of those that have been drawn. One statement."""
    rows = Drawing.objects.filter(
        collaboration_id=actor.collaboration_id, digest__in={chart.digest for chart in charts}
    )
    # Made by ourselves, from numbers and the titles of areas, which the library escapes.
    return {row.digest: mark_safe(row.svg) for row in rows}  # noqa: S308


def draw(collaboration_id: UUID) -> None:
    """Draw what pages will ask for and has not been drawn; forget what no page shows any more."""
    from kollega.followup import figures

    actor = job_for(job="followup.draw", collaboration_id=collaboration_id)
    with acting(actor):
        one_at_a_time(f"draw {collaboration_id}")
        wanted: dict[str, Chart] = {}
        for language in LANGUAGES:
            with override(language):
                for chart in figures.every_chart(actor):
                    wanted[chart.digest] = chart
        rows = Drawing.objects.filter(collaboration_id=collaboration_id)
        rows.exclude(digest__in=wanted).delete()
        known = set(rows.values_list("digest", flat=True))
        Drawing.objects.bulk_create(
            Drawing(id=uuid4(), collaboration_id=collaboration_id, digest=digest, svg=svg(chart))
            for digest, chart in wanted.items()
            if digest not in known
        )


def bars(rows: Sequence[tuple[str, int]], *, upright: bool = False) -> Chart | None:
    """A chart of these, None where there is nothing to compare."""
    return Chart(tuple(rows), upright) if len(rows) > 1 else None
