"""Writing the index: a text's terms with their weights.

Only what stands in a shared or open table may be indexed; the caller passes cleared text.
"""

import hashlib
from collections import Counter
from functools import lru_cache
from uuid import UUID

from django.db import connection

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.search.models import Document, Posting
from kollega.swedish import stems, word_groups

# BM25's usual constants; the average length is fixed so that a weight never has to be rewritten.
K1, B, AVERAGE_LENGTH = 1.5, 0.75, 80


@lru_cache(maxsize=65536)
def term_id(kind: str, stem: str) -> int:
    """A stem's number among documents of a kind: 63 bits of a hash, the same in every process."""
    digest = hashlib.blake2b(f"{kind}\0{stem}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def all_of(kind: str) -> int:
    """The term that every document of a kind holds."""
    return term_id(kind, "")


def terms(kind: str, text: str) -> dict[int, float]:
    """Term number → BM25 weight within the text."""
    counts = Counter(stem for stem in stems(text) if len(stem) > 1)
    length = sum(counts.values())
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    return {
        term_id(kind, stem): count * (K1 + 1) / (count + norm) for stem, count in counts.items()
    }


OWN = "own"
"""The kind that a municipality's own documents are hashed as."""


def words_of(text: str) -> set[int]:
    """The numbers of a text's words and of the words that its compounds are made of."""
    return {term_id(OWN, form) for group in word_groups(text) for form in group.all}


def add(
    actor: Actor,
    *,
    kind: str,
    object_id: UUID,
    text: str,
    area_id: UUID | None = None,
    only_municipality_id: UUID | None = None,
) -> None:
    """Make an object findable, or findable by its new text."""
    remove(actor, kind=kind, object_id=object_id)
    document = Document(
        collaboration_id=actor.collaboration_id,
        kind=kind,
        object_id=object_id,
        area_id=area_id,
        only_municipality_id=only_municipality_id,
        indexed_at=clock.now(),
    )
    document.save(force_insert=True)
    weights = terms(kind, text) | {all_of(kind): 0.0}
    Posting.objects.bulk_create(
        Posting(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=only_municipality_id,
            term=term,
            document_id=document.id,
            weight=weight,
        )
        for term, weight in weights.items()
    )


def remove(actor: Actor, *, kind: str, object_id: UUID) -> None:
    """Let an object be found no more."""
    documents = Document.objects.filter(
        collaboration_id=actor.collaboration_id, kind=kind, object_id=object_id
    )
    for document in documents:
        Posting.objects.filter(
            collaboration_id=actor.collaboration_id, document_id=document.id
        ).delete()
        document.delete()


def count_terms(actor: Actor) -> int:
    """Count anew how common each term is in the actor's collaboration; the number of terms.

    A term that no document holds any more is forgotten.
    Counting in the writing transaction would make every writer wait for the others.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            merge into search_termcount as t
            using (select collaboration_id, term, count(*)::int as documents from search_posting
                   where collaboration_id = %(scope)s group by 1, 2) as n
            on t.collaboration_id = n.collaboration_id and t.term = n.term
            when matched and t.documents <> n.documents then update set documents = n.documents
            when not matched then insert (collaboration_id, term, documents)
              values (n.collaboration_id, n.term, n.documents)
            when not matched by source and t.collaboration_id = %(scope)s then delete
            """,
            {"scope": actor.collaboration_id},
        )
        return int(cursor.rowcount)
