"""A reading list on paper: what to read, why, and a box to tick for each."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.knowledge.lists.queries import Thing
from kollega.knowledge.models.lists import ReadingList
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def paper(stored: ReadingList, things: Sequence[Thing]) -> bytes:
    """The list as a PDF/UA."""
    return pdf(
        TEMPLATE,
        {
            "title": str(stored.title),
            "owner": _("Läslista, %(municipality)s") % {"municipality": stored.municipality.name},
            "date": date_format(clock.today(), "j F Y"),
            "lang": "sv",
            "audience": str(stored.audience),
            "things": [
                {
                    "kind": each.kind,
                    "title": each.title,
                    "why": each.why,
                    "marks": ", ".join(each.marks),
                }
                for each in things
                if not each.is_gone
            ],
            "end": _("Allt finns under Kunskapsbanken i Digital kollega."),
        },
    )
