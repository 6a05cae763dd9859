"""Rows of the room that cannot be guessed from the models."""

from typing import Any

from tests.rows import Place, row


@row("followup.Cell")
def cell(_place: Place) -> dict[str, Any]:
    return {"count": 5}


@row("followup.OwnCell")
def own_cell(_place: Place) -> dict[str, Any]:
    return {"count": 5}


@row("followup.Entry")
def entry(_place: Place) -> dict[str, Any]:
    return {"amount": 1}
