"""Det här skrev vi ner: a picture as one sheet that the person takes home."""

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.casework.picture import acts, network
from kollega.casework.picture.acts import PictureKind
from kollega.casework.picture.drawing import Document, Line
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def paper(kind: PictureKind, document: Document, *, day: date, owner: str) -> bytes:
    """The picture as a PDF/UA. Nothing stands on it but what was drawn: no number, no worker, no case."""
    lines = acts.lines(document)
    title = str(acts.KINDS[kind])
    return pdf(
        TEMPLATE,
        {
            "title": title,
            "owner": owner,
            "date": date_format(day, "j F Y"),
            "lang": (get_language() or "sv")[:2],
            "lead": _("Det här skrev vi ner tillsammans den %(day)s.")
            % {"day": date_format(day, "j F Y")},
            "drawing": str(acts.svg(document, paper=True)) if kind in acts.DRAWN else "",
            "tall": kind is PictureKind.NETWORK,
            "alt": _("%(title)s. Samma sak står i listan nedanför.") % {"title": title},
            "key": _key(kind),
            "count": len(lines),
            "columns": _columns(lines, kind),
            "end": _("Bilden är din. Vill du ändra något ritar vi om den nästa gång."),
        },
    )


def _columns(lines: list[Line], kind: PictureKind) -> list[list[dict[str, Any]]]:
    """The list in columns of about the same length, so that drawing and list have room on one sheet."""
    groups = [
        {
            "title": name,
            "lines": [{"name": each.name, "about": each.about, "note": each.note} for each in some],
        }
        for name, some in groupby(lines, key=lambda each: each.group)
    ]
    many = 1 if kind not in acts.DRAWN or len(lines) < 7 else 3 if len(lines) > 24 else 2
    long = [2 + sum(1 + len(each["about"]) // 40 for each in one["lines"]) for one in groups]
    found: list[list[dict[str, Any]]] = [[] for _column in range(many)]
    so_far = 0
    for group, length in zip(groups, long, strict=True):
        middle = so_far + length / 2
        found[min(many - 1, int(middle * many / max(1, sum(long))))].append(group)
        so_far += length
    return found


def _key(kind: PictureKind) -> list[str]:
    """What the signs mean."""
    if kind is PictureKind.NETWORK:
        return [
            _("Cirkel: människa"),
            _("öron: djur"),
            _("hus: verksamhet"),
            _("stjärna: något som hjälper"),
            _("tjockt streck: %(tie)s") % {"tie": network.TIES[network.Tie.GOOD]},
            _("streckat: %(tie)s") % {"tie": network.TIES[network.Tie.MIXED]},
            _("taggigt: %(tie)s") % {"tie": network.TIES[network.Tie.HARD]},
            _("prickat: %(tie)s") % {"tie": network.TIES[network.Tie.BROKEN]},
        ]
    if kind is PictureKind.GENOGRAM:
        return [
            _("Cirkel: kvinna eller flicka"),
            _("fyrkant: man eller pojke"),
            _("romb: annat, eller vet inte"),
            _("kryss: lever inte längre"),
            _("två snedstreck: har separerat"),
            _("bokstav: i vilket hem"),
        ]
    return []
