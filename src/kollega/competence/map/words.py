"""How the map is said in words."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.competence.map.standing import AreaRow, Standing, Town
from kollega.core import dates
from kollega.ui.parts import StateKind

STATES = {
    Standing.NOBODY: gettext_lazy("ingen"),
    Standing.ONE: gettext_lazy("hänger på en person"),
    Standing.FLOOR: gettext_lazy("under målet"),
    Standing.FINE: gettext_lazy("når målet"),
    Standing.FREE: gettext_lazy("inget mål"),
}
KINDS: dict[Standing, StateKind] = {
    Standing.NOBODY: "bad",
    Standing.ONE: "bad",
    Standing.FLOOR: "bad",
    Standing.FINE: "good",
    Standing.FREE: "info",
}
ALMOST_CERTAIN = 97
LOCAL_KINDS = KINDS | {Standing.FLOOR: "mind"}


def shared(row: AreaRow) -> str:
    """One sentence on how an area stands in the collaboration."""
    alone, floor = row.total.alone, row.floors.shared
    if alone == 0:
        text = _("Ingen i samverkan klarar området på egen hand.")
    else:
        text = ngettext(
            "%(count)s kollega i samverkan klarar området på egen hand.",
            "%(count)s kollegor i samverkan klarar området på egen hand.",
            alone,
        ) % {"count": alone}
    if floor:
        text += " " + _("Målet är minst %(floor)s.") % {"floor": floor}
    return text


def where(towns: tuple[Town, ...], values: list[int], total: int) -> str:
    """'4 i samverkan: Storavan 3, Granåker 1', for a narrow screen."""
    if not total:
        return _("Ingen i samverkan")
    found = [f"{town.name} {value}" for town, value in zip(towns, values, strict=True) if value]
    return _("%(total)s i samverkan: %(towns)s") % {"total": total, "towns": ", ".join(found)}


def week(monday: date) -> str:
    """'vecka 27 (5–11 juli)'."""
    last = monday + timedelta(days=6)
    if monday.month == last.month:
        days = f"{monday.day}–{date_format(last, 'j F')}"
    else:
        days = f"{date_format(monday, 'j F')}–{date_format(last, 'j F')}"
    return _("vecka %(number)s (%(days)s)") % {
        "number": monday.isocalendar().week,
        "days": days,
    }


def since(day: date | None) -> str:
    """'sedan 3 mars', empty where it is not known."""
    return _("sedan %(day)s") % {"day": dates.day(day)} if day else ""


def chance(three: list[int]) -> str:
    """'ungefär 32 procent, mellan 21 och 47'."""
    low, middle, high = three
    if middle >= ALMOST_CERTAIN:
        return _("så gott som säkert")
    if middle <= 100 - ALMOST_CERTAIN:
        return _("högst %(few)s procent") % {"few": 100 - ALMOST_CERTAIN}
    if low == high:
        return _("ungefär %(middle)s procent") % {"middle": middle}
    return _("ungefär %(middle)s procent, mellan %(low)s och %(high)s") % {
        "low": low,
        "middle": middle,
        "high": high,
    }


def within(months: int) -> str:
    """'inom 3 månader', 'inom ett år', 'inom tre år'."""
    return {3: _("inom tre månader"), 12: _("inom ett år"), 36: _("inom tre år")}[months]
