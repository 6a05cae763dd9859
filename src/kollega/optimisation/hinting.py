"""A plan told to the model, so that the search begins where the plan stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from kollega.optimisation.linear import Var
from kollega.optimisation.meeting import Whole
from kollega.optimisation.plans import Held, Step
from kollega.optimisation.replay import LEARNING, Replay, lifts
from kollega.optimisation.scenario import Supervision
from kollega.optimisation.units import Group


def hint(whole: Whole, steps: Iterable[Step], hosts: list[Held] | None) -> dict[Var, int]:
    """A value for every variable that has to do with a step. Hosts are those of the model's scenario."""
    return _Hint(whole, list(steps), hosts).values


class _Hint:
    def __init__(self, whole: Whole, steps: list[Step], hosts: list[Held] | None) -> None:
        self.whole, self.calendar, self.steps = whole, whole.calendar, steps
        self.values: dict[Var, int] = {}
        self.group_of: dict[tuple[str, str], Group] = {
            (person, area): group
            for area, found in whole.model.groups.items()
            for group in found
            for person in group.people
        }
        self.replay = Replay(self.calendar, steps, whole.model.areas)
        self._ways()
        self._teaching()
        self._arrangements()
        for covered in self.replay.coverage(hosts):
            if covered.demand.kind == "host":
                for place in self.calendar.municipalities:
                    if (holds := whole.holds.get((covered.demand.target, place))) is not None:
                        self.values[holds] = int(place == covered.holder)
            if (short := whole.missing.get(covered.demand)) is not None:
                self.values[short] = covered.short
            if (fragile := whole.fragile.get(covered.demand)) is not None:
                self.values[fragile] = int(covered.fragile)

    def _home(self, person: str | None, year: int) -> str:
        return self.calendar.standing[person or ""][year].home or ""

    def _ways(self) -> None:
        """Which way each one goes in each area."""
        taken: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for step in self.steps:
            for lift in lifts(self.calendar, step) if step.kind in LEARNING else ():
                taken[step.person or "", lift.area].append(
                    (step.means, self.calendar.year(step.year))
                )
        counts: Counter[tuple[Group, tuple[tuple[str, int], ...]]] = Counter()
        for key, steps in taken.items():
            if (group := self.group_of.get(key)) is not None:
                counts[group, tuple(sorted(steps, key=lambda step: step[1]))] += 1
        for group, ways in self.whole.model.way.items():
            for way, variable in ways:
                self.values[variable] = counts[group, way.steps]

    def _teaching(self) -> None:
        teaching = self.whole.teaching
        sessions: Counter[object] = Counter()
        visits: Counter[object] = Counter()
        groups: Counter[tuple[str, int]] = Counter()
        for step in self.steps:
            year = self.calendar.year(step.year)
            if step.kind == "supervision":
                groups[step.means, year] += 1
            elif step.kind == "shadowing":
                supervisor = self.group_of.get((step.supervisor or "", step.area or ""))
                sessions[supervisor, step.means, year] += 1
                way = (self._home(step.person, year), self._home(step.supervisor, year))
                visits[step.means, step.area, *way, year] += 1
        for session, variable in teaching.session.items():
            self.values[variable] = sessions[session]
        for visit, variable in teaching.visit.items():
            self.values[variable] = visits[visit]
        for (id_, year), opened in teaching.opened.items():
            means = self.calendar.means[id_]
            if isinstance(means, Supervision):
                self.values[opened] = -(-groups[id_, year] // means.group_size)

    def _arrangements(self) -> None:
        arranging = self.whole.arranging
        found: Counter[object] = Counter()
        for step in self.steps:
            year = self.calendar.year(step.year)
            found[step.means, step.municipality, year] += 1
            found[step.means, step.municipality, step.taker, year] += 1
            if step.kind == "lending" and step.person:
                area = getattr(self.calendar.means[step.means], "area", "")
                group = self.group_of.get((step.person, area))
                found[group, step.means, year] += 1
                if group is not None:
                    origin = arranging.origin(group, step.means, year)
                    found[step.means, origin, step.municipality, year] += 1
        for hired, variable in arranging.hired.items():
            self.values[variable] = found[hired]
        for moved, variable in arranging.moved.items():
            self.values[variable] = found[moved]
        for lent, variable in arranging.lent.items():
            self.values[variable] = found[lent]
        for loan, variable in arranging.loan.items():
            self.values[variable] = found[loan]
