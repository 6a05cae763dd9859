"""Vectors for what is new in the index, a few at a time."""

from uuid import UUID

from django.db import connection

from kollega.core import clock, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.jobs import periodic
from kollega.embedding import model
from kollega.embedding.models import Embedding
from kollega.search import kinds

AT_ONCE = 64
MOST = 1_000
"""Passages of one collaboration or municipality in one run: the rest waits for the next."""


@periodic("*/5 * * * *")
def embed_new() -> None:
    """Every five minutes: for each collaboration what all in it read, for each municipality its own."""
    for collaboration_id in places.collaborations():
        _embed(job_for(job="embedding.embed_new", collaboration_id=collaboration_id))
    for place in places.every():
        if place.collaboration_id is not None:
            _embed(
                job_for(
                    job="embedding.embed_new",
                    collaboration_id=place.collaboration_id,
                    municipality_id=place.municipality_id,
                )
            )


def _embed(actor: Actor) -> int:
    done = 0
    while done < MOST:
        with acting(actor):
            made = note_new(actor, most=AT_ONCE)
        if not made:
            break
        done += made
    return done


def note_new(actor: Actor, *, most: int) -> int:
    """Give vectors to passages that have none by this model, or an old one; how many passages.

    What the actor may not open is left to somebody who may. In the caller's transaction.
    """
    _forget_gone(actor)
    waiting = _waiting(actor, most)
    shown = kinds.show(actor, [(kind, thing, part) for _, kind, thing, part, _ in waiting])
    # A passage that its room does not show gets an empty text's vector, so that it is not asked for
    # again at each run.
    texts = [
        f"{each.title}\n{each.text}" if (each := shown.get((kind, thing, part))) else ""
        for _, kind, thing, part, _ in waiting
    ]
    now = clock.now()
    rows = [
        Embedding(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=only,
            document_id=number,
            model=model.number(),
            vector=vector,
            made_at=now,
        )
        for (number, *_, only), vector in zip(waiting, model.vectors(texts), strict=True)
    ]
    Embedding.objects.filter(
        collaboration_id=actor.collaboration_id, document_id__in=[row.document_id for row in rows]
    ).delete()
    # Another run may have come first with the same.
    Embedding.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _waiting(actor: Actor, most: int) -> list[tuple[int, str, UUID, int, UUID | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select d.id, d.kind, d.object_id, d.part, d.only_municipality_id
            from search_document d
            left join embedding_embedding e on e.collaboration_id = d.collaboration_id
              and e.document_id = d.id and e.model = %s and e.made_at >= d.indexed_at
            where d.collaboration_id = %s and e.document_id is null
            order by d.id limit %s
            """,
            [model.number(), actor.collaboration_id, most],
        )
        return list(cursor.fetchall())


def _forget_gone(actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            delete from embedding_embedding e where e.collaboration_id = %s and not exists (
              select from search_document d
              where d.collaboration_id = e.collaboration_id and d.id = e.document_id)
            """,
            [actor.collaboration_id],
        )
