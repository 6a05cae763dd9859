"""The benchmark's own reading and counting."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench import search
from bench.harness import shared_folder
from bench.search import Collection, Passage, Query
from kollega.search import words


def _write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def test_a_corpus_and_its_queries_are_read(tmp_path: Path) -> None:
    corpus = _write(
        tmp_path / "c", {"id": 1, "title": "En", "text": "Två"}, {"id": "b", "text": "x"}
    )
    queries = _write(
        tmp_path / "q", {"text": "en?", "relevant": [1]}, {"text": "x", "relevant": "b"}
    )
    read = search.from_jsonl(corpus, queries)
    assert [each.id for each in read.passages] == ["1", "b"]
    assert read.passages[0].text == "En\nTvå"
    assert [each.relevant for each in read.queries] == [{"1"}, {"b"}]


def test_answers_of_all_questions_are_one_corpus(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "faq",
        {"question": "A?", "candidate_answers": ["ja", "nej"], "label": 1},
        {"question": "B?", "candidate_answers": ["nej", "kanske"], "label": "0"},
    )
    read = search.from_swefaq(path)
    assert [each.text for each in read.passages] == ["ja", "nej", "kanske"]
    assert [each.relevant for each in read.queries] == [{"1"}, {"1"}]


def test_a_line_that_is_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_text('{"id": 1}\n{"id"\n', encoding="utf-8")
    with pytest.raises(SystemExit, match="line 2"):
        list(search.rows(path))


def test_figures_are_counted_by_hand() -> None:
    queries = [
        Query("a", frozenset({"1"})),
        Query("b", frozenset({"2"})),
        Query("c", frozenset({"3"})),
    ]
    answers = {"a": ["1", "2"], "b": ["1", "2"], "c": ["1", "2"]}
    found = search.figures(queries, lambda query: answers[query.text])
    assert found == {"R@1": 0.333, "R@10": 0.667, "MRR@10": 0.5, "nDCG@10": 0.544}
    several = [Query("a", frozenset({"1", "2"}))]
    assert search.figures(several, lambda query: answers["a"])["nDCG@10"] == 1.0


def test_plain_words_rank_the_rarer_first() -> None:
    texts = ("vård av barn", "vård av vuxna", "vård hemma")
    passages = [Passage(str(number), {"body": text}) for number, text in enumerate(texts)]
    ranked = search.by_words(Collection(passages, ()))
    assert ranked(Query("vård av barn", frozenset()))[0] == "0"
    assert ranked(Query("okänt", frozenset())) == []


def test_questions_of_a_statute_name_sections() -> None:
    asked = search.asked_of_statutes(search.QUESTIONS)
    assert len(asked) >= 50
    assert all(place.endswith(" §") for query in asked for place in query.relevant)


def _by_terms(collection: Collection) -> search.Ranking:
    """The product's ranking by its own words, without a database."""
    held = {each.id: words.indexed(each.fields) for each in collection.passages}
    counts = Counter(term for weights in held.values() for term in weights)
    meant: dict[str, list[str]] = {}
    for group in collection.synonyms:
        for word in group:
            meant.setdefault(word.lower(), []).extend(each for each in group if each != word)

    def ranked(query: Query) -> list[str]:
        asked = words.asked(query.text, synonyms=meant)
        worth = {
            term: factor * asked.rarity(term, counts[term], len(held))
            for term, factor in asked.terms
        }
        scores = {
            id_: sum(worth[term] * weights[term] for term in worth.keys() & weights.keys())
            for id_, weights in held.items()
        }
        return sorted(scores, key=lambda id_: -scores[id_])[: search.DEEPEST]

    return ranked


def test_questions_find_the_section_that_answers() -> None:
    path = shared_folder() / "data/statutes/sfs-2025-400.txt"
    if not path.exists():
        pytest.skip("no ../shared with statutes")
    collection = search.from_statute(path, search.QUESTIONS)
    ranked = _by_terms(collection)
    assert ranked(Query("hur lång tid har vi på en förhandsbedömning", frozenset()))[0] == (
        "20 kap. 2 §"
    )
    found = search.figures(collection.queries, ranked)
    assert found["R@1"] >= 0.8
    assert found["R@10"] >= 0.95


def test_questions_by_somebody_who_had_seen_no_words_of_it_find_theirs() -> None:
    path = shared_folder() / "data/statutes/sfs-2025-400.txt"
    if not path.exists():
        pytest.skip("no ../shared with statutes")
    collection = search.from_statute(path, search.UNSEEN)
    found = search.figures(collection.queries, _by_terms(collection))
    assert found["R@1"] >= 0.8
    assert found["R@10"] >= 0.95


def test_questions_to_authorities_find_their_answer() -> None:
    path = shared_folder() / "data/search/swefaq_dev.jsonl"
    if not path.exists():
        pytest.skip("no ../shared with questions")
    collection = search.from_swefaq(path)
    found = search.figures(collection.queries, _by_terms(collection))
    assert found["R@1"] >= 0.62
    assert found["nDCG@10"] >= 0.76
    assert (
        found["nDCG@10"]
        > search.figures(collection.queries, search.by_words(collection))["nDCG@10"]
    )
