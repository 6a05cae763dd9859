"""Which times a round may have, and when a standing one comes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from kollega.core import calendar, clock

FORTNIGHT = timedelta(days=14)
YEARS_AHEAD = 2
OPENS, CLOSES = calendar.OFFICE_HOURS[0]


def moment(day: date, at: time) -> datetime:
    """A time on the wall in Sweden as a moment in UTC."""
    return datetime.combine(day, at, clock.STOCKHOLM).astimezone(UTC)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def slots(first_on: date, after: date, until: date) -> Iterator[date]:
    """The Mondays of the weeks in which a standing round comes, from the week of `after` to the
    one of `until`; every other week counted from `first_on`."""
    begins = monday(first_on)
    passed = max(0, -((begins - monday(after)) // FORTNIGHT))
    slot = begins + passed * FORTNIGHT
    while slot <= until:
        yield slot
        slot += FORTNIGHT


def is_slot(first_on: date, slot: date) -> bool:
    """Whether a week (its Monday) is one of those counted from `first_on`."""
    return (slot - monday(first_on)) % FORTNIGHT == timedelta(0)


def occurrence(slot: date, weekday: int, at: time) -> datetime | None:
    """When a standing round is in the week of `slot`; None where that day is a holiday or an eve."""
    day = slot + timedelta(days=weekday)
    return moment(day, at) if calendar.is_workday(day) else None


def fault(starts_at: datetime, minutes: int) -> str:
    """Why a round cannot be held then, in Swedish; empty where it can."""
    if not 2000 <= starts_at.year <= clock.today().year + YEARS_AHEAD:
        return _("Välj en dag inom de närmaste åren.")
    begins = clock.local(starts_at)
    ends = clock.local(starts_at + timedelta(minutes=minutes))
    if starts_at <= clock.now():
        return _("Tiden har redan varit.")
    if not calendar.is_workday(begins.date()):
        return _("Det är helg eller helgdag. Välj en vardag.")
    if begins.time() < OPENS or ends.time() > CLOSES or ends.date() != begins.date():
        return _("Välj en tid mellan 8 och 17, så att hela rundan ryms.")
    return ""
