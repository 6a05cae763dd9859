"""When things happened in the demo's world, counted backwards from the day it is created."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kollega.demo.world.reading import WorldError

SWEDEN = ZoneInfo("Europe/Stockholm")
FIRST_HOUR, LAST_HOUR = time(7), time(19)
LONGEST_MINUTES = 240
SATURDAY = 5
FIELDS = ("minutes_ago", "weekdays_ago", "time")


@dataclass(frozen=True)
class Moment:
    """Either some minutes ago, or a time of day so many weekdays (Monday–Friday) before today.

    Weekdays, because an office asks on weekdays whichever day the demo is created, and because
    the order of what happened then never changes. Public holidays are not known here.
    """

    minutes_ago: int = 0
    weekdays_ago: int = 0
    time: str = ""

    def at(self, now: datetime) -> datetime:
        """The moment in UTC, seen from `now` (aware). Always before `now`."""
        if self.minutes_ago:
            return (now - timedelta(minutes=self.minutes_ago)).astimezone(UTC)
        day = now.astimezone(SWEDEN).date()
        left = self.weekdays_ago
        while left:
            day -= timedelta(days=1)
            left -= day.weekday() < SATURDAY
        return datetime.combine(day, time.fromisoformat(self.time), SWEDEN).astimezone(UTC)

    @property
    def order(self) -> tuple[int, str, int]:
        """Sorts the earliest first."""
        return (-self.weekdays_ago, self.time, -self.minutes_ago)


def moment(row: Mapping[str, Any], where: str) -> Moment:
    """The moment that a row's own fields tell.

    Raises `WorldError` when it is neither 1–240 minutes ago nor an office hour at least one
    weekday ago: a later moment could lie in the future when the demo is created early.
    """
    found = Moment(**{name: row[name] for name in FIELDS if name in row})
    if found.minutes_ago:
        right = found.minutes_ago <= LONGEST_MINUTES and not (found.weekdays_ago or found.time)
    else:
        right = found.weekdays_ago > 0 and _office_hour(found.time)
    if not right:
        raise WorldError(f"{where}: not a moment: {found}")
    return found


def without_moment(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row less the fields that tell when."""
    return {key: value for key, value in row.items() if key not in FIELDS}


def _office_hour(text: str) -> bool:
    try:
        return FIRST_HOUR <= time.fromisoformat(text) <= LAST_HOUR
    except ValueError:
        return False
