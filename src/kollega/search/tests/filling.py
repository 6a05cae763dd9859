"""Passages for the tests, and a kind of their own that shows them."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject

from kollega.core.actor import Actor
from kollega.search import kinds
from kollega.search.entries import Entry
from kollega.search.kinds import Key, Kind, Row, Shown
from kollega.search.models import Document

KIND = "leaf"


def leaf(body: str, **more: Any) -> Entry:
    """A passage of a new object."""
    title = more.pop("title", "")
    return Entry(
        more.pop("kind", KIND),
        more.pop("object_id", None) or uuid.uuid4(),
        more.pop("part", 0),
        fields={"title": title, "body": body},
        **more,
    )


@contextmanager
def shown_as(texts: dict[tuple[uuid.UUID, int], tuple[str, str]]) -> Iterator[None]:
    """A kind that shows (title, text) of the passages that stand in `texts`."""

    def rows(_actor: Actor, keys: Iterable[Key]) -> list[QuerySet[Any, Any]]:
        found = Document.objects.filter(object_id__in=[each for each, _part in keys], kind=KIND)
        return [
            found.annotate(
                object=F("object_id"), row=JSONObject(object="object_id", part="part")
            ).exclude(object_id__in=[each for each, _part in keys if (each, _part) not in texts])
        ]

    def shown(_actor: Actor, row: Row) -> Shown:
        title, text = texts[uuid.UUID(row["object"]), row["part"]]
        return Shown(title, text, f"/blad/{row['object']}")

    with patch.dict(kinds._kinds, {KIND: Kind(KIND, "Blad", rows, shown)}):
        yield
