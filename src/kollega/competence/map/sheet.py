"""The map on paper: A4 on its side, a figure in every square."""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.competence.map import words
from kollega.competence.map.queries import Picture
from kollega.competence.map.standing import AreaRow
from kollega.core import clock
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")
STRONGEST = 3


def paper(found: Picture, *, owner: str) -> bytes:
    """The map as a PDF/UA."""
    groups: dict[str, list[AreaRow]] = {}
    for row in found.rows:
        groups.setdefault(row.group.title, []).append(row)
    return pdf(
        TEMPLATE,
        {
            "title": _("Kompetenskarta"),
            "owner": owner,
            "date": date_format(clock.today(), "j F Y"),
            "lang": (get_language() or "sv")[:2],
            "lead": _(
                "Så många som klarar området på egen hand. Inramat: det som varje kommun ska klara, där"
                " den har ingen eller bara en."
            ),
            "head": [_("Område"), *(town.name for town in found.towns), _("I samverkan"), _("Mål")],
            "groups": [
                {"title": title, "rows": [_row(found, row) for row in rows]}
                for title, rows in groups.items()
            ],
            "vacancies": [_("Tomma tjänster"), *(str(town.vacancies) for town in found.towns)],
            "end": _(
                "En siffra säger hur många, aldrig vem. Namnen finns under Vem kan det här? i Digital kollega."
            ),
        },
    )


def _row(found: Picture, row: AreaRow) -> dict[str, object]:
    title = row.area.title
    return {
        "title": _("%(heading)s i allmänhet") % {"heading": title} if row.heading else title,
        "squares": [
            {
                "text": str(cell.alone) if town.counted else "–",
                "strong": min(cell.alone, STRONGEST),
                "red": town.counted and not row.heading and row.local(at).is_red,
            }
            for at, (cell, town) in enumerate(zip(row.cells, found.towns, strict=True))
        ],
        "total": str(row.total.alone),
        "floor": str(row.floors.shared or ""),
        "state": str(words.STATES[row.shared]) if row.is_red else "",
    }
