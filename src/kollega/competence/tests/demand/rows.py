"""Odd rows of demand's tables."""

from datetime import date
from typing import Any

from tests.rows import Place, row


@row("competence.Demand")
def demand(_place: Place) -> dict[str, Any]:
    """Nothing under five, and no stretch ends before it begins."""
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    return {"measure": "advice", "count": 5} | days


@row("competence.Kept")
def kept(_place: Place) -> dict[str, Any]:
    """Nothing under five."""
    return {"asked": 5, "kept": 5, "late": 0, "unpromised": 0, "calls": None}
