"""Odd rows of the map's tables."""

from typing import Any

from tests.rows import Place, row


@row("competence.Term")
def term(_place: Place) -> dict[str, Any]:
    """A term says something."""
    return {"retires_year": 2031}
