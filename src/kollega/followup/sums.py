"""What all municipalities of a collaboration had, in the memory of the job that tells of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kollega.core.quarters import Quarter
from kollega.followup.counting import JOINT, WORKERS, Counts
from kollega.followup.measures import USERS


@dataclass(frozen=True)
class Period:
    """From a quarter's first day to a quarter's last."""

    first: date
    last: date

    def holds(self, quarter: date) -> bool:
        return self.first <= quarter <= self.last


@dataclass(frozen=True)
class Part:
    """From when to when a municipality takes part in the collaboration; `last` may lie ahead."""

    first: date
    last: date = date.max

    def holds(self, quarter: date) -> bool:
        """Whether it took part in any of the quarter."""
        return self.first <= Quarter.of(quarter).last and quarter <= self.last


@dataclass
class Sums:
    """What all municipalities had, each by itself and together, and the areas' tree."""

    own: dict[UUID, dict[date, Counts]]
    parts: Mapping[UUID, Part]
    parents: dict[str, str]
    into: dict[str, str]

    @property
    def quarters(self) -> list[date]:
        """The quarters that all who took part then have counted, the oldest first."""
        every = {quarter for own in self.own.values() for quarter in own}
        return sorted(
            quarter
            for quarter in every
            if all(
                quarter in own or not self.parts[place].holds(quarter)
                for place, own in self.own.items()
            )
        )

    def workers(self, period: Period) -> dict[UUID, int]:
        """Municipality → how few worked with cases there, in a quarter of its when somebody was."""
        found: dict[UUID, int] = {}
        for place, quarters in self.own.items():
            inside = [counts for day, counts in quarters.items() if period.holds(day)]
            if inside:
                numbers = [
                    counts[USERS.name, WORKERS, ""] for counts in inside if any(counts.values())
                ]
                found[place] = min(numbers, default=0)
        return found

    def everybody(self, quarter: date) -> int:
        """How many worked with cases in the whole collaboration."""
        return sum(
            own[quarter][USERS.name, WORKERS, ""] for own in self.own.values() if quarter in own
        )

    def of(
        self, base: str, attribute: str, period: Period, only: UUID | None = None
    ) -> Counter[str]:
        """Key → how many in the period, in all municipalities or in one."""
        found: Counter[str] = Counter()
        for municipality, quarters in self.own.items():
            if only not in (None, municipality):
                continue
            for quarter, counts in quarters.items():
                if period.holds(quarter):
                    for (of, by, key), number in counts.items():
                        if (of, by) == (base, attribute):
                            found[self._key(attribute, key)] += number
        return found

    def _key(self, attribute: str, key: str) -> str:
        """An area that has gone up in another counts as that one."""
        if attribute == "area":
            return self.into.get(key, key)
        if attribute == JOINT:
            area, _space, part = key.partition(" ")
            return f"{self.into.get(area, area)} {part}"
        return key
