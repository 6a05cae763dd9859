"""Odd rows of the strategy's tables."""

from typing import Any

from tests.rows import Place, row


@row("competence.Strategy")
def strategy(_place: Place) -> dict[str, Any]:
    """One that has been replaced: of others there is one at a time."""
    return {"state": "replaced"}
