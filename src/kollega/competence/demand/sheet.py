"""Demand on paper and as a table to take away: what the page shows, and nothing more."""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.competence.demand import words
from kollega.competence.demand.pressure import Pressed
from kollega.competence.demand.queries import Overview
from kollega.core import clock
from kollega.files.tables.writing import Value
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def paper(found: Overview, *, owner: str) -> bytes:
    """The areas that something is told of, as a PDF/UA: the hardest pressed first."""
    lines = [each for each in found.lines if each.signs]
    return pdf(
        TEMPLATE,
        {
            "title": _("Efterfrågan"),
            "owner": owner,
            "date": date_format(clock.today(), "j F Y"),
            "lang": (get_language() or "sv")[:2],
            "lead": _(
                "Frågor och samtal per område och kvartal, och hur många som klarar området på egen hand."
                " Överst står de områden där frågorna eller ärendena är flest för varje person som kan."
            ),
            "head": [
                _("Område"),
                *(words.short(each) for each in found.window),
                _("Klarar på egen hand"),
                _("Frågor om året för var och en"),
                _("Nya ärenden på ett år"),
                _("Läge"),
            ],
            "quarters": len(found.window),
            "rows": [_row(each) for each in lines],
            "none": _("Inget område har minst fem frågor och samtal än."),
            "end": _(
                "Färre än fem visas aldrig. Kvartal läggs ihop till dess att de är minst fem: en bred ruta"
                " gäller alla kvartal den täcker. Det som är för litet för att visas räknas som noll, så allt"
                " är minst så mycket."
            ),
        },
    )


def _row(each: Pressed) -> dict[str, object]:
    return {
        "title": title(each),
        "squares": [
            {"span": piece.span, "text": str(piece.told.count) if piece.told else words.FEW}
            for piece in each.pieces
        ],
        "able": str(each.able),
        "each": words.each(each.advice_each) if each.advice_a_year else "",
        "cases": words.cases(each),
        "state": ", ".join(str(words.SIGNS[sign]) for sign in each.signs),
        "pressed": each.is_pressed,
    }


def title(each: Pressed) -> str:
    """The area's title; of a heading that it is the heading itself."""
    name = each.row.area.title
    return _("%(heading)s i allmänhet") % {"heading": name} if each.row.heading else name


def table(found: Overview) -> tuple[list[str], list[list[Value]]]:
    """Every stretch on a row of its own, with who can: all areas, in the page's order."""
    headings = [
        *(_("Område"), _("Sällanärende"), _("Vad"), _("Från"), _("Till"), _("Antal")),
        *(_("Kommuner som har lämnat"), _("Klarar på egen hand"), _("Kan handleda"), _("Mål")),
    ]
    rows: list[list[Value]] = []
    for each in found.lines:
        end: list[Value] = [each.able, each.row.total.supervise, each.row.floors.shared]
        start: list[Value] = [title(each), _("ja") if each.row.area.is_rare else _("nej")]
        for told in each.measures.advice:
            span: list[Value] = [told.first.first.isoformat(), told.last.last.isoformat()]
            rows.append([*start, _("frågor och samtal"), *span, told.count, "", *end])
        for told in each.measures.cases:
            span = [told.first.first.isoformat(), told.last.last.isoformat()]
            rows.append([*start, _("nya ärenden"), *span, told.count, told.places, *end])
        if each.measures.missed[0]:
            rows.append([*start, _("sökte förgäves"), "", "", each.measures.missed[1], "", *end])
        if not each.measures.advice and not each.measures.cases and not each.measures.missed[0]:
            rows.append([*start, "", "", "", words.FEW, "", *end])
    return headings, rows
