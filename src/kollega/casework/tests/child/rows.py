"""Odd rows of the child's frame."""

from typing import Any

from tests.rows import Place, row

from kollega.casework.models import Asked


@row("casework.ReadersTold")
def readers_told(place: Place) -> dict[str, Any]:
    return {"asked": Asked.YES, "told_by": place.actor.account_id}


@row("casework.ChildWords")
def child_words(place: Place) -> dict[str, Any]:
    return {"asked": Asked.YES, "text": "Jag vill bo hos mormor.", "area": "wish"}
