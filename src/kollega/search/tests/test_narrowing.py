"""Filters are read or looked up: which costs least, and the same hits whichever way is taken."""

import random
import uuid
from datetime import timedelta
from itertools import chain, combinations

import pytest
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.search import index, narrowing, query, settling
from kollega.search.entries import number
from kollega.search.narrowing import Facet, Filters
from kollega.search.tests.filling import KIND, leaf

AREAS = [uuid.UUID(int=place) for place in range(1, 5)]
GROUNDS = ("law", "research", "experience")


def facet(name: str) -> Facet:
    return Facet(name, [number(name)], [name])


def way(held: dict[str, int], *, matched: int, wanted: int = 100) -> narrowing.Way:
    return narrowing.cheapest(
        [facet(name) for name in held],
        counts={number(name): count for name, count in held.items()},
        total=100_000,
        matched=matched,
        wanted=wanted,
    )


def names(facets: object) -> list[str]:
    return [each.name for each in facets]  # type: ignore[attr-defined]


def test_without_filters_the_best_are_looked_up_and_no_more() -> None:
    assert way({}, matched=5_000) == narrowing.Way((), [], 100)


def test_what_leaves_little_is_read_and_what_leaves_most_is_looked_up_in_the_best() -> None:
    found = way({"areas": 1_000, "kinds": 80_000}, matched=40_000)
    assert (names(found.read), names(found.looked_up)) == (["areas"], ["kinds"])
    assert found.looked_at == 375  # 100 × 3 ÷ 0.8


def test_where_few_passages_match_each_is_looked_up() -> None:
    found = way({"areas": 1_000, "kinds": 80_000}, matched=20)
    assert (names(found.read), names(found.looked_up)) == ([], ["areas", "kinds"])
    assert found.looked_at is None


def test_a_filter_that_leaves_nothing_takes_no_reckoning() -> None:
    assert names(way({"areas": 0}, matched=5_000).read) == ["areas"]


def test_the_hits_are_the_same_whichever_way_is_taken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, today, chance = world.asker.actor, clock.today(), random.Random(4)
    passages = [
        leaf(
            f"placering {'samtal ' * chance.randint(0, 3)}",
            area_ids=chance.sample(AREAS, 2),
            ground=chance.choice(GROUNDS),
            municipality_id=chance.choice([actor.municipality_id, uuid.UUID(int=9)]),
            day=today - timedelta(days=chance.randint(0, 800)),
        )
        for _ in range(120)
    ]
    filters = Filters(
        area_ids=AREAS[:2],
        grounds=GROUNDS[:2],
        municipality_ids=[actor.municipality_id] if actor.municipality_id else [],
        since=today - timedelta(days=400),
    )
    asked = narrowing.facets([KIND], filters)
    subsets = chain.from_iterable(combinations(asked, size) for size in range(len(asked) + 1))
    ways = [narrowing.Way(read, [each for each in asked if each not in read]) for read in subsets]
    answers = set()
    with acting(actor):
        index.put_many(actor, passages)
        settling.count_terms(actor)
        for each in ways:
            monkeypatch.setattr(narrowing, "cheapest", lambda *_, way=each, **__: way)
            hits = query.find(actor, "placering samtal", kind=KIND, filters=filters, limit=100)
            answers.add(tuple(hit.object_id for hit in hits))
    assert len(ways) == 32
    (found,) = answers
    assert 0 < len(found) < 60
