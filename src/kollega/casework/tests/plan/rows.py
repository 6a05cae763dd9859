"""Odd rows of the plan's tables."""

from datetime import date
from typing import Any

from tests.rows import Place, row

from kollega.casework.models import Promised


@row("casework.Plan")
def plan(place: Place) -> dict[str, Any]:
    return {"holder_id": place.actor.account_id, "begun_on": date(2026, 1, 1)}


@row("casework.Goal")
def goal(place: Place) -> dict[str, Any]:
    return {"where": -2, "weight": 1}


@row("casework.GoalMark")
def goal_mark(place: Place) -> dict[str, Any]:
    return {"where": -2}


@row("casework.Promise")
def promise(place: Place) -> dict[str, Any]:
    return {"state": Promised.OPEN, "because": ""}


@row("casework.PathStep")
def path_step(place: Place) -> dict[str, Any]:
    return {"from_day": date(2026, 1, 1), "to_day": None}
