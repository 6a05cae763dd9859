"""The new colleague's page on paper."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega.core import clock, dates
from kollega.introduction.reading import Found
from kollega.introduction.suggesting import Content
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheet(found: Found, content: Content, municipality: str) -> bytes:
    """The page as a PDF/UA."""
    return pdf(TEMPLATE, words(found, content, municipality))


def words(found: Found, content: Content, municipality: str) -> dict[str, Any]:
    """What stands on the sheet."""
    mentor = found.mentor
    coming = content.round
    return {
        "title": _("Ny på jobbet"),
        "owner": f"{found.name}, {municipality}",
        "date": date_format(clock.today(), "j F Y"),
        "lang": (get_language() or "sv")[:2],
        "lead": _("Ingen väntar sig att du kan allt. Ring hellre en gång för mycket."),
        "mentor_title": _("Din mentor"),
        "mentor": [mentor.name, mentor.presentation, mentor.phone] if mentor else [],
        "no_mentor": _("Ingen mentor än. Fråga din chef."),
        "people_title": _("Kollegor du kan ringa"),
        "people": [[each.name, each.presentation, each.phone, each.why] for each in content.people],
        "steps_title": _("Att göra"),
        "steps": [
            {
                "title": each.title,
                "about": each.about,
                "due": _("senast %(day)s") % {"day": dates.day(each.due_on)},
                "done": each.done_on is not None,
            }
            for each in found.steps
        ],
        "done": _("klart"),
        "cards_title": _("Att läsa"),
        "cards": [each.title for each in content.cards],
        "dates_title": _("Dagar att hålla"),
        "dates": [
            *(
                [_("Nästa runda: %(when)s") % {"when": dates.moment(coming.starts_at)}]
                if coming and coming.starts_at
                else []
            ),
            *(
                _("Avstämning efter %(day)d dagar: %(when)s")
                % {"day": each.day, "when": dates.day(each.due_on)}
                for each in found.check_ins
                if each.held_on is None
            ),
        ],
        "nothing": _("Inget än."),
    }
