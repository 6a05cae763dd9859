"""What is told of placements by month, and of what was missing by quarter."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.models import Form, Missing, MissingTogether, PlacementMonth
from kollega.casework.placing import queries
from kollega.core import clock, quarters
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter
from kollega.core.suppression import LEAST
from kollega.paper import pdf
from kollega.ui.parts import Column, Table

SHEET = Path(__file__).with_name("board.typ")
MONTHS_SHOWN = 12
QUARTERS_SHOWN = 8
NARROW = "\N{NO-BREAK SPACE}"

PROPOSALS = {
    Missing.STAFF: gettext_lazy(
        "Ett gemensamt team för stöd hemma, eller en lånad kollega när det behövs."
    ),
    Missing.NIGHT: gettext_lazy(
        "En gemensam jour på kvällar och nätter, per telefon eller på plats."
    ),
    Missing.DISTANCE: gettext_lazy(
        "Stöd på distans mellan besöken, eller en utförare i grannkommunen som ligger närmare."
    ),
    Missing.COMPETENCE: gettext_lazy(
        "En stödkommun för området, handledning eller en kurs tillsammans."
    ),
    Missing.HOUSING: gettext_lazy("Gemensamma lägenheter för övergång och träning."),
}


def in_words(month: PlacementMonth) -> str:
    """'september 2026'."""
    return f"{MONTHS[month.first_day.month]} {month.first_day.year}"


def kronor(cost: int | None) -> str:
    """'420 000 kr', or that a price is missing."""
    if cost is None:
        return _("pris saknas för någon")
    return _("%(cost)s kr") % {"cost": f"{cost:,}".replace(",", NARROW)}


def _forms(row: dict[str, Any], *, whole: bool) -> str:
    if whole:
        return _("Alla")
    return ", ".join(str(Form(form).label) for form in row["forms"])


def months(actor: Actor) -> Table | None:
    """The months that have settled, the latest first. One statement."""
    rows = [line for month in _stored(actor, MONTHS_SHOWN) for line in _lines(month)]
    if not rows:
        return None
    columns = [
        Column(_("Månad")),
        Column(_("Form")),
        Column(_("Placerade")),
        Column(_("Dygn")),
        Column(_("Kostnad")),
    ]
    return Table(caption=_("Placerade, dygn och kostnad"), columns=columns, rows=rows)


def _stored(actor: Actor, most: int) -> list[PlacementMonth]:
    rows = PlacementMonth.objects.filter(municipality_id=actor.municipality_id)
    return list(rows.order_by("-first_day")[:most])


def _lines(month: PlacementMonth) -> list[list[str]]:
    if not month.rows:
        return [[in_words(month), _("Alla"), _("färre än %(n)s") % {"n": LEAST}, "", ""]]
    last = len(month.rows) - 1
    return [
        [
            in_words(month),
            _forms(row, whole=place == last),
            str(row["placed"]),
            str(row["days"]),
            kronor(row["cost"]),
        ]
        for place, row in enumerate(month.rows)
    ]


def board_sheet(actor: Actor) -> bytes:
    """The board's sheet as a PDF/UA. Three statements."""
    stored = _stored(actor, 1)
    month = stored[0] if stored else None
    coming = queries.ahead(actor)
    late = sum(each.on < clock.today() for each in coming)
    data = {
        "title": _("Placeringar"),
        "owner": _("Socialtjänsten i %(municipality)s") % {"municipality": actor.municipality_name},
        "date": formats.date_format(clock.today(), "j F Y"),
        "lang": "sv",
        "month": in_words(month).capitalize() if month else _("Ingen månad är räknad än"),
        "headings": [_("Form"), _("Placerade"), _("Dygn"), _("Kostnad")],
        "rows": [line[1:] for line in _lines(month)] if month else [],
        "next": _("Kommande överväganden"),
        "coming": _("Att göra: %(n)s. Tiden har gått ut: %(late)s.")
        % {"n": few(len(coming)), "late": few(late)},
        "about": _(
            "Inget tal under fem visas. Små grupper läggs ihop med den näst minsta. Kostnaden är"
            " avrundad till hela tiotusental. En månad räknas en gång, två veckor efter att den är slut."
        ),
    }
    return pdf(SHEET, data)


def few(number: int) -> str:
    """A number as the board may read it: none, or five at least."""
    if number == 0:
        return _("inga")
    return _("färre än fem") if number < LEAST else str(number)


@dataclass(frozen=True)
class Proposal:
    """Something that was missing, how often, and what could be shared."""

    missing: str
    times: int
    shared: tuple[str, ...]


@dataclass(frozen=True)
class QuarterLine:
    """A quarter with what may be told of it; empty where that is nothing."""

    quarter: str
    proposals: tuple[Proposal, ...]


def missing(actor: Actor) -> list[QuarterLine]:
    """What was missing in the whole collaboration, the latest quarter first. One statement."""
    found: dict[Any, list[Proposal]] = {}
    rows = MissingTogether.objects.filter(collaboration_id=actor.collaboration_id)
    for row in rows.order_by("-first_day", "-times")[: QUARTERS_SHOWN * len(Missing)]:
        told = found.setdefault(row.first_day, [])
        if row.times:
            kinds = [Missing(each) for each in row.missing]
            told.append(
                Proposal(
                    ", ".join(str(kind.label) for kind in kinds).capitalize(),
                    row.times,
                    tuple(str(PROPOSALS[kind]) for kind in kinds),
                )
            )
    lines = []
    latest = max(found, default=None)
    for day, told in found.items():
        if not told and day != latest:
            continue  # there was too little to tell, and newer ones are there to read
        quarter = Quarter.of(day)
        lines.append(QuarterLine(quarters.in_words(quarter.first, quarter.last), tuple(told)))
    return lines
