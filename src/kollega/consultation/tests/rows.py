"""Rows of the room that cannot be guessed from the models."""

from typing import Any

from tests.rows import Place, row


@row("consultation.Afterwards")
def afterwards(_place: Place) -> dict[str, Any]:
    return {"sure_after": 3}
