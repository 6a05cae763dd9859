"""What the strategy says of courses is what the list of courses says."""

from typing import Any

from kollega.demo.loader import strategy

AREAS = ("hedersvald", "spel", "skolfranvaro", "manniskohandel", "budget-skuld", "lvm")


def test_the_courses_of_the_strategy_cost_take_and_lead_to_what_the_list_says() -> None:
    means = strategy._means({area: f"id of {area}" for area in AREAS}, "somewhere")
    made = {each["name"]: each for each in means["courses"]}
    for each in strategy.listed():
        course: dict[str, Any] = made.pop(each["title"])
        assert (course["cost"], course["hours"]) == (each["cost"], each["hours"])
        lifts = {
            lift["area"].removeprefix("id of "): [lift["from_level"], lift["to_level"]]
            for lift in course["lifts"]
        }
        assert lifts == each["lifts"], each["title"]
    assert not made
    assert len(means["courses"]) == len(strategy.COURSES)
