"""Asking the index: which documents are about what a text is about."""

import math
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from kollega.core.actor import Actor
from kollega.search.index import all_of, term_id
from kollega.search.models import TermCount
from kollega.swedish import stems

# A term in more than this share of the documents scores, but does not fetch where a rarer one can.
COMMON = 0.1
# A whole page of text is asked for by its rarest terms; more of them find no better.
MOST_TERMS = 24


@dataclass(frozen=True)
class Hit:
    """A found object and how well it fits (larger is better; comparable within one answer)."""

    kind: str
    object_id: UUID
    area_id: UUID | None
    score: float


def find(
    actor: Actor, text: str, *, kind: str, limit: int = 10, area_id: UUID | None = None
) -> list[Hit]:
    """The documents of a kind in the actor's collaboration that fit a text best, best first.

    Two statements. An empty text, or one of unknown words only, finds nothing.
    """
    wanted = {term_id(kind, stem) for stem in stems(text) if len(stem) > 1}
    if not wanted or actor.collaboration_id is None:
        return []
    counts = dict(
        TermCount.objects.filter(
            collaboration_id=actor.collaboration_id, term__in=[*wanted, all_of(kind)]
        ).values_list("term", "documents")
    )
    total = max(counts.pop(all_of(kind), 0), 1)
    # A term not counted yet is new, hence rare.
    rarity = {term: math.log(1 + (total + 0.5) / (counts.get(term, 1) + 0.5)) for term in wanted}
    chosen = sorted(wanted, key=lambda term: -rarity[term])[:MOST_TERMS]
    fetching = [term for term in chosen if counts.get(term, 1) <= max(total * COMMON, 20)] or chosen
    return _score(
        actor,
        kind,
        chosen=chosen,
        fetching=fetching,
        rarity=rarity,
        limit=limit,
        area_id=area_id,
    )


def _score(
    actor: Actor,
    kind: str,
    *,
    chosen: list[int],
    fetching: list[int],
    rarity: dict[int, float],
    limit: int,
    area_id: UUID | None,
) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with fetched as (
              select document_id, sum(p.weight * r.rarity) as score
              from unnest(%(fetching)s::bigint[], %(fetching_rarity)s::float8[]) as r(term, rarity)
              join search_posting p on p.collaboration_id = %(scope)s and p.term = r.term
              group by document_id order by score desc limit %(candidates)s),
            scored as (
              select f.document_id, f.score + coalesce(sum(p.weight * r.rarity), 0) as score
              from fetched f
              left join (unnest(%(other)s::bigint[], %(other_rarity)s::float8[]) as r(term, rarity)
                join search_posting p on p.collaboration_id = %(scope)s and p.term = r.term
                  and p.document_id in (select document_id from fetched))
                on p.document_id = f.document_id
              group by f.document_id, f.score)
            select d.object_id, d.area_id, s.score from scored s
            join search_document d on d.id = s.document_id and d.kind = %(kind)s
            where %(area)s::uuid is null or d.area_id = %(area)s
            order by s.score desc, d.id desc limit %(limit)s
            """,
            {
                "scope": actor.collaboration_id,
                "kind": kind,
                "fetching": fetching,
                "fetching_rarity": [rarity[term] for term in fetching],
                "other": (other := [term for term in chosen if term not in set(fetching)]),
                "other_rarity": [rarity[term] for term in other],
                "candidates": max(limit * 20, 200),
                "limit": limit,
                "area": area_id,
            },
        )
        return [Hit(kind, row[0], row[1], float(row[2])) for row in cursor.fetchall()]
