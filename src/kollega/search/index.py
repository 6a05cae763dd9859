"""Writing the index: what can be found, in the same transaction as the text itself.

Only what stands in a shared or open table may be indexed; the caller passes cleared text. What is kept
to one municipality carries `only_municipality_id`, and its postings are closed to all others.
"""

# ruff: noqa: S608 - every piece of a statement is a constant of this file

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.search.entries import BITS, Entry, entry_of, numbers, one_object
from kollega.search.models import Document
from kollega.swedish import word_groups

VERSION = 4
"""Raised when passages are indexed in another way, so that every index is built anew."""

RUN = 230
"""Postings in a run: as many as its row holds without being cut up."""
BATCH = 12_000
"""Passages written at a time."""
SIGN_OF_LIFE = 200
"""After so many passages the database hears of us: it ends a transaction in which nothing is asked."""
MUCH = 100
"""So many passages at once change how common words are."""

OWN = "own"
"""The kind that a municipality's own documents are hashed as."""


@lru_cache(maxsize=65536)
def term_id(kind: str, stem: str) -> int:
    """A word's number among the documents of a municipality: 63 bits of a hash."""
    digest = hashlib.blake2b(f"{kind}\0{stem}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def words_of(text: str) -> set[int]:
    """The numbers of a text's words and of the words that its compounds are made of."""
    return {term_id(OWN, form) for group in word_groups(text) for form in group.all}


# --- Putting and removing -------------------------------------------------------------------------


def put(actor: Actor, entries: Iterable[Entry]) -> None:
    """Make an object findable by these passages, and by no others that it had before.

    Raises:
        ValueError: there are none, or they are not of one object (`remove` takes one away).
    """
    listed = list(entries)
    kind, object_id = one_object(listed)
    _lock(actor, kind, object_id)
    _take_away(actor, kind, [object_id])
    _write(actor, listed)


def put_many(actor: Actor, entries: Iterable[Entry]) -> int:
    """Make many objects findable; how many passages. What they had before is replaced.

    All passages of an object come one after the other. Where they were many, the index is put in order
    by a job afterwards.
    """
    count = 0
    locked: set[str] = set()
    for batch in _batches(entries):
        for kind in sorted({each.kind for each in batch} - locked):
            _lock(actor, kind)
            locked.add(kind)
        for kind, of_kind in groupby(sorted(batch, key=lambda e: e.kind), lambda e: e.kind):
            _take_away(actor, kind, list({each.object_id for each in of_kind}))
        _write(actor, batch)
        count += len(batch)
    if count >= MUCH:
        from kollega.search import jobs  # here, for the jobs are made of this module

        jobs.settle.defer(collaboration_id=actor.collaboration_id)
    return count


def remove(actor: Actor, *, kind: str, object_id: UUID) -> None:
    """Let an object be found no more."""
    _lock(actor, kind, object_id)
    _take_away(actor, kind, [object_id])


def remove_kind(actor: Actor, kind: str) -> None:
    """Let nothing of a kind be found that the actor may see."""
    _lock(actor, kind)
    ids = Document.objects.filter(collaboration_id=actor.collaboration_id, kind=kind)
    _take_away(actor, kind, list(ids.values_list("object_id", flat=True).distinct()))


def add(
    actor: Actor,
    *,
    kind: str,
    object_id: UUID,
    text: str,
    area_id: UUID | None = None,
    only_municipality_id: UUID | None = None,
) -> None:
    """Make an object of one text findable, or findable by its new text."""
    areas = (area_id,) if area_id else ()
    put(
        actor,
        [
            Entry(
                kind,
                object_id,
                fields={"body": text},
                area_ids=areas,
                only_municipality_id=only_municipality_id,
                day=clock.today(),
            )
        ],
    )


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Lists of about `BATCH` passages; an object is never parted."""
    objects = groupby(entries, key=lambda each: (each.kind, each.object_id))
    batch: list[Entry] = []
    for _key, passages in objects:
        batch += passages
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# --- In the database ------------------------------------------------------------------------------


def hold(actor: Actor, kind: str) -> None:
    """Let whoever writes anything of this kind wait until the transaction has ended."""
    _lock(actor, kind)


def _lock(actor: Actor, kind: str, object_id: UUID | None = None) -> None:
    """Wait for whoever writes the same object, the kind as a whole, or puts runs together."""
    scope = str(actor.collaboration_id)
    which = f"pg_advisory_xact_lock{'_shared' if object_id else ''}"
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock_shared(hashtextextended(%s, 1)),"
            f" {which}(hashtextextended(%s, 2))"
            + (", pg_advisory_xact_lock(hashtextextended(%s, 3))" if object_id else ""),
            [scope, scope + kind] + ([scope + kind + str(object_id)] if object_id else []),
        )


def _take_away(actor: Actor, kind: str, object_ids: Sequence[UUID]) -> None:
    """Remove objects' passages and every posting of theirs.

    Runs are changed in place and locked in one order, so that two who remove wait for each other and
    neither brings back what the other took.
    """
    documents = Document.objects.filter(
        collaboration_id=actor.collaboration_id, kind=kind, object_id__in=object_ids
    )
    found = list(documents.values_list("id", "terms"))
    if not found:
        return
    gone = {document for document, _terms in found}
    with connection.cursor() as cursor:
        cursor.execute(
            "select term, first, entries from search_posting where collaboration_id = %s"
            " and term = any (%s::int[]) and first <= %s and last >= %s"
            " order by term, first for update",
            [
                actor.collaboration_id,
                _list({term for _document, terms in found for term in terms}),
                max(gone),
                min(gone),
            ],
        )
        emptied: list[tuple[int, int]] = []
        changed: list[tuple[int, int, list[int]]] = []
        for term, first, entries in cursor.fetchall():
            left = [entry for entry in entries if entry >> BITS not in gone]
            if not left:
                emptied.append((term, first))
            elif len(left) < len(entries):
                changed.append((term, first, left))
        cursor.execute(
            "delete from search_posting p using unnest(%s::int[], %s::bigint[]) as n(term, first)"
            " where p.collaboration_id = %s and p.term = n.term and p.first = n.first"
            " and p.term = any (%s::int[])",
            [*_columns(emptied, 2), actor.collaboration_id, _list({row[0] for row in emptied})],
        )
        if changed:
            cursor.execute(
                "update search_posting p set entries = n.entries::bigint[]"
                " from unnest(%s::int[], %s::bigint[], %s::text[]) as n(term, first, entries)"
                " where p.collaboration_id = %s and p.term = n.term and p.first = n.first"
                " and p.term = any (%s::int[])",
                [
                    *_columns([row[:2] for row in changed], 2),
                    _lists(row[2] for row in changed),
                    actor.collaboration_id,
                    _list({row[0] for row in changed}),
                ],
            )
    documents.delete()


def _write(actor: Actor, entries: Sequence[Entry]) -> None:
    """Insert passages and their postings."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval('search_document_id_seq') from generate_series(1, %s)", [len(entries)]
        )
        ids = sorted(row[0] for row in cursor.fetchall())
        runs: dict[UUID | None, defaultdict[int, array[int]]] = {}
        rows = []
        for place, (document, entry) in enumerate(zip(ids, entries, strict=True), 1):
            weights = numbers(entry)
            if place % SIGN_OF_LIFE == 0:
                cursor.execute("select 1")
            postings = runs.setdefault(entry.only_municipality_id, defaultdict(_run))
            here = entry_of(document, 0)
            for term, weight in weights.items():
                postings[term].append(here | weight)
            rows.append(_document(document, entry, weights))
        _insert_documents(cursor, actor, rows)
        for only, postings in runs.items():
            _insert_runs(cursor, actor, only, postings)


def _document(document: int, entry: Entry, weights: Iterable[int]) -> tuple[Any, ...]:
    return (
        document,
        entry.kind,
        entry.object_id,
        entry.part,
        entry.only_municipality_id,
        entry.municipality_id,
        _list(entry.area_ids),
        _list(entry.grounds),
        entry.day,
        entry.fresh_until,
        _list(weights),
    )


_DOCUMENT = (
    ("id", "bigint", ""),
    ("kind", "text", ""),
    ("object_id", "uuid", ""),
    ("part", "int", ""),
    ("only_municipality_id", "uuid", ""),
    ("municipality_id", "uuid", ""),
    ("areas", "text", "::uuid[]"),
    ("grounds", "text", "::varchar[]"),
    ("day", "date", ""),
    ("fresh_until", "date", ""),
    ("terms", "text", "::int[]"),
)


def _insert_documents(cursor: Any, actor: Actor, rows: Sequence[tuple[Any, ...]]) -> None:
    names = ", ".join(name for name, _type, _cast in _DOCUMENT)
    chosen = ", ".join(f"n.{name}{cast}" for name, _type, cast in _DOCUMENT)
    given = ", ".join(f"%s::{type_}[]" for _name, type_, _cast in _DOCUMENT)
    cursor.execute(
        f"insert into search_document (collaboration_id, indexed_at, {names})"
        f" select %s, %s, {chosen} from unnest({given}) as n({names})",
        [
            actor.collaboration_id,
            clock.now(),
            *(list(column) for column in zip(*rows, strict=True)),
        ],
    )


def _insert_runs(
    cursor: Any, actor: Actor, only: UUID | None, postings: dict[int, "array[int]"]
) -> None:
    runs = [
        (term, run[start] >> BITS, run[min(start + RUN, len(run)) - 1] >> BITS, part)
        for term, run in sorted(postings.items())
        for start in range(0, len(run), RUN)
        if (part := run[start : start + RUN])
    ]
    cursor.execute(
        "insert into search_posting"
        " (collaboration_id, only_municipality_id, term, first, last, entries)"
        " select %s, %s, term, first, last, entries::bigint[]"
        " from unnest(%s::int[], %s::bigint[], %s::bigint[], %s::text[])"
        " as n(term, first, last, entries)",
        [
            actor.collaboration_id,
            only,
            *_columns([run[:3] for run in runs], 3),
            _lists(run[3] for run in runs),
        ],
    )


def _run() -> "array[int]":
    return array("q")


def _list(values: Iterable[Any]) -> str:
    """Numbers, ids or names from the code as PostgreSQL writes an array of them."""
    return "{" + ",".join(map(str, values)) + "}"


def _lists(lists: Iterable[Iterable[int]]) -> str:
    return "{" + ",".join('"{' + ",".join(map(str, each)) + '}"' for each in lists) + "}"


def _columns(rows: Sequence[Sequence[int]], width: int) -> list[str]:
    return [_list(row[place] for row in rows) for place in range(width)]
