"""How well is found what is asked for: `python -m bench.search --swefaq FILE`, `--corpus FILE --queries FILE`
or `--statute FILE [--questions FILE]`, each with `--json`.

A corpus is JSON lines of `id`, `title`, `text`, its queries of `text`, `relevant` (ids). SweFAQ's form is
read as one corpus of all its different answers. A statute is read by section, as the product imports it, and
asked the questions of `statute_questions.txt`. All goes through the product's own index and ranking, as the
web role in a throwaway database; beside it, in the same run, PostgreSQL's `swedish` configuration with
`ts_rank_cd` (any of the words) and plain BM25 of small letters without stems.
"""

import argparse
import json
import math
import re
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import harness

if TYPE_CHECKING:
    from kollega.core.actor import Actor

QUESTIONS = Path(__file__).with_name("statute_questions.txt")
UNSEEN = Path(__file__).with_name("statute_questions_unseen.txt")
"""By somebody who had not seen the search, nor how its authors thought that one asks."""
DEEPEST = 10
KIND = "document"


@dataclass(frozen=True)
class Passage:
    """A text that can be found; `fields` as the product indexes it."""

    id: str
    fields: Mapping[str, str]

    @property
    def text(self) -> str:
        """All of it, as the baselines read it."""
        return "\n".join(each for each in self.fields.values() if each)


@dataclass(frozen=True)
class Query:
    """A question and the ids of what answers it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Collection:
    """Passages, the questions asked of them, and words that mean the same."""

    passages: Sequence[Passage]
    queries: Sequence[Query]
    synonyms: Sequence[Sequence[str]] = field(default_factory=tuple)


# --- Reading --------------------------------------------------------------------------------------


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; empty lines are passed over."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise SystemExit(f"{path}, line {number}: no JSON ({error})") from error
                if not isinstance(row, dict):
                    raise SystemExit(f"{path}, line {number}: no object")
                yield row


def from_jsonl(corpus: Path, queries: Path) -> Collection:
    """A corpus and its queries; a query may name its relevant id or a list of ids."""
    passages = [
        Passage(
            str(row["id"]),
            {"title": str(row.get("title") or ""), "body": str(row.get("text") or "")},
        )
        for row in rows(corpus)
    ]
    return Collection(passages, [_query(row) for row in rows(queries)])


def _query(row: Mapping[str, Any]) -> Query:
    relevant = row["relevant"]
    ids = relevant if isinstance(relevant, list) else [relevant]
    return Query(str(row["text"]), frozenset(map(str, ids)))


def from_swefaq(path: Path) -> Collection:
    """SweFAQ: the different answers of all rows are the corpus, each row's own answer is relevant."""
    numbers: dict[str, str] = {}
    queries = []
    for row in rows(path):
        for answer in row["candidate_answers"]:
            numbers.setdefault(answer, str(len(numbers)))
        right = row["candidate_answers"][int(row["label"])]
        queries.append(Query(str(row["question"]), frozenset({numbers[right]})))
    passages = [Passage(number, {"body": answer}) for answer, number in numbers.items()]
    return Collection(passages, queries)


def from_statute(path: Path, questions: Path) -> Collection:
    """A statute's sections with the fields that the product indexes, and the synonyms that it ships."""
    from kollega.core import clock
    from kollega.knowledge.shipped import load_synonyms
    from kollega.statutes.homes import fields_of
    from kollega.statutes.reading import read
    from kollega.swedish.references import Reference

    statute = read(path.read_bytes(), name=path.name)
    today = clock.today()
    passages = []
    for section in statute.sections:
        begun = section.valid_from is None or section.valid_from <= today
        ended = section.valid_to is not None and section.valid_to < today
        if begun and not ended and not section.waits and not section.is_repealed:
            reference = Reference(statute.sfs, section.chapter, section.section)
            fields = fields_of(
                reference,
                heading=section.heading,
                chapter_title=section.chapter_title,
                statute=statute.title,
                text=section.text,
            )
            passages.append(Passage(reference.place, fields))
    return Collection(passages, asked_of_statutes(questions), load_synonyms())


def asked_of_statutes(path: Path) -> list[Query]:
    """Questions and the sections that answer them, a line each: sections, tab, question."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            places, question = line.split("\t")
            found.append(Query(question, frozenset(places.split(", "))))
    return found


# --- Ranking --------------------------------------------------------------------------------------

Ranking = Callable[[Query], list[str]]
"""A query → ids, best first, at most `DEEPEST`."""


def figures(queries: Iterable[Query], ranked: Ranking) -> dict[str, float]:
    """R@1, R@10, MRR@10 and nDCG@10 (of one relevance) over all queries."""
    recall_1 = recall_10 = reciprocal = gain = 0.0
    count = 0
    for query in queries:
        places = [place for place, id_ in enumerate(ranked(query), 1) if id_ in query.relevant]
        best = min(len(query.relevant), DEEPEST)
        ideal = sum(1 / math.log2(1 + place) for place in range(1, best + 1))
        count += 1
        recall_1 += 1 in places
        recall_10 += bool(places)
        reciprocal += 1 / places[0] if places else 0.0
        gain += sum(1 / math.log2(1 + place) for place in places) / ideal
    return {
        "R@1": round(recall_1 / count, 3),
        "R@10": round(recall_10 / count, 3),
        "MRR@10": round(reciprocal / count, 3),
        "nDCG@10": round(gain / count, 3),
    }


def by_product(collection: Collection) -> Ranking:
    """The product's index and ranking, in a collaboration of its own."""
    from kollega.core.actor import acting, job_for
    from kollega.search import index, query, settling, synonyms
    from kollega.search.entries import Entry

    actor = _collaboration()
    ids = {uuid.uuid5(uuid.NAMESPACE_OID, each.id): each.id for each in collection.passages}
    began = time.perf_counter()
    with acting(actor):
        index.put_many(
            actor,
            (
                Entry(KIND, uuid.uuid5(uuid.NAMESPACE_OID, each.id), fields=each.fields)
                for each in collection.passages
            ),
        )
        synonyms.seed(actor, collection.synonyms)
    job = job_for(job="bench", collaboration_id=actor.collaboration_id)
    with acting(job):
        settling.count_terms(job)
    harness.say(f"… {len(ids)} passages indexed in {time.perf_counter() - began:.1f} s")

    def ranked(asked: Query) -> list[str]:
        with acting(actor):
            hits = query.find(actor, asked.text, limit=DEEPEST)
        return [ids[hit.object_id] for hit in hits]

    return ranked


def _collaboration() -> "Actor":
    from kollega.core.actor import acting, job_for
    from kollega.organisation import services

    scope = uuid.uuid4()
    setup = services.setup_actor(collaboration_id=scope)
    with acting(setup):
        services.add_collaboration(setup, public_id=scope, name="Mätningen")
    return job_for(job="bench", collaboration_id=scope, municipality_id=uuid.uuid4())


def by_tsvector(collection: Collection, database: harness.Database) -> Ranking:
    """PostgreSQL's own: `to_tsvector('swedish')`, any of the words, `ts_rank_cd`."""
    import psycopg

    connection = psycopg.connect(database.admin_url, autocommit=True)
    connection.execute("create temp table texts (id text, terms tsvector)")
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into texts values (%s, to_tsvector('swedish', %s))",
            [(each.id, each.text) for each in collection.passages],
        )

    def ranked(asked: Query) -> list[str]:
        found = connection.execute(
            "select id from texts, cast(replace(plainto_tsquery('swedish', %s)::text, '&', '|')"
            " as tsquery) q where terms @@ q order by ts_rank_cd(terms, q) desc, id limit %s",
            [asked.text, DEEPEST],
        )
        return [row[0] for row in found.fetchall()]

    return ranked


def by_words(collection: Collection, k1: float = 1.5, b: float = 0.75) -> Ranking:
    """BM25 of small letters as they are written."""
    said = [_plain(each.text) for each in collection.passages]
    mean = sum(map(len, said)) / max(len(said), 1)
    holding: dict[str, list[tuple[int, float]]] = {}
    for number, words in enumerate(said):
        norm = k1 * (1 - b + b * len(words) / mean)
        for word, count in Counter(words).items():
            holding.setdefault(word, []).append((number, count * (k1 + 1) / (count + norm)))

    def ranked(asked: Query) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for word in _plain(asked.text):
            found = holding.get(word, [])
            rarity = math.log(1 + (len(said) - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[number] += weight * rarity
        best = sorted(scores, key=lambda number: (-scores[number], number))[:DEEPEST]
        return [collection.passages[number].id for number in best]

    return ranked


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# --- The run --------------------------------------------------------------------------------------


def measure(read: Callable[[], Collection]) -> tuple[Collection, list[dict[str, Any]]]:
    """What was asked of what, and a row of figures for the product and for each baseline."""
    with harness.empty_database() as database:
        collection = read()
        ways: dict[str, Ranking] = {
            "this index": by_product(collection),
            "tsvector, ts_rank_cd": by_tsvector(collection, database),
            "plain BM25": by_words(collection),
        }
        table = [{"": name} | figures(collection.queries, ranked) for name, ranked in ways.items()]
        return collection, table


def _reader(options: argparse.Namespace) -> Callable[[], Collection]:
    if options.swefaq:
        return partial(from_swefaq, options.swefaq)
    if options.statute:
        return partial(from_statute, options.statute, options.questions)
    if options.corpus and options.queries:
        return partial(from_jsonl, options.corpus, options.queries)
    raise SystemExit("give --swefaq FILE, --statute FILE, or --corpus FILE and --queries FILE")


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.search", description=__doc__)
    parser.add_argument("--swefaq", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--statute", type=Path)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    collection, table = measure(_reader(options))
    counted = {"passages": len(collection.passages), "queries": len(collection.queries)}
    harness.show(harness.machine() | counted, table, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
