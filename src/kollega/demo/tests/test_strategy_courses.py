"""What the strategy says of courses is what the list of courses says."""

import tomllib

from kollega.demo.loader import learning, strategy


def test_the_courses_of_the_strategy_are_in_the_list_at_the_same_price() -> None:
    listed = {
        (each["title"], each["cost"], each["hours"])
        for each in tomllib.loads(learning.FILE.read_text())["course"]
    }
    named = {(title, cost, hours) for _, title, _, _, cost, hours in strategy.COURSES}
    assert named <= listed
