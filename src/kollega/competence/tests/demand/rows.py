"""Odd rows of demand's tables."""

from typing import Any

from tests.rows import Place, row


@row("competence.Demand")
def demand(_place: Place) -> dict[str, Any]:
    """Nothing under five."""
    return {"measure": "advice", "count": 5}


@row("competence.Kept")
def kept(_place: Place) -> dict[str, Any]:
    """Nothing under five."""
    return {"asked": 5, "kept": 5, "late": 0, "unpromised": 0, "calls": None}
