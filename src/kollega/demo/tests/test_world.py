"""The demo's world is whole: people, numbers and places as a believable collaboration has them."""

import re
from importlib.resources import files

import pytest

from kollega.demo.world import World, load_world
from kollega.demo.world.outcomes import load_outcomes
from kollega.organisation.arealist import load_areas

STAFF = {
    "anas": 8,
    "norrsele": 8,
    "myrheden": 9,
    "bjorkliden": 10,
    "lomtrask": 13,
    "kallfors": 18,
    "granaker": 20,
    "storavan": 40,
}
INHABITANTS = {
    "anas": 2300,
    "norrsele": 2350,
    "myrheden": 2700,
    "bjorkliden": 2950,
    "lomtrask": 3950,
    "kallfors": 5600,
    "granaker": 6200,
    "storavan": 12100,
}
# The series that the Post and Telecom Authority keeps free for books and films.
FICTITIOUS = re.compile(
    r"0980-31 92 \d\d|070-174 06 (0[5-9]|[1-9]\d)|08-465 004 \d\d|031-390 06 \d\d|040-628 04 \d\d"
)
RARE = {area.key for area in load_areas() if area.rare}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def in_collaboration(world: World, key: str) -> list[str]:
    return [m.key for m in world.municipalities.values() if m.collaboration == key]


def test_eight_municipalities_of_the_right_size(world):
    sizes = {
        key: world.municipalities[key].inhabitants for key in in_collaboration(world, "inlandet")
    }
    assert sizes == INHABITANTS


def test_the_second_collaboration_is_small(world):
    assert len(in_collaboration(world, "skargarden")) == 3


def test_population_adds_up_and_is_old_but_not_without_children(world):
    for municipality in world.municipalities.values():
        assert sum(count for *_, count in municipality.population) == municipality.inhabitants
        children = sum(count for first, _, _, count in municipality.population if first < 15)
        old = sum(count for first, _, _, count in municipality.population if first >= 65)
        assert 0.12 < children / municipality.inhabitants < 0.20, municipality.key
        assert 0.22 < old / municipality.inhabitants < 0.36, municipality.key


def test_age_bands_cover_every_age_once(world):
    rows = world.municipalities["granaker"].population
    for sex in "fm":
        ages = [age for first, last, s, _ in rows if s == sex for age in range(first, last + 1)]
        assert ages == list(range(110))


def test_codes_are_unique_and_outside_the_real_ones(world):
    codes = [municipality.code for municipality in world.municipalities.values()]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("99") for code in codes)


def test_staff_as_in_the_table(world):
    for key, number in STAFF.items():
        there = [c for c in world.colleagues.values() if c.municipality == key]
        assert len(there) == number == world.municipalities[key].ifo_staff


def test_every_municipality_can_be_led_searched_and_checked(world):
    for key in world.municipalities:
        roles = {
            role
            for colleague in world.colleagues.values()
            if colleague.municipality == key
            for role in colleague.roles
        }
        assert {"caseworker", "manager", "registrar", "log_reviewer", "administrator"} <= roles


def test_each_collaboration_has_one_coordinator(world):
    places = [
        world.collaboration_of(colleague.key)
        for colleague in world.colleagues.values()
        if "coordinator" in colleague.roles
    ]
    assert sorted(places) == ["inlandet", "skargarden"]


def test_one_or_two_vacancies_in_each_of_the_eight(world):
    for key in in_collaboration(world, "inlandet"):
        assert sum(v.municipality == key for v in world.vacancies) in {1, 2}


def test_names_and_telephone_numbers_are_unique(world):
    names = [colleague.name for colleague in world.colleagues.values()]
    phones = [colleague.phone for colleague in world.colleagues.values()]
    assert len(set(names)) == len(names)
    phones += [m.switchboard for m in world.municipalities.values()]
    assert len(set(phones)) == len(phones)


def test_every_telephone_number_is_fictitious():
    number = re.compile(r"\b0\d{1,3}-\d{2,3} ?\d{2,3} ?\d{2,3}\b")
    found = [n for text in every_file() for n in number.findall(text)]
    assert len(found) > 140
    assert [n for n in found if not FICTITIOUS.fullmatch(n)] == []


def test_no_personal_numbers_anywhere():
    number = re.compile(r"\b(?:\d{2})?\d{6}[-+ ]?\d{4}\b")
    assert [n for text in every_file() for n in number.findall(text)] == []


def every_file() -> list[str]:
    inside = files("kollega.demo.world").iterdir()
    return [f.read_text(encoding="utf-8") for f in inside if f.name.endswith(".toml")]


def test_rare_areas_hang_on_few_people(world):
    held = {area: world.holders(area, "inlandet") for area in RARE}
    assert {area for area, people in held.items() if len(people) > 3} == set()
    assert any(not people for people in held.values())
    assert any(len(people) == 1 for people in held.values())


def test_common_areas_have_many_holders(world):
    for area in ("orosanmalan", "barnutredning", "ekonomiskt-bistand", "alkohol"):
        assert len(world.holders(area, "inlandet")) >= 8


def test_eight_rare_areas_have_a_host_that_knows_them(world):
    assert len({host.area for host in world.hosts}) == len(world.hosts) == 8
    for host in world.hosts:
        assert host.area in RARE
        homes = {c.municipality for c in world.holders(host.area, host.collaboration)}
        assert host.municipality in homes, host.area
        assert not host.second or host.second in homes, host.area


def test_some_are_away_some_are_new_and_some_have_ties(world):
    people = world.colleagues.values()
    assert sum(c.away is not None for c in people) >= 5
    assert sum(0 < c.employed_days < 90 for c in people) >= 3
    assert sum(bool(c.ties) for c in people) >= 5


def test_managers_who_also_handle_cases(world):
    assert any({"manager", "caseworker"} <= set(c.roles) for c in world.colleagues.values())


def test_one_worker_alone_with_adults_in_the_smallest_place(world):
    alone = [
        c for c in world.colleagues.values() if c.municipality == "anas" and c.level("alkohol") >= 2
    ]
    assert [c.key for c in alone] == ["robert-nystrom"]


def test_personas_cover_what_the_demo_shows(world):
    people = [world.colleagues[persona.colleague] for persona in world.personas]
    assert len({c.key for c in people}) == len(people)
    assert {role for c in people for role in c.roles} == {
        "caseworker",
        "manager",
        "coordinator",
        "registrar",
        "log_reviewer",
        "administrator",
    }
    assert {world.collaboration_of(c.key) for c in people} == {"inlandet", "skargarden"}
    assert any(0 < c.employed_days < 90 for c in people)


def test_the_cousin_has_declared_no_tie_and_is_asked_about_gambling(world):
    cousin = world.colleagues["ellinor-grahn"]
    assert "anas" not in cousin.ties
    assert cousin in world.holders("spel", "inlandet")


def test_each_municipality_has_places_that_must_not_slip_through(world):
    for municipality in world.municipalities.values():
        assert municipality.name in municipality.places.villages
        assert municipality.places.schools
        assert municipality.places.employers


def test_settings_say_whom_to_ring(world):
    for key, settings in world.settings.items():
        manager = world.colleagues[world.municipalities[key].manager]
        assert settings["organisation.manager_phone"] == manager.phone
        assert settings["organisation.emergency_phone"] == world.municipalities[key].emergency


def test_settings_are_options_of_the_right_kind(world):
    from kollega.organisation import options

    kinds = {"integer": int, "yes_no": bool}
    for settings in world.settings.values():
        for key, value in settings.items():
            assert type(value) is kinds.get(options.option(key).type, str), key


def test_what_is_told_of_outcomes_is_told_of_closed_questions() -> None:
    world = load_world()
    outcomes = load_outcomes()
    assert len({each.question for each in outcomes}) == len(outcomes)
    for each in outcomes:
        assert world.questions[each.question].state == "closed", each.question
        assert bool(each.afterwards) == bool(each.afterwards_days), each.question
