"""Odd rows of the room's tables."""

from typing import Any

from tests.rows import Place, row

from kollega.participation.models import Way, When


@row("participation.Moment")
def moment(place: Place) -> dict[str, Any]:
    return {"level": 3, "when": When.PLANNING}


@row("participation.Mark")
def mark(place: Place) -> dict[str, Any]:
    return {"level": 2, "way": Way.SCREEN}
