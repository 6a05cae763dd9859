"""A plan told to the model, so that the search begins where the plan stands."""

from collections import Counter
from collections.abc import Iterable

from kollega.optimisation.meeting import Whole
from kollega.optimisation.plans import Held, Step
from kollega.optimisation.replay import LEARNING, Replay, lifts
from kollega.optimisation.scenario import Supervision
from kollega.optimisation.units import Group


def hint(whole: Whole, steps: Iterable[Step], hosts: list[Held] | None) -> dict[object, int]:
    """A value for every variable that has to do with a step. Hosts are those of the model's scenario."""
    return _Hint(whole, list(steps), hosts).values


class _Hint:
    def __init__(self, whole: Whole, steps: list[Step], hosts: list[Held] | None) -> None:
        self.whole, self.calendar, self.steps = whole, whole.calendar, steps
        self.values: dict[object, int] = {}
        self.group_of: dict[tuple[str, str], Group] = {
            (person, area): group
            for area, found in whole.model.groups.items()
            for group in found
            for person in group.people
        }
        self.unit_of = {person: unit.number for unit in whole.model.units for person in unit.people}
        self.replay = Replay(self.calendar, steps, whole.model.areas)
        self._learning()
        self._arrangements()
        self._reached()
        for covered in self.replay.coverage(hosts):
            if covered.demand.kind == "host":
                for place in self.calendar.municipalities:
                    if (holds := whole.holds.get((covered.demand.target, place))) is not None:
                        self._set(holds, int(place == covered.holder))
            if (short := whole.missing.get(covered.demand)) is not None:
                self._set(short, covered.short)
            if (fragile := whole.fragile.get(covered.demand)) is not None:
                self._set(fragile, int(covered.fragile))

    def _set(self, variable: object, value: int) -> None:
        self.values[variable] = value

    def _home(self, person: str | None, year: int) -> str:
        return self.calendar.standing[person or ""][year].home or ""

    def _learning(self) -> None:
        model = self.whole.model
        seats: Counter[object] = Counter()
        steps: Counter[object] = Counter()
        sessions: Counter[object] = Counter()
        visits: Counter[object] = Counter()
        groups: Counter[tuple[str, int]] = Counter()
        for step in self.steps:
            year, person = self.calendar.year(step.year), step.person or ""
            if step.kind not in LEARNING:
                continue
            if step.kind == "course":
                seats[self.unit_of[person], step.means, year] += 1
            elif step.kind == "supervision":
                groups[step.means, year] += 1
            else:
                supervisor = self.group_of.get((step.supervisor or "", step.area or ""))
                sessions[supervisor, step.means, year] += 1
                way = (self._home(person, year), self._home(step.supervisor, year))
                visits[step.means, step.area, *way, year] += 1
            for area in {lift.area for lift in lifts(self.calendar, step)}:
                steps[self.group_of.get((person, area)), step.means, year] += 1
        for kind, counts in (
            (model.seat, seats),
            (model.step, steps),
            (model.session, sessions),
            (model.visit, visits),
        ):
            for key, variable in kind.items():
                self._set(variable, counts[key])
        for (id_, year), opened in model.opened.items():
            means = self.calendar.means[id_]
            if isinstance(means, Supervision):
                self._set(opened, -(-groups[id_, year] // means.group_size))

    def _arrangements(self) -> None:
        arranging = self.whole.arranging
        found: Counter[object] = Counter()
        for step in self.steps:
            year = self.calendar.year(step.year)
            found[step.means, step.municipality, year] += 1
            found[step.means, step.municipality, step.taker, year] += 1
            found[step.means, step.municipality, step.person, year] += 1
        for hired, variable in arranging.hired.items():
            self._set(variable, found[hired])
        for moved, variable in arranging.moved.items():
            self._set(variable, found[moved])
        for (group, means, borrower, year), variable in arranging.lent.items():
            lent = sum(found[means, borrower, person, year] for person in group.people)
            self._set(variable, lent)

    def _reached(self) -> None:
        for (group, level, year), count in self.whole.model.reached_counts():
            able = sum(
                self.replay.level(person, group.area, year) >= level for person in group.people
            )
            self._set(count, able)
