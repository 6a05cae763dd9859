"""The board's sheet: one page a quarter, five figures in words, and what is not known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core import quarters as periods
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter
from kollega.followup import charts, figures
from kollega.followup.figures import HIDDEN, KINDS, Figures
from kollega.followup.figures.read import lower, upper
from kollega.followup.models import SheetText
from kollega.organisation import options
from kollega.paper import pdf

TEMPLATE = Path(__file__).parent / "board.typ"
FIVE = ("fragor", "svarstid", "sakerhet", "ingripande")


MOST_LINES = 16
"""What the manager may add, so that the sheet stays one page."""
LINES_BESIDE_A_CHART = 8
LETTERS_IN_A_LINE = 85


def lines(text: str) -> int:
    """About how many lines the words take on paper."""
    return sum(-(-len(part) // LETTERS_IN_A_LINE) for part in map(str.strip, text.splitlines()))


@dataclass(frozen=True)
class Point:
    """One of the five: a heading, a sentence or a few, and when it was."""

    heading: str
    text: str
    period: str


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper."""

    title: str
    points: tuple[Point, ...]
    changed: str
    unknown: tuple[str, ...]
    own_words: str
    chart: charts.Chart | None
    chart_title: str
    chart_words: str


def stored(actor: Actor, quarter: Quarter) -> SheetText | None:
    """What the manager has added for the quarter. One statement."""
    return SheetText.objects.filter(
        municipality_id=actor.municipality_id, quarter=quarter.first
    ).first()


def sheet(read: Figures, quarter: Quarter, own_words: str) -> Sheet:
    """The sheet of a municipality and a quarter, in the language that is set."""
    made = {slug: KINDS[slug].build(read, quarter) for slug in (*FIVE, "kommuner")}
    points = [
        Point(found.heading, _sentence(found), found.period if slug != "fragor" else "")
        for slug in FIVE
        if not (found := made[slug]).empty
    ]
    own = _own(read, made["kommuner"])
    if own is not None:
        points.append(own)
    asked = made["fragor"]
    return Sheet(
        title=_("Digital kollega %(period)s")
        % {"period": periods.in_words(quarter.first, quarter.last)},
        points=tuple(points),
        changed=_changed(read, quarter),
        unknown=_unknown(made),
        own_words=own_words,
        chart=asked.chart,
        chart_title=asked.message,
        chart_words=_aloud(asked),
    )


def _sentence(found: figures.Figure) -> str:
    """A figure in words: its message, its rows where it has no message of its own, its interval."""
    listed = "; ".join(f"{lower(row[0])}: {row[1]}" for row in found.rows)
    if found.slug in {"fragor", "svarstid"}:
        return " ".join(filter(None, (f"{found.message}.", found.between)))
    if found.slug == "ingripande":
        return f"{upper(listed)}. {found.note}"
    return f"{found.message} ({listed})."


def _own(read: Figures, found: figures.Figure) -> Point | None:
    """What the own municipality asked and gave."""
    name = read.towns.get(read.own_town, "")
    row = next((row for row in found.rows if row[0] == name), None)
    if found.empty or row is None:
        return None
    few = _("för få för att visas")
    listed = "; ".join(
        f"{title[:1].lower()}{title[1:]}: {few if number == HIDDEN else number}"
        for title, number in zip(found.columns[1:], row[1:], strict=True)
    )
    return Point(_("Vår kommun"), f"{listed[:1].upper()}{listed[1:]}.", found.period)


def _changed(read: Figures, quarter: Quarter) -> str:
    """The latest span beside the one before it, without saying that either is better."""
    spans = [e for e in read.cells if e.measure == "asked" and e.last <= quarter.last][-2:]
    if len(spans) < 2:
        return _("Det finns ännu inget tidigare kvartal att jämföra med.")
    before, now = spans
    words = {"now": now.count, "before": before.count, "period": before.period}
    if periods.length(now.first, now.last) != periods.length(before.first, before.last):
        told = _("%(now)s frågor, mot %(before)s %(period)s. Perioderna är olika långa.")
        return told % words
    if now.count == before.count:
        return _("Lika många frågor som %(period)s: %(now)s.") % words
    if now.count > before.count:
        return _("Fler frågor: %(now)s, mot %(before)s %(period)s.") % words
    return _("Färre frågor: %(now)s, mot %(before)s %(period)s.") % words


def _unknown(made: dict[str, figures.Figure]) -> tuple[str, ...]:
    missing = [found.heading.lower() for found in made.values() if found.empty]
    found = [
        _("Antal under fem visas inte, inte heller när de går att räkna ut."),
        _("Siffrorna säger vad som hände, inte om Digital kollega var orsaken."),
    ]
    if missing:
        found.insert(0, _("För lite underlag än för: %(what)s.") % {"what": ", ".join(missing)})
    return tuple(found)


def _aloud(found: figures.Figure) -> str:
    """The chart for one who listens."""
    if found.chart is None:
        return ""
    return "; ".join(f"{label}: {count}" for label, count in found.chart.bars) + "."


def as_pdf(actor: Actor, made: Sheet) -> bytes:
    """The sheet as PDF/UA; the chart only if it has been drawn and there is room. One statement."""
    has_room = lines(made.own_words) <= LINES_BESIDE_A_CHART
    drawn = charts.drawn(actor, [made.chart]) if made.chart and has_room else {}
    data: dict[str, Any] = {
        "title": made.title,
        "owner": f"{options.value(actor, 'organisation.board_name')}, {actor.municipality_name}",
        "date": clock.today().isoformat(),
        "lang": get_language() or "sv",
        "points": [point.__dict__ for point in made.points],
        "changed": made.changed,
        "unknown": list(made.unknown),
        "own_words": made.own_words,
        "chart": charts.on_paper(drawn[made.chart.digest])
        if made.chart and made.chart.digest in drawn
        else "",
        "chart_title": made.chart_title,
        "chart_words": made.chart_words,
        "said": {
            "figures": _("Fem siffror"),
            "changed": _("Vad som har ändrats"),
            "unknown": _("Vad vi inte vet"),
            "own": _("Från verksamheten"),
            "none": _("Det finns inga siffror att visa för kvartalet än."),
        },
    }
    return pdf(TEMPLATE, data)
