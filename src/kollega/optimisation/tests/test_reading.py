"""What is wrong in a scenario is said with its path, and nothing is guessed."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.optimisation.problems import Code
from kollega.optimisation.reading import BadInput, read_plan, read_scenario
from kollega.optimisation.schemas import FORMS, schema
from kollega.optimisation.tests.made import course, municipality, person, scenario

DOCS = Path(__file__).parents[4] / "docs"


def _found(form: Any) -> dict[str, Code]:
    raw = form if isinstance(form, bytes) else json.dumps(form).encode()
    with pytest.raises(BadInput) as refused:
        read_scenario(raw)
    return {problem.path: problem.code for problem in refused.value.problems}


def _form(**changes: Any) -> dict[str, Any]:
    return scenario().model_dump(mode="json", by_alias=True) | changes


def _employments(*places: dict[str, Any]) -> dict[str, Any]:
    return _form(people=[person("p1", "ardal", employments=list(places))])


def test_a_scenario_written_is_read_again() -> None:
    assert read_scenario(json.dumps(_form()).encode()) == scenario()


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"first_year": "2027"}, "first_year", Code.NOT_A_WHOLE_NUMBER),
        ({"first_year": 2027.5}, "first_year", Code.NOT_A_WHOLE_NUMBER),
        ({"extra": 1}, "extra", Code.UNKNOWN_FIELD),
        ({"areas": {}}, "areas", Code.NOT_A_LIST),
        ({"areas": [{}]}, "areas[0].id", Code.MISSING),
        ({"areas": [{"id": "adoption"}] * 2}, "areas[1].id", Code.TWICE),
        ({"courses": [course("c1", "adoption", 0, 2, cost=-1)]}, "courses[0].cost", Code.TOO_SMALL),
        ({"courses": [course("c1", "adoption", 2, 1)]}, "courses[0].lifts[0].to_level", Code.LEVEL_NOT_RAISED),
        ({"courses": [course("c1", "adoption", 0, 1, seats=[1])]}, "courses[0].seats", Code.ONE_PER_YEAR),
        ({"courses": [course("c1", "elsewhere", 0, 1)]}, "courses[0].lifts[0].area", Code.UNKNOWN_ID),
        ({"people": [person("p1", "ardal", {"adoption": 5})]}, "people[0].levels.adoption", Code.TOO_LARGE),
        ({"people": [person("p1", "ardal", {"nowhere": 2})]}, "people[0].levels.nowhere", Code.UNKNOWN_ID),
        ({"people": [person("19900101-2384", "ardal")]}, "people[0].id", Code.PERSONAL_NUMBER),
        ({"people": [person("p1", "ardal", leave=[{"first_day": "2027-02-30", "last_day": "2027-03-01"}])]}, "people[0].leave[0].first_day", Code.NOT_A_DATE),
        ({"people": [person("p1", "ardal", leave=[{"first_day": "2027-03-02", "last_day": "2027-03-01"}])]}, "people[0].leave[0]", Code.BACKWARDS),
        ({"people": [person("p1", "ardal", leave=[{"first_day": "2027-03-01", "last_day": "2027-06-01"}, {"first_day": "2027-06-01", "last_day": "2027-07-01"}])]}, "people[0].leave[1]", Code.OVERLAPPING_LEAVE),
        ({"targets": [{"kind": "wish", "area": "adoption"}]}, "targets[0].kind", Code.NOT_A_CHOICE),
        ({"targets": [{"kind": "local", "area": "adoption", "from_year": 2029}]}, "targets[0].from_year", Code.AFTER_THE_PLAN),
        ({"targets": [{"kind": "local", "area": "adoption"}] * 2}, "targets[1]", Code.TWICE),
        ({"journeys": []}, "journeys", Code.NO_WAY),
        ({"municipalities": [municipality("ardal", 0), municipality("bergby", 1)]}, "municipalities[0].inhabitants", Code.TOO_SMALL),
        ({"locked": [{"means": "c9"}]}, "locked[0].means", Code.UNKNOWN_ID),
        ({"locked": [{"means": "c1"}], "removed": [{"means": "c1"}]}, "removed[0]", Code.LOCKED_AND_REMOVED),
    ],
)  # fmt: skip
def test_each_thing_wrong_is_said_where_it_stands(
    changes: dict[str, Any], path: str, code: Code
) -> None:
    assert _found(_form(**changes)) == {path: code}


def test_two_employers_at_once_are_refused_and_a_loan_or_a_move_is_not() -> None:
    here, there = {"municipality": "ardal"}, {"municipality": "bergby"}
    assert _found(_employments(here, there)) == {"people[0].employments[1]": Code.TWO_EMPLOYERS}
    assert _found(_employments({**there, "loan": True})) == {
        "people[0].employments[0]": Code.LOAN_WITHOUT_HOME
    }
    moved = ({**here, "last_day": "2027-06-30"}, {**there, "first_day": "2027-07-01"})
    for fine in ((here, {**there, "loan": True}), moved):
        read_scenario(json.dumps(_employments(*fine)).encode())


def test_courses_that_require_each_other_are_told_as_a_circle() -> None:
    form = _form(
        courses=[
            course("c1", "adoption", 0, 2, requires=["c2"]),
            course("c2", "adoption", 0, 2, requires=["c3"]),
            course("c3", "adoption", 0, 2, requires=["c1"]),
            course("c4", "adoption", 0, 2, requires=["c1"]),
        ]
    )
    with pytest.raises(BadInput) as refused:
        read_scenario(json.dumps(form).encode())
    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == ("courses[2].requires", Code.REQUIRES_ITSELF)
    assert problem.values["circle"] == "c1 → c2 → c3 → c1"


def test_a_file_that_is_not_json_says_the_line() -> None:
    with pytest.raises(BadInput) as refused:
        read_scenario(b'{\n "years": 3,\n }')
    (problem,) = refused.value.problems
    assert (problem.code, problem.values["line"]) == (Code.NOT_JSON, "3")
    assert _found("{}".encode("utf-16")) == {"$": Code.NOT_TEXT}
    assert _found(b'{"years": 3, "years": 2}') == {"years": Code.KEY_TWICE}
    assert _found(b"[" * 100_000) == {"$": Code.NOT_JSON}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(sorted(_form())), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_whatever_is_read_is_a_scenario_or_a_list_of_problems(form: Any) -> None:
    for read in (read_scenario, read_plan):
        with pytest.raises(BadInput) as refused:
            read(json.dumps(form).encode())
        assert refused.value.problems


@pytest.mark.parametrize("name", FORMS)
def test_the_schemas_in_the_documentation_are_those_of_the_code(name: str) -> None:
    """After a change: `python -m kollega.optimisation.schemas docs`."""
    assert (DOCS / f"{name}.schema.json").read_text(encoding="utf-8") == schema(name)
