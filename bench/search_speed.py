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
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bench import harness
from bench.search_made import PLACES, Lexicon, commonest, filters, lexicon, pairs, passages
from bench.search_tsvector import Beside

if TYPE_CHECKING:
    from kollega.core.actor import Actor

SIZES = (200_000, 1_000_000)
SPREAD = 36
AIMS = {("one", "two words"): 40.0, ("spread", "two words"): 5.0, ("one", "commonest"): 100.0}
AIM_SUGGEST, AIM_RATE = 20.0, 2000


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
