"""Hits in the order that words and meaning agree on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.core.actor import Actor
from kollega.embedding import model
from kollega.embedding.fields import literal
from kollega.search import second_opinion
from kollega.search.query import Hit

LOOKED_AT = 50
"""Hits whose order is looked over: what words put further down stays there."""
CALM = 60
"""Reciprocal rank fusion's usual constant (Cormack, Clarke and Büttcher 2009)."""

Key = tuple[str, UUID, int]


def reorder(actor: Actor, text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with the best by words and by meaning first. One statement.

    A passage without a vector yet keeps what its words give it.
    """
    first, rest = list(hits[:LOOKED_AT]), list(hits[LOOKED_AT:])
    if len(first) < 2 or not text.strip():
        return list(hits)
    near = _by_nearness(actor, text, [_key(hit) for hit in first])
    scores = {
        _key(hit): 1 / (CALM + place) + (1 / (CALM + near[_key(hit)]) if _key(hit) in near else 0)
        for place, hit in enumerate(first)
    }
    # Where both have as good a case, the nearer in meaning comes first.
    last = len(first)
    return sorted(first, key=lambda hit: (-scores[_key(hit)], near.get(_key(hit), last))) + rest


def _key(hit: Hit) -> Key:
    return hit.kind, hit.object_id, hit.part


def _by_nearness(actor: Actor, text: str, keys: Sequence[Key]) -> dict[Key, int]:
    """Each passage's place when the nearest in meaning comes first."""
    question = literal(model.vector_of(text[: model.LONGEST]))
    columns: list[list[Any]] = [list(column) for column in zip(*keys, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select d.kind, d.object_id, d.part
            from unnest(%s::text[], %s::uuid[], %s::int[]) as k(kind, object_id, part)
            join search_document d on d.collaboration_id = %s and d.kind = k.kind
              and d.object_id = k.object_id and d.part = k.part
            join embedding_embedding e on e.collaboration_id = d.collaboration_id
              and e.document_id = d.id and e.model = %s
            order by e.vector <=> %s::vector
            """,
            [*columns, actor.collaboration_id, model.number(), question],
        )
        return {(kind, thing, part): at for at, (kind, thing, part) in enumerate(cursor)}


second_opinion.register(reorder)
