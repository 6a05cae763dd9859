"""What is wrong in a scenario beyond its form, each with the path of the offending value."""

import enum
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from kollega.optimisation.scenario import (
    Course,
    Employment,
    Lift,
    Person,
    Scenario,
    Shadowing,
    Supervision,
)
from kollega.optimisation.years import Means, all_means


class Code(enum.StrEnum):
    """What can be wrong. The words are the caller's; `values` fill them in."""

    NOT_JSON = "not_json"
    NOT_TEXT = "not_text"
    KEY_TWICE = "key_twice"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_DATE = "not_a_date"
    NOT_A_TEXT = "not_a_text"
    NOT_A_LIST = "not_a_list"
    NOT_AN_OBJECT = "not_an_object"
    WRONG = "wrong"
    TWICE = "twice"
    UNKNOWN_ID = "unknown_id"
    ONE_PER_YEAR = "one_per_year"
    LEVEL_NOT_RAISED = "level_not_raised"
    REQUIRES_ITSELF = "requires_itself"
    BACKWARDS = "backwards"
    TWO_EMPLOYERS = "two_employers"
    LOAN_WITHOUT_HOME = "loan_without_home"
    TWO_LOANS = "two_loans"
    OVERLAPPING_LEAVE = "overlapping_leave"
    NO_WAY = "no_way"
    TO_ITSELF = "to_itself"
    AFTER_THE_PLAN = "after_the_plan"
    PLACES_WITHOUT_LOCAL = "places_without_local"
    PERSONAL_NUMBER = "personal_number"
    LOCKED_AND_REMOVED = "locked_and_removed"


@dataclass(frozen=True)
class Problem:
    """Something that must be put right before a plan can be made."""

    path: str
    code: Code
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value}" for name, value in self.values.items())
        return f"{self.path}: {self.code.value.replace('_', ' ')}{f' ({told})' if told else ''}"


PERSONAL_NUMBER = re.compile(r"(\d{2})?\d{6}[-+ ]?\d{4}")


def problems(scenario: Scenario) -> list[Problem]:
    """All of them, in the order of the document."""
    return [
        *_ids(scenario),
        *_municipalities(scenario),
        *_targets(scenario),
        *_people(scenario),
        *_means(scenario),
        *_circles(scenario),
        *_journeys(scenario),
        *_patterns(scenario),
    ]


def _ids(scenario: Scenario) -> Iterator[Problem]:
    for name in ("municipalities", "areas", "people"):
        yield from _twice(name, (each.id for each in getattr(scenario, name)))
    seen: set[str] = set()
    for path, means in _with_paths(scenario):
        if means.id in seen:
            yield Problem(f"{path}.id", Code.TWICE, {"id": means.id})
        seen.add(means.id)


def _twice(path: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, each in enumerate(ids):
        if each in seen:
            yield Problem(f"{path}[{number}].id", Code.TWICE, {"id": each})
        seen.add(each)


def _with_paths(scenario: Scenario) -> Iterator[tuple[str, Means]]:
    numbers: Counter[str] = Counter()
    names = {
        "Course": "courses",
        "Shadowing": "shadowing",
        "Supervision": "supervision",
        "Recruitment": "recruitment",
        "MovedDuty": "moved_duty",
        "Lending": "lending",
    }
    for means in all_means(scenario):
        name = names[type(means).__name__]
        yield f"{name}[{numbers[name]}]", means
        numbers[name] += 1


def _municipalities(scenario: Scenario) -> Iterator[Problem]:
    for number, municipality in enumerate(scenario.municipalities):
        for name in ("budget", "learning_hours"):
            yield from _yearly(
                scenario, f"municipalities[{number}].{name}", getattr(municipality, name)
            )


def _yearly(scenario: Scenario, path: str, figures: list[int]) -> Iterator[Problem]:
    if len(figures) != scenario.years:
        values = {"wanted": str(scenario.years), "found": str(len(figures))}
        yield Problem(path, Code.ONE_PER_YEAR, values)


def _unknown(path: str, ids: Iterable[str], known: set[str]) -> Iterator[Problem]:
    for number, each in enumerate(ids):
        if each not in known:
            yield Problem(f"{path}[{number}]", Code.UNKNOWN_ID, {"id": each})


def _unknown_one(path: str, one: str | None, known: set[str]) -> Iterator[Problem]:
    if one is not None and one not in known:
        yield Problem(path, Code.UNKNOWN_ID, {"id": one})


def _targets(scenario: Scenario) -> Iterator[Problem]:
    areas, municipalities = _area_ids(scenario), _municipality_ids(scenario)
    seen: set[str] = set()
    for number, target in enumerate(scenario.targets):
        path = f"targets[{number}]"
        yield from _unknown_one(f"{path}.area", target.area, areas)
        yield from _unknown(f"{path}.municipalities", target.municipalities or (), municipalities)
        if target.municipalities is not None and target.kind != "local":
            yield Problem(f"{path}.municipalities", Code.PLACES_WITHOUT_LOCAL, {})
        last = scenario.first_year + scenario.years - 1
        if target.from_year is not None and target.from_year > last:
            values = {"year": str(target.from_year), "last": str(last)}
            yield Problem(f"{path}.from_year", Code.AFTER_THE_PLAN, values)
        written = target.model_dump_json()
        if written in seen:
            yield Problem(path, Code.TWICE, {"id": target.area})
        seen.add(written)


def _people(scenario: Scenario) -> Iterator[Problem]:
    areas, municipalities = _area_ids(scenario), _municipality_ids(scenario)
    courses = {course.id for course in scenario.courses}
    for number, person in enumerate(scenario.people):
        path = f"people[{number}]"
        if PERSONAL_NUMBER.fullmatch(person.id):
            yield Problem(f"{path}.id", Code.PERSONAL_NUMBER, {})
        for area in person.levels:
            yield from _unknown_one(f"{path}.levels.{area}", area, areas)
        yield from _unknown(f"{path}.wishes", person.wishes, areas)
        yield from _unknown(f"{path}.courses_done", person.courses_done, courses)
        for place, employment in enumerate(person.employments):
            where = f"{path}.employments[{place}]"
            yield from _unknown_one(
                f"{where}.municipality", employment.municipality, municipalities
            )
            yield from _backwards(where, employment)
        yield from _two_employers(path, person)
        yield from _leave(path, person)


def _backwards(path: str, employment: Employment) -> Iterator[Problem]:
    if (
        employment.first_day is not None
        and employment.last_day is not None
        and employment.last_day < employment.first_day
    ):
        yield Problem(path, Code.BACKWARDS, _days(employment))


def _days(employment: Employment) -> dict[str, str]:
    return {"first_day": str(employment.first_day), "last_day": str(employment.last_day)}


def _overlap(one: Employment, other: Employment) -> bool:
    return not (
        (
            one.last_day is not None
            and other.first_day is not None
            and one.last_day < other.first_day
        )
        or (
            other.last_day is not None
            and one.first_day is not None
            and other.last_day < one.first_day
        )
    )


def _two_employers(path: str, person: Person) -> Iterator[Problem]:
    numbered = list(enumerate(person.employments))
    for (_first, one), (number, other) in combinations(numbered, 2):
        where = f"{path}.employments[{number}]"
        if one.loan == other.loan and _overlap(one, other):
            code = Code.TWO_LOANS if one.loan else Code.TWO_EMPLOYERS
            values = {"person": person.id, "one": one.municipality, "other": other.municipality}
            yield Problem(where, code, values)
    homes = [each for each in person.employments if not each.loan]
    for number, each in numbered:
        if each.loan and not any(_overlap(each, home) for home in homes):
            values = {"person": person.id, "municipality": each.municipality}
            yield Problem(f"{path}.employments[{number}]", Code.LOAN_WITHOUT_HOME, values)


def _leave(path: str, person: Person) -> Iterator[Problem]:
    for number, leave in enumerate(person.leave):
        if leave.last_day < leave.first_day:
            values = {"first_day": str(leave.first_day), "last_day": str(leave.last_day)}
            yield Problem(f"{path}.leave[{number}]", Code.BACKWARDS, values)
        for other in person.leave[:number]:
            if other.first_day <= leave.last_day and leave.first_day <= other.last_day:
                values = {"person": person.id, "first_day": str(other.first_day)}
                yield Problem(f"{path}.leave[{number}]", Code.OVERLAPPING_LEAVE, values)
                break


def _means(scenario: Scenario) -> Iterator[Problem]:
    areas, municipalities = _area_ids(scenario), _municipality_ids(scenario)
    courses = {course.id for course in scenario.courses}
    for path, means in _with_paths(scenario):
        match means:
            case Course():
                for number, lift in enumerate(means.lifts):
                    where = f"{path}.lifts[{number}]"
                    yield from _unknown_one(f"{where}.area", lift.area, areas)
                    yield from _raised(where, lift)
                yield from _twice_among(f"{path}.lifts", [lift.area for lift in means.lifts])
                yield from _yearly(scenario, f"{path}.seats", means.seats)
                yield from _unknown_one(f"{path}.place", means.place, municipalities)
                yield from _unknown(f"{path}.requires", means.requires, courses)
            case Shadowing():
                yield from _unknown(f"{path}.areas", means.areas or (), areas)
                yield from _raised(path, means)
            case Supervision():
                yield from _unknown_one(f"{path}.area", means.area, areas)
                yield from _raised(path, means)
                yield from _yearly(scenario, f"{path}.groups", means.groups)
            case _:
                for name in ("levels", "places"):
                    known = areas if name == "levels" else municipalities
                    for each in getattr(means, name, ()):
                        yield from _unknown_one(f"{path}.{name}.{each}", each, known)
                yield from _unknown_one(f"{path}.area", getattr(means, "area", None), areas)
                for name in ("takers", "givers", "lenders", "borrowers"):
                    listed = getattr(means, name, None) or ()
                    yield from _unknown(f"{path}.{name}", listed, municipalities)


def _raised(path: str, lift: Lift | Shadowing | Supervision) -> Iterator[Problem]:
    if lift.to_level <= lift.from_level:
        values = {"from_level": str(lift.from_level), "to_level": str(lift.to_level)}
        yield Problem(f"{path}.to_level", Code.LEVEL_NOT_RAISED, values)


def _twice_among(path: str, ids: list[str]) -> Iterator[Problem]:
    for number, each in enumerate(ids):
        if each in ids[:number]:
            yield Problem(f"{path}[{number}]", Code.TWICE, {"id": each})


def _circles(scenario: Scenario) -> Iterator[Problem]:
    """Courses that cannot be begun, because they need themselves first: each circle once."""
    requires = {course.id: course.requires for course in scenario.courses}
    numbers = {course.id: number for number, course in enumerate(scenario.courses)}
    done: set[str] = set()
    for first, its_requirements in requires.items():
        trail = [] if first in done else [first]
        stack = [iter(its_requirements)] if trail else []
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                done.add(trail.pop())
            elif following in trail:
                circle = [*trail[trail.index(following) :], following]
                path = f"courses[{numbers[trail[-1]]}].requires"
                yield Problem(path, Code.REQUIRES_ITSELF, {"circle": " → ".join(circle)})
            elif following in requires and following not in done:
                trail.append(following)
                stack.append(iter(requires[following]))


def _journeys(scenario: Scenario) -> Iterator[Problem]:
    municipalities = _municipality_ids(scenario)
    found: set[frozenset[str]] = set()
    for number, journey in enumerate(scenario.journeys):
        path = f"journeys[{number}]"
        yield from _unknown_one(f"{path}.between", journey.between, municipalities)
        yield from _unknown_one(f"{path}.and", journey.and_, municipalities)
        pair = frozenset((journey.between, journey.and_))
        if len(pair) == 1:
            yield Problem(path, Code.TO_ITSELF, {"municipality": journey.between})
        elif pair in found:
            values = {"id": f"{journey.between} – {journey.and_}"}
            yield Problem(path, Code.TWICE, values)
        found.add(pair)
    for one, other in combinations(sorted(municipalities), 2):
        if frozenset((one, other)) not in found:
            yield Problem("journeys", Code.NO_WAY, {"one": one, "other": other})


def _patterns(scenario: Scenario) -> Iterator[Problem]:
    means = {each.id for each in all_means(scenario)}
    people = {person.id for person in scenario.people}
    areas, municipalities = _area_ids(scenario), _municipality_ids(scenario)
    for name in ("locked", "removed"):
        for number, pattern in enumerate(getattr(scenario, name)):
            path = f"{name}[{number}]"
            yield from _unknown_one(f"{path}.means", pattern.means, means)
            yield from _unknown_one(f"{path}.person", pattern.person, people)
            yield from _unknown_one(f"{path}.area", pattern.area, areas)
            yield from _unknown_one(f"{path}.municipality", pattern.municipality, municipalities)
            yield from _unknown_one(f"{path}.taker", pattern.taker, municipalities)
    for number, pattern in enumerate(scenario.removed):
        if pattern in scenario.locked:
            yield Problem(f"removed[{number}]", Code.LOCKED_AND_REMOVED, {"means": pattern.means})


def _area_ids(scenario: Scenario) -> set[str]:
    return {area.id for area in scenario.areas}


def _municipality_ids(scenario: Scenario) -> set[str]:
    return {municipality.id for municipality in scenario.municipalities}
