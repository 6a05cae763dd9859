"""Rows of this part's tables that cannot be guessed."""

from typing import Any

from tests.rows import Place, row


@row("knowledge.Wish")
def wish(place: Place) -> dict[str, Any]:
    return {"people": 5}


@row("knowledge.HelpCount")
def help_count(place: Place) -> dict[str, Any]:
    return {"people": 5}
