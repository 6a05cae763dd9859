"""How fast the index is written and asked: `python -m bench.search_speed [--passages N …] [--json]`.

Passages of 100 words, drawn by Zipf's law from the lexicon and always the same, in one collaboration and
spread over 36; everything timed runs as the web role, under the row policies. Beside it the same words
in a table under the same policies with PostgreSQL's own `tsvector`, GIN and `ts_rank_cd`.
"""

import argparse
import itertools
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bench import harness

if TYPE_CHECKING:
    from kollega.core.actor import Actor
    from kollega.search.entries import Entry

SIZES = (200_000, 1_000_000)
SPREAD = 36
WORDS, TITLE_WORDS, LEXICON = 100, 6, 60_000
PARTS = 10
"""Passages of an object."""
KINDS = {"document": 80, "card": 10, "statute": 10}
GROUNDS = ("law", "research", "experience", "person")
AREAS = tuple(uuid.UUID(int=number) for number in range(1, 41))
PLACES = tuple(uuid.UUID(int=1000 + number) for number in range(8))
TODAY = date(2026, 11, 22)
AIMS = {("one", "two words"): 40.0, ("spread", "two words"): 5.0, ("one", "commonest"): 100.0}
AIM_SUGGEST, AIM_RATE = 20.0, 2000


@dataclass(frozen=True)
class Lexicon:
    """Words, the commonest first, and how often each comes, summed up."""

    words: Sequence[str]
    summed: Sequence[float]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.summed, k=count)


def lexicon() -> Lexicon:
    """The commonest words of Swedish, as often as Zipf's law says."""
    from wordfreq import top_n_list

    words = [word for word in top_n_list("sv", LEXICON * 2) if word.isalpha()][:LEXICON]
    return Lexicon(
        words, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    )


def passages(words: Lexicon, count: int, seed: int) -> "Iterator[Entry]":
    """The same passages for the same seed."""
    from kollega.search.entries import Entry

    chance = random.Random(seed)
    kinds, shares = list(KINDS), list(KINDS.values())
    for number in range(0, count, PARTS):
        object_id = uuid.UUID(int=chance.getrandbits(128))
        kind = chance.choices(kinds, shares)[0]
        areas = chance.sample(AREAS, chance.choice((1, 1, 2)))
        day = TODAY - timedelta(days=int(chance.expovariate(1 / 500)))
        title = " ".join(words.draw(chance, TITLE_WORDS))
        for part in range(min(PARTS, count - number)):
            body = " ".join(words.draw(chance, WORDS - TITLE_WORDS))
            yield Entry(
                kind,
                object_id,
                part,
                fields={"title": title, "body": body},
                area_ids=areas,
                municipality_id=chance.choice(PLACES),
                ground=chance.choice(GROUNDS),
                day=day,
                fresh_until=day + timedelta(days=730) if kind == "card" else None,
            )


# --- Writing --------------------------------------------------------------------------------------


def collaborations(count: int) -> "list[Actor]":
    """New collaborations, each with somebody who reads in it."""
    from kollega.core.actor import acting, job_for
    from kollega.organisation import services

    found = []
    for number in range(count):
        scope = uuid.uuid4()
        setup = services.setup_actor(collaboration_id=scope)
        with acting(setup):
            services.add_collaboration(setup, public_id=scope, name=f"Samarbete {number + 1}")
        found.append(job_for(job="bench", collaboration_id=scope, municipality_id=PLACES[0]))
    return found


def fill(words: Lexicon, actors: "Sequence[Actor]", count: int) -> dict[str, Any]:
    """Index so many passages, shared evenly; how fast that was, with the words' cache warm."""
    from kollega.core.actor import acting, job_for
    from kollega.search import index, settling
    from kollega.search.entries import numbers

    each = count // len(actors)
    warm = list(itertools.islice(passages(words, 5_000, 0), 5_000))
    for entry in warm:
        numbers(entry)
    began = time.perf_counter()
    terms = sum(len(numbers(entry)) for entry in warm)
    analysed = len(warm) / (time.perf_counter() - began)
    spent, drawn = 0.0, 0.0
    for number, actor in enumerate(actors):
        made = passages(words, each, number + 1)
        while True:
            started = time.perf_counter()
            batch = list(itertools.islice(made, index.BATCH))
            drawn += time.perf_counter() - started
            if not batch:
                break
            started = time.perf_counter()
            with acting(actor):
                index.put_many(actor, batch)
            spent += time.perf_counter() - started
        harness.say(f"… {(number + 1) * each:,} passages, {(number + 1) * each / spent:,.0f}/s")
    after = time.perf_counter()
    for actor in actors:
        job = job_for(job="bench", collaboration_id=actor.collaboration_id)
        for share in range(shares := max(1, each // 20_000)):
            with acting(job):
                settling.pack(job, share=share, shares=shares)
            with acting(job):
                settling.count_terms(job, share=share, shares=shares)
    return {
        "passages/s": round(count / spent),
        "analysis alone/s": round(analysed),
        "terms per passage": round(terms / len(warm)),
        "put together and counted s": round(time.perf_counter() - after, 1),
    }


# --- Asking ---------------------------------------------------------------------------------------


def pairs(words: Lexicon, count: int) -> list[str]:
    """Two words of one passage, as often common as they are in text; stop words are nobody's question."""
    from kollega.swedish.stopwords import is_stop_word

    chance = random.Random(7)
    told = []
    while len(told) < count:
        said = [word for word in words.draw(chance, 12) if not is_stop_word(word) and len(word) > 3]
        if len(set(said)) > 1:
            told.append(" ".join(list(dict.fromkeys(said))[:2]))
    return told


def commonest(words: Lexicon) -> list[str]:
    """Pairs of the twenty commonest words that are no stop words."""
    from kollega.swedish.stopwords import is_stop_word

    top = [word for word in words.words if not is_stop_word(word) and len(word) > 2][:20]
    return [" ".join(pair) for pair in itertools.combinations(top, 2)]


def filters(number: int) -> dict[str, Any]:
    """Filters as people set them: none, a kind, an area, several at once."""
    from kollega.search.narrowing import Filters

    area, place = AREAS[number % len(AREAS)], PLACES[number % len(PLACES)]
    return (
        {"kinds": ("document",), "filters": Filters()},
        {"kinds": (), "filters": Filters(area_ids=(area,))},
        {"kinds": ("document", "card"), "filters": Filters(grounds=("law",))},
        {"kinds": (), "filters": Filters(municipality_ids=(place,), since=date(2025, 11, 1))},
        {"kinds": ("card",), "filters": Filters(area_ids=(area, AREAS[0]), grounds=("law",))},
    )[number % 5]


def asked(actors: "Sequence[Actor]", questions: Sequence[str], *, runs: int) -> harness.Timing:
    """Two words with filters, as the web role, the transaction included."""
    from kollega.core.actor import acting
    from kollega.search import query

    def once(number: int) -> None:
        actor = actors[number % len(actors)]
        with acting(actor, read_only=True):
            query.find(actor, questions[number % len(questions)], **filters(number))

    return harness.timed(once, runs=runs)


def suggested(actors: "Sequence[Actor]", words: Lexicon, *, runs: int) -> harness.Timing:
    """What somebody types, letter by letter: two to eight letters of a word of some title."""
    from kollega.core.actor import acting
    from kollega.search import suggesting

    chance = random.Random(11)
    typed = [
        f"{first} {second}"[: len(first) + 1 + chance.randint(0, 8)]
        if chance.random() < 0.4
        else first[: chance.randint(2, 8)]
        for first, second in (words.draw(chance, 2) for _ in range(400))
    ]

    def once(number: int) -> None:
        actor = actors[number % len(actors)]
        with acting(actor, read_only=True):
            suggesting.suggest(actor, typed[number % len(typed)])

    return harness.timed(once, runs=runs)


# --- The same by tsvector -------------------------------------------------------------------------

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


# --- All of it ------------------------------------------------------------------------------------


def index_size(database: harness.Database) -> int:
    """Bytes of the passages, postings and counts, their indexes included."""
    import psycopg

    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        connection.execute("vacuum analyze")
        (size,) = connection.execute(  # type: ignore[misc]
            "select sum(pg_total_relation_size(t::regclass)) from unnest(array["
            "'search_document', 'search_posting', 'search_termcount']) t"
        ).fetchone()
    return int(size)


def measure(where: str, count: int, *, beside: bool, runs: int) -> list[dict[str, Any]]:
    """Fill a database of its own and ask it."""
    words = lexicon()
    rows: list[dict[str, Any]] = []
    with harness.empty_database() as database:
        actors = collaborations(1 if where == "one" else SPREAD)
        written = fill(words, actors, count)
        size = index_size(database)

        def row(what: str, timing: harness.Timing, aim: float | str = "") -> None:
            harness.say(f"… {where} {count:,} {what}: {timing.p50} / {timing.p95} ms")
            rows.append(
                {
                    "passages": count,
                    "in": where,
                    "what": what,
                    "p50 ms": timing.p50,
                    "p95 ms": timing.p95,
                    "aim p95": aim,
                }
            )

        questions: list[tuple[str, Callable[..., Any]]] = [
            ("two words", lambda: pairs(words, 400)),
            ("commonest", lambda: commonest(words)),
        ]
        for what, made in questions:
            aim = AIMS.get((where, what), "") if count <= SIZES[0] else ""
            row(what, asked(actors, made(), runs=runs), aim)
        row("suggestions", suggested(actors, words, runs=runs), AIM_SUGGEST)
        if beside:
            other = Beside(database, actors)
            other.fill(words, count)
            for what, made in questions:
                row(f"{what}, tsvector", other.asked(actors, made(), runs=max(20, runs // 10)))
            written |= {
                "index MB": round(size / 1e6),
                "text MB": round(other.letters / 1e6),
                "index against text": round(size / other.letters, 1),
                "tsvector MB": round(other.size() / 1e6),
            }
            other.connection.close()
        rows.append({"passages": count, "in": where, "what": "written", **written})
    from django.db import connections

    connections.close_all()
    return rows


def main() -> int:
    """Measure each size in one collaboration and spread; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES)
    parser.add_argument("--where", choices=["one", "spread"], help="one of the two only")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--no-tsvector", action="store_true", help="leave the comparison out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [
        row
        for count in options.passages
        for where in ([options.where] if options.where else ["one", "spread"])
        for row in measure(where, count, beside=not options.no_tsvector, runs=options.runs)
    ]
    timed = [row for row in rows if "p95 ms" in row]
    written = [row for row in rows if "p95 ms" not in row]
    figures = {**harness.machine(), "passages are": "drawn by Zipf's law from the lexicon"}
    for row in written:
        figures[f"written, {row['passages']:,} {row['in']}"] = ", ".join(
            f"{name} {value}"
            for name, value in row.items()
            if name not in {"passages", "in", "what"}
        )
    harness.show(figures, timed, as_json=options.json)
    missed = [row for row in timed if row["aim p95"] and row["p95 ms"] > row["aim p95"]]
    return int(bool(missed) or any(row["passages/s"] < AIM_RATE for row in written))


if __name__ == "__main__":
    sys.exit(main())
