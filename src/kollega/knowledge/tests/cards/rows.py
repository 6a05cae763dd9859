"""Rows of this part's tables that cannot be guessed."""

import uuid
from typing import Any

from tests.rows import Place, make, row

from kollega.knowledge.models import Card


@row("knowledge.CardLink")
def _link(place: Place) -> dict[str, Any]:
    """Two cards; the second is like the first."""
    first = make(Card, place)
    second = Card.objects.get(pk=first.pk)
    second.pk = uuid.uuid4()
    second.save(force_insert=True)
    return {"other_id": second.pk}
