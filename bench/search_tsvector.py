"""The passages of `bench.search_speed` by PostgreSQL's own `tsvector`, GIN and `ts_rank_cd`, for comparison."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench import harness
from bench.search_made import Lexicon, filters, passages

if TYPE_CHECKING:
    from kollega.core.actor import Actor

_BESIDE = """
create table bench_text (id bigint primary key, collaboration_id uuid not null,
  only_municipality_id uuid, kind text, areas uuid[], grounds text[], municipality_id uuid, day date,
  said tsvector);
grant select on bench_text to kollega_web;
alter table bench_text enable row level security;
"""


class Beside:
    """The same passages as `tsvector`, under the same policies."""

    def __init__(self, database: harness.Database, actors: "Sequence[Actor]") -> None:
        import psycopg

        from kollega.core import zones
        from kollega.search.models import Document

        self.connection = psycopg.connect(database.admin_url, autocommit=True)
        self.connection.execute("drop table if exists bench_text")
        self.connection.execute(_BESIDE)
        rule = zones.policies(Document.zone)["zone_select"]
        self.connection.execute(f"create policy zone_select on bench_text {rule}")
        self.scopes = [actor.collaboration_id for actor in actors]

    def fill(self, words: Lexicon, count: int) -> None:
        each, identity = count // len(self.scopes), itertools.count(1)
        with self.connection.cursor() as cursor:
            cursor.execute(
                "create temp table raw (like bench_text); alter table raw drop said;"
                " alter table raw add body text"
            )
            with cursor.copy(
                "copy raw (id, collaboration_id, kind, areas, grounds,"
                " municipality_id, day, body) from stdin"
            ) as copy:
                for number, scope in enumerate(self.scopes):
                    for entry in passages(words, each, number + 1):
                        copy.write_row(
                            (
                                next(identity),
                                scope,
                                entry.kind,
                                list(entry.area_ids),
                                entry.grounds,
                                entry.municipality_id,
                                entry.day,
                                " ".join(entry.fields.values()),
                            )
                        )
            cursor.execute(
                "insert into bench_text select id, collaboration_id, null, kind, areas, grounds,"
                " municipality_id, day, to_tsvector('swedish', body) from raw"
            )
            (letters,) = cursor.execute("select sum(octet_length(body)) from raw").fetchone()  # type: ignore[misc]
            cursor.execute("drop table raw")
            cursor.execute("create index on bench_text using gin (said)")
            cursor.execute("create index on bench_text (collaboration_id)")
            cursor.execute("vacuum analyze bench_text")
        self.letters = int(letters)

    def size(self) -> int:
        (size,) = self.connection.execute(  # type: ignore[misc]
            "select pg_total_relation_size('bench_text')"
        ).fetchone()
        return int(size)

    def asked(
        self, actors: "Sequence[Actor]", questions: Sequence[str], *, runs: int
    ) -> harness.Timing:
        from django.db import connection

        from kollega.core.actor import acting

        def once(number: int) -> None:
            actor, chosen = actors[number % len(actors)], filters(number)
            narrowed = chosen["filters"]
            with acting(actor, read_only=True), connection.cursor() as cursor:
                cursor.execute(
                    "select id, ts_rank_cd(said, q) as rank from bench_text,"
                    " websearch_to_tsquery('swedish', %(text)s) q"
                    " where collaboration_id = %(scope)s and said @@ q"
                    " and (%(kinds)s::text[] is null or kind = any (%(kinds)s::text[]))"
                    " and (%(areas)s::uuid[] is null or areas && %(areas)s::uuid[])"
                    " and (%(grounds)s::text[] is null or grounds && %(grounds)s::text[])"
                    " and (%(places)s::uuid[] is null or municipality_id = any (%(places)s::uuid[]))"
                    " and (%(since)s::date is null or day >= %(since)s)"
                    " order by rank desc limit 10",
                    {
                        "text": questions[number % len(questions)].replace(" ", " or "),
                        "scope": actor.collaboration_id,
                        "kinds": list(chosen["kinds"]) or None,
                        "areas": list(narrowed.area_ids) or None,
                        "grounds": list(narrowed.grounds) or None,
                        "places": list(narrowed.municipality_ids) or None,
                        "since": narrowed.since,
                    },
                )
                cursor.fetchall()

        return harness.timed(once, runs=runs, warm=5)
