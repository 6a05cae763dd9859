"""How competence and hours are said: in words, and never finer than anybody needs."""

from datetime import date

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.core import clock, dates

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12
IN_MONTHS = 24
"""So long ago is still said in months; what is older is said in years."""


def practised(day: date | None) -> str:
    """When somebody last handled such a matter. A month would tell, in a small place, whose it was."""
    if day is None:
        return ""
    years = clock.today().year - day.year
    if years <= 0:
        return _("det här året")
    return _("förra året") if years == 1 else _("längre sedan")


def since(day: date | None, *, is_rare: bool) -> str:
    """How long ago one last handled such a matter, said to oneself: 'för 14 månader sedan'.

    Of a rare area only the year is kept, and so only the year is said.
    """
    if day is None:
        return ""
    if is_rare:
        return str(day.year)
    today = clock.today()
    months = (today.year - day.year) * MONTHS_IN_YEAR + today.month - day.month
    if months <= 0:
        return _("den här månaden")
    if months == 1:
        return _("förra månaden")
    if months <= IN_MONTHS:
        words = ngettext("för %(count)s månad sedan", "för %(count)s månader sedan", months)
        return words % {"count": months}
    years = months // MONTHS_IN_YEAR
    return ngettext("för %(count)s år sedan", "för %(count)s år sedan", years) % {"count": years}


def hours(weekdays: int, hour_from: int, hour_to: int) -> str:
    """'mån–ons, fre kl. 8–16'; `weekdays` has a bit for each day, Monday's the lowest."""
    spans: list[list[int]] = []
    for day in range(DAYS_IN_WEEK):
        if not weekdays >> day & 1:
            continue
        if spans and spans[-1][-1] == day - 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    if not spans:
        return _("inga fasta tider")
    days = ", ".join(_span(span) for span in spans)
    return _("%(days)s kl. %(first)s–%(last)s") % {
        "days": days,
        "first": hour_from,
        "last": hour_to,
    }


def _span(days: list[int]) -> str:
    first, last = str(WEEKDAYS_ABBR[days[0]]), str(WEEKDAYS_ABBR[days[-1]])
    if len(days) == 1:
        return first
    return f"{first}–{last}" if len(days) > 2 else f"{first}, {last}"


def tel(number: str) -> str:
    """A number as a `tel:` address wants it."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def away(first: date | None, last: date | None) -> str:
    """An absence that goes on or is coming, empty where there is none."""
    if first is None or (last is not None and last < clock.today()):
        return ""
    if last is None:
        return _("från %(first)s tills vidare") % {"first": dates.day(first)}
    return _("%(first)s till och med %(last)s") % {
        "first": dates.day(first),
        "last": dates.day(last),
    }


def month(moment: date | None) -> str:
    """'mars 2026'; the year alone where only that is kept (January stands for the year there)."""
    return date_format(moment, "F Y") if moment else ""
