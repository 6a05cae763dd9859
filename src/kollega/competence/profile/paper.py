"""One's own profile on paper."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.competence import words
from kollega.competence.models import EvidenceKind, GroundKind
from kollega.competence.profile.grounds import TITLES
from kollega.competence.profile.travelling import LEVEL_OF, GroundPart, Profile
from kollega.core import clock
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")
ORDER = [kind.value for kind in GroundKind]


def sheet(profile: Profile) -> bytes:
    """The profile as a PDF/UA."""
    return pdf(TEMPLATE, content(profile))


def content(profile: Profile) -> dict[str, Any]:
    """What stands on the sheet, in words."""
    return {
        "title": _("Min kompetens"),
        "owner": f"{profile.namn}, {profile.kommun}",
        "date": date_format(clock.today(), "j F Y"),
        "lang": (get_language() or "sv")[:2],
        "lead": _(
            "Nivåerna är mina egna, i ord: inte mitt område, orienterad, med stöd, självständig,"
            " kan handleda."
        ),
        "areas_title": _("Områden"),
        "areas": [
            {
                "title": each.titel,
                "level": _level(each.niva),
                "more": _more(each.senast, each.vill_lara_mer, each.chefens_niva),
                "text": each.kan_hjalpa_med,
            }
            for each in profile.omraden
        ],
        "papers_title": _("Kurser, examina, skuggning och handledning"),
        "papers": [
            {
                "title": each.titel,
                "text": _joined(str(EvidenceKind(each.slag).label), _in_words(each.manad)),
            }
            for each in profile.underlag
        ],
        "grounds_title": _("Formell behörighet"),
        "grounds": [
            {
                "title": str(TITLES[GroundKind(each.slag)]),
                "text": _joined(_since(each), _checked(each.kontrollerat)),
            }
            for each in sorted(profile.behorighet, key=lambda each: ORDER.index(each.slag))
        ],
        "answered_title": _("Har svarat på kollegors frågor om"),
        "answered": profile.har_svarat_i,
        "nothing": _("Inget är ifyllt än."),
        "end": _("Utskrivet ur Digital kollega av den som profilen gäller."),
    }


def _level(word: str) -> str:
    """A level, which the file has in Swedish, in the reader's language."""
    return str(LEVEL_OF[word].label)


def _more(month: str, wants: bool, managers: str) -> str:
    parts = [
        _("Senaste ärendet: %(month)s.") % {"month": _in_words(month)} if month else "",
        _("Vill lära mig mer.") if wants else "",
        _("Min chef har satt: %(level)s.") % {"level": _level(managers)} if managers else "",
    ]
    return " ".join(part for part in parts if part)


def _joined(*parts: str) -> str:
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _since(part: GroundPart) -> str:
    month = _in_words(part.sedan)
    is_since = month and part.slag == GroundKind.CHILD_CASES
    return _("sedan %(month)s") % {"month": month} if is_since else month


def _in_words(month: str) -> str:
    return words.month(date.fromisoformat(f"{month}-01")) if month else ""


def _checked(day: str) -> str:
    if not day:
        return _("inte kontrollerat av chef")
    return _("kontrollerat av chef %(day)s") % {
        "day": date_format(date.fromisoformat(day), "j F Y")
    }
