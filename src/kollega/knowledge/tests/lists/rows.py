"""Rows of this part's tables that cannot be guessed."""

import uuid
from typing import Any

from tests.rows import Place, row


@row("knowledge.ReadingItem")
def reading_item(_place: Place) -> dict[str, Any]:
    return {"object_id": uuid.uuid4(), "ref": "", "why": "", "kind": "card"}
