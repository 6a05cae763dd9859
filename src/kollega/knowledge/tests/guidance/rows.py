"""Rows of this part's tables that cannot be guessed."""

from typing import Any

from tests.rows import Place, make, row

from kollega.knowledge.models import DocumentPassage


@row("knowledge.Pin")
def _pin(place: Place) -> dict[str, Any]:
    """Of a passage, not of a card."""
    part = make(DocumentPassage, place)
    return {"part_id": part.pk, "card": None, "moment": "placement"}
