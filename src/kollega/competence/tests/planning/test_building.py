"""A scenario from what is known: pure, without a database."""

from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.map.standing import AreaRow, Figures, Floors
from kollega.competence.planning import prices
from kollega.competence.planning.asked import Asked
from kollega.competence.planning.building import (
    Facts,
    NothingAsked,
    Place,
    asked_for,
    build,
    road,
)
from kollega.competence.planning.participants import Participant
from kollega.optimisation.problems import problems
from kollega.organisation.api import Area

SPACE = UUID(int=5)
ASKED = Asked(first_year=2027, reached_by=2028)
FLOORS = Floors(local=1, shared=2, supervisors=1, wants_host=True)


def id_of(name: str) -> UUID:
    return uuid5(SPACE, name)


def area(name: str, *, is_rare: bool = False, parent: str = "") -> Area:
    return Area(id_of(name), name, name.title(), "", (), is_rare, id_of(parent) if parent else None)


def row(name: str, *cells: Figures, floors: Floors = FLOORS, **more: Any) -> AreaRow:
    group = more.pop("group", "barn")
    heading = more.pop("heading", False)
    return AreaRow(area(name, **more), area(group), cells, floors, heading=heading)


def place(name: str, *said: tuple[int | None, int | None], vacancies: int = 0) -> Place:
    return Place(id_of(name), name, 5_000, vacancies, said or ((100, 10),) * 3)


def person(number: int, town: str, **levels: int) -> Participant:
    return Participant(f"p{number}", id_of(town), {str(id_of(key)): n for key, n in levels.items()})


def facts(**changes: Any) -> Facts:
    usual: dict[str, Any] = {
        "name": "prov",
        "places": [place("granaker"), place("storavan")],
        "rows": [row("heder", Figures(), Figures(independent=1))],
        "towns": [id_of("granaker"), id_of("storavan")],
        "people": [person(1, "granaker"), person(2, "storavan", heder=3)],
        "prices": prices.chosen({}),
        "journeys": {},
    }
    return Facts(**usual | changes)


def test_each_demand_of_the_map_is_a_target() -> None:
    made, _notes = build(facts(), ASKED)
    assert [(each.kind, each.count, each.from_year) for each in made.targets] == [
        ("local", 1, 2028),
        ("collaboration", 2, 2028),
        ("supervisors", 1, 2028),
        ("host", 1, 2028),
    ]
    assert problems(made) == []


def test_headings_and_areas_of_which_nothing_is_asked_are_left_out() -> None:
    free = Floors(local=0, shared=0, supervisors=0, wants_host=False)
    rows = [
        row("barn", Figures(), Figures(), heading=True),
        row("spel", Figures(), Figures(), floors=free),
        row("heder", Figures(), Figures()),
    ]
    made, _notes = build(facts(rows=rows), ASKED)
    assert [each.id for each in made.areas] == [str(id_of("heder"))]


def test_whoever_has_not_answered_is_told_and_counts_with_nothing() -> None:
    places = [place("granaker", (None, 40), (5, None), (7, 8)), place("storavan")]
    made, notes = build(facts(places=places), ASKED)
    assert made.municipalities[0].budget == [0, 5, 7]
    assert made.municipalities[0].learning_hours == [40, 0, 8]
    assert notes.silent == [str(id_of("granaker"))]


def test_a_municipality_without_staff_is_asked_for_nothing_at_home() -> None:
    made, notes = build(facts(people=[person(2, "storavan", heder=3)]), ASKED)
    local = next(each for each in made.targets if each.kind == "local")
    assert local.municipalities == [str(id_of("storavan"))]
    assert notes.unstaffed == [str(id_of("granaker"))]


def test_roads_that_nobody_has_written_are_assumed_and_counted() -> None:
    made, notes = build(facts(), ASKED)
    assert ([each.minutes for each in made.journeys], notes.roads_missing) == ([90], 1)
    known = {road(id_of("storavan"), id_of("granaker")): 35}
    made, notes = build(facts(journeys=known), ASKED)
    assert ([each.minutes for each in made.journeys], notes.roads_missing) == ([35], 0)


def test_a_post_is_filled_once_and_under_the_heading_that_lacks_most() -> None:
    rows = [
        row("lvu", Figures(vacancies=1), Figures(), group="barn"),
        row("spel", Figures(), Figures(), group="vuxen"),
        row("alkohol", Figures(), Figures(), group="vuxen"),
        row("heder", Figures(), Figures(), group="vuxen", is_rare=True),
    ]
    places = [place("granaker", vacancies=3), place("storavan")]
    made, _notes = build(facts(rows=rows, places=places), ASKED)
    posts = {each.id: each.places for each in made.recruitment}
    town = str(id_of("granaker"))
    assert posts == {
        f"recruitment-{id_of('barn')}": {town: 1},
        f"recruitment-{id_of('vuxen')}": {town: 2},
    }
    grown = next(each for each in made.recruitment if each.id.endswith(str(id_of("vuxen"))))
    assert str(id_of("heder")) not in grown.levels, "nobody is assumed to manage a rare area"


def test_steps_of_what_is_not_there_any_more_are_dropped_and_told() -> None:
    here = {"means": "shadowing-3", "person": "p1", "year": 2027}
    gone = {"means": "shadowing-3", "person": "p99"}
    past = {"means": "shadowing-3", "year": 2026}
    asked = Asked(first_year=2027, reached_by=2028, locked=(here, gone), removed=(past,))
    made, notes = build(facts(), asked)
    assert [each.person for each in made.locked] == ["p1"]
    assert (made.removed, notes.dropped) == ([], 2)


LEVELS = st.integers(0, 4)
FIGURES = st.builds(
    Figures,
    oriented=st.integers(0, 3),
    independent=st.integers(0, 3),
    supervise=st.integers(0, 2),
    vacancies=st.integers(0, 2),
)
FLOOR = st.builds(
    Floors,
    local=st.integers(0, 3),
    shared=st.integers(0, 9),
    supervisors=st.integers(0, 3),
    wants_host=st.booleans(),
)
TOWNS = ("granaker", "storavan", "kallfors")


@given(
    cells=st.lists(
        st.tuples(FLOOR, st.booleans(), FIGURES, FIGURES, FIGURES), min_size=1, max_size=5
    ),
    people=st.lists(st.tuples(st.sampled_from(TOWNS), LEVELS), max_size=6),
    vacancies=st.integers(0, 4),
    reached_by=st.sampled_from((2027, 2028, 2029)),
)
def test_whatever_is_known_makes_a_scenario_without_problems(
    cells: list[Any], people: list[tuple[str, int]], vacancies: int, reached_by: int
) -> None:
    rows = [
        row(f"omrade{number}", *figures, floors=floors, is_rare=is_rare, group=f"del{number % 2}")
        for number, (floors, is_rare, *figures) in enumerate(cells)
    ]
    known = facts(
        rows=rows,
        places=[place(town, vacancies=vacancies) for town in TOWNS],
        towns=[id_of(town) for town in TOWNS],
        people=[person(number, town, omrade0=level) for number, (town, level) in enumerate(people)],
    )
    if not asked_for(rows):
        with pytest.raises(NothingAsked):
            build(known, ASKED)
        return
    made, notes = build(known, Asked(first_year=2027, reached_by=reached_by))
    assert problems(made) == []
    posts: dict[str, int] = {}
    for each in made.recruitment:
        for town, count in each.places.items():
            posts[town] = posts.get(town, 0) + count
    for index, town in enumerate(TOWNS):
        told = sum(figures[index].vacancies for _floors, _rare, *figures in cells)
        assert posts.get(str(id_of(town)), 0) <= max(told, vacancies)
    assert notes.roads_missing == len(TOWNS)
