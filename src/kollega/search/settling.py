"""Putting the index in order after it was written: counting terms, and putting short runs together."""

from django.db import connection

from kollega.core.actor import Actor
from kollega.search.entries import BITS
from kollega.search.index import RUN

_TERMS = 1 << 32
"""How many numbers a term can have; the lowest is minus half of that."""


def _terms_of(share: int, shares: int) -> dict[str, int]:
    """The first and the last number of a share of all terms."""
    low = share * _TERMS // shares - _TERMS // 2
    return {"low": low, "high": (share + 1) * _TERMS // shares - _TERMS // 2 - 1}


def count_terms(actor: Actor, *, share: int = 0, shares: int = 1) -> int:
    """Count anew in how many passages each term stands that all in the collaboration may read.

    Returns how many counts changed. A term that no passage holds any more is forgotten.
    Counting in the writing transaction would make every writer wait for the others.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            merge into search_termcount as t
            using (select collaboration_id, term, sum(cardinality(entries))::int as documents
                   from search_posting
                   where collaboration_id = %(scope)s and only_municipality_id is null
                     and term between %(low)s and %(high)s
                   group by 1, 2) as n
            on t.collaboration_id = n.collaboration_id and t.term = n.term
            when matched and t.documents <> n.documents then update set documents = n.documents
            when not matched then insert (collaboration_id, term, documents)
              values (n.collaboration_id, n.term, n.documents)
            when not matched by source and t.collaboration_id = %(scope)s
              and t.term between %(low)s and %(high)s then delete
            """,
            {"scope": actor.collaboration_id, **_terms_of(share, shares)},
        )
        return int(cursor.rowcount)


_PACK = """
with short as (
  delete from search_posting where ctid = any (array(
    select ctid from (
      select ctid, count(*) over (partition by term) as runs from search_posting
      where collaboration_id = %(scope)s and {mine}
        and term between %(low)s and %(high)s and cardinality(entries) < %(run)s) r
    where runs > 1))
  returning term, entries),
placed as (
  select term, entry, (row_number() over (partition by term order by entry) - 1) / %(run)s as run
  from short, unnest(entries) as entry)
insert into search_posting
  (collaboration_id, only_municipality_id, term, first, last, entries)
select %(scope)s, %(only)s, term, min(entry) >> %(bits)s, max(entry) >> %(bits)s,
  array_agg(entry order by entry)
from placed group by term, run
"""


def pack(actor: Actor, *, share: int = 0, shares: int = 1) -> int:
    """Put short runs together, of one share of the terms; how many runs there are instead.

    Of what everybody may read where the actor has no municipality, else of what is kept to that one.
    Writers wait meanwhile: take one share per transaction.
    """
    mine = f"only_municipality_id {'= %(only)s' if actor.municipality_id else 'is null'}"
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(actor.collaboration_id)]
        )
        cursor.execute(
            _PACK.format(mine=mine),
            {
                "scope": actor.collaboration_id,
                "only": actor.municipality_id,
                "run": RUN,
                "bits": BITS,
                **_terms_of(share, shares),
            },
        )
        return int(cursor.rowcount)
