"""What is said to come next in a case."""

import uuid
from datetime import date

import pytest

from kollega.casework.cases.nextstep import Decided, Done, Standing, next_steps
from kollega.casework.models import Stage, What

DAY = date(2026, 3, 2)


def done(*whats: str) -> tuple[Done, ...]:
    return tuple(Done(uuid.uuid4(), what, DAY, number == 0) for number, what in enumerate(whats))


def standing(
    stage: str, *whats: str, kind: str = "child", decided: str = "", **more: str
) -> Standing:
    decisions = (Decided(uuid.uuid4(), decided, DAY),) if decided else ()
    report = more.get("report_kind", "concern")
    return Standing(kind, stage, report, done(What.REPORTED, *whats), decisions)


@pytest.mark.parametrize(
    ("now", "pages"),
    [
        (standing("preliminary"), ["protection", "preliminary"]),
        (standing("preliminary", "protection"), ["preliminary"]),
        (standing("preliminary", "protection", "reported"), ["protection", "preliminary"]),
        (standing("preliminary", kind="economic"), ["preliminary"]),
        (standing("preliminary", kind="violence"), ["protection", "preliminary"]),
        (standing("preliminary", report_kind="application"), ["preliminary"]),
        (
            standing("preliminary", "protection", "preliminary", decided="not_investigate"),
            ["close"],
        ),
        (
            standing("investigation", "protection", "preliminary", decided="investigate"),
            ["step", "decide"],
        ),
        (
            standing("investigation", "protection", "preliminary", "informed", decided="declined"),
            ["close", "step"],
        ),
        (
            standing("intervention", "protection", "preliminary", "decided", decided="granted"),
            ["step", "step", "decide"],
        ),
        (standing("intervention", "protection", decided="ended"), ["close"]),
        (standing("follow_up", "protection"), ["close", "decide"]),
        (standing("closed", "protection"), []),
    ],
)
def test_what_comes_next(now: Standing, pages: list[str]) -> None:
    assert [each.page.removeprefix("casework:") for each in next_steps(now)] == pages


def test_only_what_is_ready_may_be_closed() -> None:
    assert not standing("preliminary").may_close
    assert standing("preliminary", decided="not_investigate").may_close
    assert not standing("investigation", decided="investigate").may_close
    assert standing("investigation", decided="no_action").may_close
    assert not standing("intervention", decided="granted").may_close
    assert standing("intervention", decided="ended").may_close
    assert standing("follow_up").may_close


def test_the_first_that_came_in_and_what_the_record_has_cannot_be_undone() -> None:
    assert standing(Stage.PRELIMINARY).undoable is None
    assert standing("preliminary", "protection").undoable is not None
    locked = (Decided(uuid.uuid4(), "granted", DAY, is_locked=True),)
    now = Standing("child", "intervention", "concern", done("reported", "decided"), locked)
    assert now.undoable is None
