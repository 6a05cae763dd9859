"""Days and moments as they are said. What is from another year says so: an old answer must look old."""

from datetime import date, datetime

from django.utils.formats import date_format

from kollega.core import clock


def day(of: date) -> str:
    """A day as it is said: '3 mars', with the year where it is another."""
    local = clock.local(of) if isinstance(of, datetime) else of
    return date_format(local, "j F" if local.year == clock.today().year else "j F Y")


def full(of: date) -> str:
    """A day with its year, for what is signed and kept: '3 mars 2026'."""
    local = clock.local(of) if isinstance(of, datetime) else of
    return date_format(local, "j F Y")


def moment(of: datetime) -> str:
    """A moment as it is said: '3 mars 14.20', with the year where it is another."""
    local = clock.local(of)
    return f"{day(local)} {date_format(local, 'H.i')}"
