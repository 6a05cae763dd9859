"""What the municipality has now: its people by address, what is said of them, its units and vacancies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kollega.competence.bringing.columns import Field, area_id
from kollega.competence.bringing.vacancies import VacancyLine, open_vacancies
from kollega.competence.models import (
    Absence,
    FormalGround,
    GroundKind,
    Level,
    ManagerLevel,
    Term,
)
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.files.tables.values import key
from kollega.organisation.api import Area
from kollega.organisation.models import Colleague, Membership, Unit

GROUNDS = {Field.DEGREE, Field.CHILD_CASES}
TERMS = {Field.FIXED_UNTIL, Field.RETIRES}
AWAY = {Field.AWAY_FROM, Field.AWAY_TO}


@dataclass
class Person:
    """Somebody with a place in the municipality, now or before."""

    account_id: UUID
    email: str
    places: list[Membership] = field(default_factory=list)
    phone: str = ""
    levels: dict[UUID, ManagerLevel] = field(default_factory=dict)
    grounds: dict[str, FormalGround] = field(default_factory=dict)
    away: dict[date, Absence] = field(default_factory=dict)
    term: Term | None = None

    @property
    def open_places(self) -> list[Membership]:
        """Places that hold, or will."""
        return [each for each in self.places if not is_over(each)]

    def place_meant(self, unit: str, first_day: date | None) -> Membership | None:
        """The one of her open places that a unit's name means, and where she has several in it also its
        first day; None where that is none or not one.
        """
        here = [each for each in self.open_places if key(each.unit.name) == key(unit)]
        if len(here) > 1:
            here = [each for each in here if each.valid_from == first_day]
        return here[0] if len(here) == 1 else None

    @property
    def name(self) -> str:
        return self.places[-1].name if self.places else self.email

    def level_of(self, area: UUID) -> Level | None:
        row = self.levels.get(area)
        return Level(row.level) if row else None

    def has(self, kind: GroundKind) -> FormalGround | None:
        return self.grounds.get(kind)


def is_over(place: Membership) -> bool:
    """Whether a place has ended. One that was closed on its first day is suspended till that is over."""
    if place.valid_to is None:
        return False
    today = clock.today()
    return place.valid_to < today or (
        place.suspended and place.valid_to <= max(place.valid_from, today)
    )


@dataclass
class Standing:
    """Everything that the list is compared with."""

    people: dict[str, Person]
    units: dict[str, Unit]
    lent: frozenset[str] = frozenset()
    """Addresses of those who are lent from elsewhere: nobody's staff here."""
    areas: Mapping[UUID, Area] = field(default_factory=dict)
    vacancies: list[VacancyLine] = field(default_factory=list)

    def area_called(self, said: str) -> UUID | None:
        """The area of this title in any language, synonym or key."""
        wanted = key(said)
        for area in self.areas.values():
            if wanted in {key(each) for each in (*area.titles, area.key, *area.synonyms)}:
                return area.id
        return None

    def called(self, name: str) -> list[Person]:
        """Those who are called so, among those with a place that holds or has held."""
        said = key(name)
        return [
            each for each in self.people.values() if said in {key(one.name) for one in each.places}
        ]


def standing(
    actor: Actor, fields: Iterable[str], *, areas: Iterable[Area] = (), lock: bool = False
) -> Standing:
    """What there is of what the list's fields speak of. At most seven statements."""
    wanted = set(fields)
    own = {"municipality_id": actor.municipality_id}
    rows = Membership.objects.filter(**own, is_forgotten=False)
    rows = rows.select_related("unit", "account")
    if lock:
        rows = rows.select_for_update(of=("self",))
    people: dict[str, Person] = {}
    by_account: dict[UUID, Person] = {}
    lent: set[str] = set()
    for row in rows.order_by("valid_from", "id"):
        if row.lent_by_id is not None:
            lent.add(row.account.email)
            continue
        person = people.setdefault(row.account.email, Person(row.account_id, row.account.email))
        person.places.append(row)
        by_account[row.account_id] = person
    for account_id, phone in Colleague.objects.filter(**own).values_list("account_id", "phone"):
        if account_id in by_account:
            by_account[account_id].phone = phone
    _manager_rows(actor, wanted, by_account)
    if wanted & AWAY:
        for away in Absence.objects.filter(**own):
            if away.account_id in by_account:
                by_account[away.account_id].away[away.from_day] = away
    return Standing(
        people=people,
        lent=frozenset(lent - people.keys()),
        units={key(unit.name): unit for unit in Unit.objects.filter(**own)},
        areas={each.id: each for top in areas for each in (top, *top.children)},
        vacancies=open_vacancies(actor) if Field.TITLE in wanted else [],
    )


def _manager_rows(actor: Actor, wanted: set[str], people: Mapping[UUID, Person]) -> None:
    """Levels, grounds and dates, which managers alone bring in."""
    if not actor.has(Role.MANAGER):
        return
    own = {"municipality_id": actor.municipality_id}
    if any(area_id(each) for each in wanted):
        for level in ManagerLevel.objects.filter(**own):
            if level.account_id in people:
                people[level.account_id].levels[level.area_id] = level
    if wanted & GROUNDS:
        for ground in FormalGround.objects.filter(**own):
            if ground.account_id in people:
                people[ground.account_id].grounds[ground.kind] = ground
    if wanted & TERMS:
        _terms(own, people)


def _terms(own: dict[str, UUID], people: Mapping[UUID, Person]) -> None:
    for term in Term.objects.filter(**own):
        if term.account_id in people:
            people[term.account_id].term = term
