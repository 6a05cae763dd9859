"""Rows of this room's tables that cannot be guessed."""

from typing import Any

from tests.rows import Place, row

from kollega.core import clock


@row("rounds.Round")
def _round(_place: Place) -> dict[str, Any]:
    return {"starts_at": clock.now(), "video_link": ""}
