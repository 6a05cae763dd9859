"""Recruitment, moved duty and lent colleagues in the model."""

from collections import defaultdict

from kollega.optimisation import relevance
from kollega.optimisation.linear import Sum, Var, joined
from kollega.optimisation.model import Model
from kollega.optimisation.scenario import Lending, MovedDuty, Pattern, Recruitment
from kollega.optimisation.sums import hourly
from kollega.optimisation.units import Group

Lacking = dict[tuple[str, str, int], int]
Origin = tuple[str, str | None]
"""The municipality somebody is lent from, and who, where a lock or a removal is about her."""


class Arranging:
    """What changes who is where, beside what they can."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.hired: dict[tuple[str, str, int], Var] = {}
        """How many are employed, by recruitment, municipality and year."""
        self.moved: dict[tuple[str, str, str, int], Var] = {}
        """Whether a duty moves, by means, giver, taker and the year it begins."""
        self.lent: dict[tuple[Group, str, int], Var] = {}
        """How many of a group are lent, by means and year."""
        self.loan: dict[tuple[str, Origin, str, int], Var] = {}
        """How many go from one municipality to another, by means, origin, borrower and year."""
        self._lent_to: dict[tuple[str, str, int], list[tuple[Lending, Var]]] = defaultdict(list)
        self._on_loan: dict[tuple[str, str, int], list[Group]] = defaultdict(list)
        self._moved_from: dict[tuple[str, str], list[tuple[MovedDuty, str | None, int, Var]]]
        self._moved_from = defaultdict(list)
        self._at: dict[tuple[str, str | None, int], list[Group]] = defaultdict(list)
        for area, found in model.groups.items():
            for group in found:
                for year, standing in enumerate(group.unit.standing):
                    if standing.home is not None:
                        self._at[area, standing.home, year].append(group)
                        self._at[area, None, year].append(group)
                        self._on_loan[area, standing.on_loan or "", year].append(group)
        for recruitment in model.scenario.recruitment:
            self._recruit(recruitment)
        lacking = relevance.lacking(model.calendar, model.goal)
        for lending in model.scenario.lending:
            self._lend(lending, lacking)
        for duty in model.scenario.moved_duty:
            self._move(duty, lacking)
        self._one_loan()
        self._one_taker()

    def _removed(self, means: str, year: int, municipality: str, **rest: str | None) -> bool:
        """Whether a removal bars a step; named demands bar it by name instead."""
        return not self.model.named and any(
            self._about(pattern, means, year, municipality, **rest)
            for pattern in self.model.scenario.removed
        )

    def _about(
        self,
        pattern: Pattern,
        means: str,
        year: int,
        municipality: str,
        *,
        person: str | None = None,
        taker: str | None = None,
    ) -> bool:
        return (
            pattern.means == means
            and pattern.area is None
            and pattern.year in {None, self.model.scenario.first_year + year}
            and pattern.municipality in {None, municipality}
            and pattern.person in {None, person}
            and pattern.taker in {None, taker}
        )

    def steps(self, pattern: Pattern) -> Sum:
        """How many such steps a lock or a removal is about."""
        found = Sum()
        for (means, place, year), variable in self.hired.items():
            if self._about(pattern, means, year, place):
                found.add(variable)
        for (means, giver, taker, year), variable in self.moved.items():
            if self._about(pattern, means, year, giver, taker=taker):
                found.add(variable)
        for (means, (_home, person), borrower, year), variable in self.loan.items():
            if self._about(pattern, means, year, borrower, person=person):
                found.add(variable)
        return found

    # -- recruitment

    def _recruit(self, means: Recruitment) -> None:
        model = self.model
        if model.areas.isdisjoint(means.levels):
            return
        for place, most in means.places.items():
            together = Sum()
            for year in model.calendar.years:
                if self._removed(means.id, year, place):
                    continue
                count = model.number(most)
                self.hired[means.id, place, year] = count
                together.add(count)
                for later in model.calendar.years[year:]:
                    first = means.cost if later == year else 0
                    model.spend(place, later, Sum().add(count), first + means.cost_per_year)
            if together:
                model.at_most(together, most)

    def recruits(self, area: str, municipality: str | None, level: int, year: int) -> Sum:
        """How many have been employed by the end of a year who are at a level in an area."""
        found = Sum()
        for (id_, place, when), count in self.hired.items():
            means = self.model.calendar.means[id_]
            if (
                isinstance(means, Recruitment)
                and municipality in {None, place}
                and when <= year
                and means.levels.get(area, 0) >= level
            ):
                found.add(count)
        return found

    def own(self, area: str, municipality: str | None, level: int, year: int) -> Sum:
        """How many who work there (None: anywhere) are at a level or above it at the end of a year."""
        found = self.recruits(area, municipality, level, year)
        for group in self._at[area, municipality, year]:
            found.plus(self.model.reached(group, level, year))
        return found

    # -- lent colleagues

    def _lend(self, means: Lending, lacking: Lacking) -> None:
        model, calendar = self.model, self.model.calendar
        if means.area not in model.areas:
            return
        borrowers = calendar.municipalities if means.borrowers is None else means.borrowers
        for year in calendar.years:
            useful = [
                borrower
                for borrower in borrowers
                if lacking.get((means.area, borrower, year), 5) <= means.level
                or relevance.locked(model.scenario, means.id)
            ]
            by_origin: dict[Origin, Sum] = defaultdict(Sum)
            able_at: dict[Origin, int] = defaultdict(int)
            for group in model.groups[means.area] if useful else ():
                home = group.unit.home(year)
                if (
                    home is None
                    or group.unit.standing[year].on_loan is not None
                    or (means.lenders is not None and home not in means.lenders)
                    or useful == [home]
                ):
                    continue
                able = model.reached(group, means.level, year - 1)
                if able or able.constant:
                    count = self.lent[group, means.id, year] = model.number(group.size)
                    origin = self.origin(group, means.id, year)
                    by_origin[origin].add(count)
                    able_at[origin] += group.size
                    if able:
                        model.below(Sum().add(count), able)
            self._lend_all(means, year, useful, by_origin, able_at)

    def origin(self, group: Group, means: str, year: int) -> Origin:
        """Where somebody is lent from."""
        scenario = self.model.scenario
        named = any(
            pattern.means == means and pattern.person in group.people
            for pattern in (*scenario.locked, *scenario.removed)
        )
        return group.unit.home(year) or "", group.people[0] if named else None

    def _lend_all(
        self,
        means: Lending,
        year: int,
        borrowers: list[str],
        by_origin: dict[Origin, Sum],
        able_at: dict[Origin, int],
    ) -> None:
        """What leaves municipalities comes to others."""
        model, apart = self.model, Sum()
        going = {origin: lent.copy() for origin, lent in by_origin.items()}
        for borrower in borrowers:
            origins = [each for each in by_origin if each[0] != borrower]
            near, beyond = model.places.split(borrower, dict.fromkeys(home for home, _ in origins))
            for origin in origins:
                home, person = origin
                if home in near and not self._removed(means.id, year, borrower, person=person):
                    number = model.number(able_at[origin])
                    self.loan[means.id, origin, borrower, year] = number
                    going[origin].add(number, -1)
                    self._pay_loan(
                        means, borrower, year, number, model.calendar.minutes(home, borrower)
                    )
            if beyond is not None and not self._removed(means.id, year, borrower):
                number = model.number(sum(able_at.values()))
                apart.add(number)
                self._pay_loan(means, borrower, year, number, beyond)
        for left in going.values():
            model.linear.rule(left, least=0, most=None if apart else 0)
        if apart:
            model.equal(joined(going.values()), apart)

    def _pay_loan(
        self, means: Lending, borrower: str, year: int, number: Var, minutes: int
    ) -> None:
        model, count = self.model, Sum().add(number)
        self._lent_to[means.area, borrower, year].append((means, number))
        way = 2 * means.trips_per_year * minutes
        fare = hourly(way, model.scenario.travel_cost_per_hour)
        model.spend(borrower, year, count, means.cost_per_year + fare)
        model.travel(count, way)

    def _one_loan(self) -> None:
        together: dict[tuple[int, int], Sum] = defaultdict(Sum)
        sizes: dict[tuple[int, int], int] = {}
        for (group, _means, year), count in self.lent.items():
            together[group.unit.number, year].add(count)
            sizes[group.unit.number, year] = len(group.unit.people)
        for key, lent in together.items():
            people = self.model.by_number[key[0]].people
            self.model.ceiling(("loan", people, key[1]), lent, sizes[key], None)

    def borrowed(self, area: str, municipality: str, level: int, year: int) -> Sum:
        """How many are lent to a municipality for an area, by the plan or already."""
        found = Sum()
        for means, count in self._lent_to[area, municipality, year]:
            if means.level >= level:
                found.add(count)
        for group in self._on_loan[area, municipality, year]:
            found.plus(self.model.reached(group, level, year))
        return found

    # -- moved duty

    def _move(self, means: MovedDuty, lacking: Lacking) -> None:
        model, calendar = self.model, self.model.calendar
        if means.area not in model.areas:
            return
        takers = calendar.municipalities if means.takers is None else means.takers
        givers = calendar.municipalities if means.givers is None else means.givers
        near: dict[str, list[str]] = {}
        for giver in givers:
            others = (taker for taker in takers if taker != giver)
            near[giver], beyond = model.places.split(giver, others)
            for year in calendar.years if beyond is not None else ():
                if not self._removed(means.id, year, giver):
                    self._move_one(means, giver, None, year, minutes=beyond or 0)
        for taker in takers:
            self._move_to(means, taker, [each for each in givers if taker in near[each]], lacking)

    def _move_to(self, means: MovedDuty, taker: str, givers: list[str], lacking: Lacking) -> None:
        model, taken = self.model, Sum()
        for giver in givers:
            wanted = min(lacking.get((means.area, giver, year), 5) for year in model.calendar.years)
            if wanted > means.level and not relevance.locked(model.scenario, means.id):
                continue
            minutes = model.calendar.minutes(giver, taker)
            for year in model.calendar.years:
                if not self._removed(means.id, year, giver, taker=taker):
                    taken.add(self._move_one(means, giver, taker, year, minutes=minutes))
        if len(taken.terms) > means.most_per_taker:
            model.at_most(taken, means.most_per_taker)

    def _move_one(
        self, means: MovedDuty, giver: str, taker: str | None, year: int, *, minutes: int
    ) -> Var:
        model = self.model
        moves = model.number(1)
        if taker is not None:
            self.moved[means.id, giver, taker, year] = moves
        self._moved_from[means.area, giver].append((means, taker, year, moves))
        way = 2 * means.trips_per_year * minutes
        fare = hourly(way, model.scenario.travel_cost_per_hour)
        for later in model.calendar.years[year:]:
            model.spend(giver, later, Sum().add(moves), means.cost_per_year + fare)
            model.travel(Sum().add(moves), way)
        return moves

    def _one_taker(self) -> None:
        """An area moves once, to somebody with enough people all years, who has not moved it on."""
        gives: dict[tuple[str, str], Sum] = defaultdict(Sum)
        takes: dict[tuple[str, str], list[Var]] = defaultdict(list)
        active: dict[tuple[str, str, int], dict[str, Sum]] = defaultdict(lambda: defaultdict(Sum))
        for (id_, giver, taker, year), moves in self.moved.items():
            means = self.model.calendar.means[id_]
            if isinstance(means, MovedDuty):
                gives[means.area, giver].add(moves)
                takes[means.area, taker].append(moves)
                for later in self.model.calendar.years[year:]:
                    active[id_, taker, later][giver].add(moves)
        for key, given in gives.items():
            self.model.at_most(given, 1)
            for takes_too in takes.get(key, ()):
                self.model.at_most(given.copy().add(takes_too), 1)
        for (id_, taker, year), by_giver in active.items():
            means = self.model.calendar.means[id_]
            if isinstance(means, MovedDuty):
                have = self.own(means.area, taker, means.level, year)
                for moves_here in by_giver.values():
                    self._at_least(have, means.needs, moves_here)

    def _at_least(self, have: Sum, count: int, when: Sum) -> None:
        """That there are so many when the other sum is one; tight where some are there already."""
        missing = max(0, count - have.constant)
        if missing:
            self.model.at_least(Sum(0, dict(have.terms)).plus(when, -missing), 0)

    def moved_from(
        self, area: str, giver: str, level: int, year: int
    ) -> list[tuple[MovedDuty, str | None, Sum]]:
        """The duties of a giver that are somebody else's in a year, each with its taker."""
        found: dict[tuple[str, str | None], Sum] = defaultdict(Sum)
        duties: dict[str, MovedDuty] = {}
        for means, taker, when, moves in self._moved_from[area, giver]:
            if means.level >= level and when <= year:
                found[means.id, taker].add(moves)
                duties[means.id] = means
        return [(duties[id_], taker, moved) for (id_, taker), moved in found.items()]
