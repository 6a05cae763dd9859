"""The telephone list on paper."""

from pathlib import Path

from django.utils import formats
from django.utils.translation import gettext as _

from kollega.casework.resources.queries import ResourceLine
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("phones.typ")


def paper(actor: Actor, lines: list[ResourceLine]) -> bytes:
    """The lines as a PDF/UA. Where a private person is among them, the sheet says that it is locked in."""
    data = {
        "title": _("Resurser nära: telefonlista"),
        "owner": _("Socialtjänsten i %(municipality)s") % {"municipality": actor.municipality_name},
        "date": formats.date_format(clock.today(), "j F Y"),
        "lang": "sv",
        "private": _("Här står privatpersoner. Lås in listan och förstör den när den byts.")
        if any(line.is_private for line in lines)
        else "",
        "headings": [_("Vad"), _("Ring"), _("Platser och pris")],
        "rows": [_row(line) for line in lines],
        "empty": _("Listan är tom."),
    }
    return pdf(TEMPLATE, data)


def _row(line: ResourceLine) -> list[str]:
    where = ", ".join(filter(None, [line.kind, line.place, line.municipality]))
    ring = "\n".join(filter(None, [line.contact, line.phone]))
    more = [line.capacity, line.price, _("behöver ses över") if line.is_stale else ""]
    return [f"{line.name}\n{where}", ring or "–", ", ".join(filter(None, more)) or "–"]
