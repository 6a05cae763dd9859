"""Which municipalities are near each other: in a large scenario only those are looked at one by one."""

from collections.abc import Iterable

from kollega.optimisation.years import Calendar


class Places:
    """All places, or the `near` ones by themselves and what is `beyond` taken together or not at all.

    Beyond, nothing is said about where somebody goes, only that it is no nearer than the nearest of those
    places: what is proven with that holds for all plans, and plans are made without it.
    """

    def __init__(self, calendar: Calendar, near: int | None, *, beyond: bool) -> None:
        self.calendar, self.near, self.beyond = calendar, near, beyond

    def split(self, home: str, places: Iterable[str]) -> tuple[list[str], int | None]:
        """The near ones, and how far it is to the next (None: there is none, or it is left out)."""
        found = list(places)
        if self.near is None or len(found) <= self.near:
            return found, None
        found.sort(key=lambda place: self.calendar.minutes(home, place))
        rest = self.calendar.minutes(home, found[self.near])
        return found[: self.near], rest if self.beyond else None
