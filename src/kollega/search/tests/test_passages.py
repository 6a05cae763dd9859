"""Passages put, filtered, counted, put together and taken away."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import Actor, acting, job_for
from kollega.search import entries, index, kinds, narrowing, query, settling
from kollega.search.entries import BITS, MOST, UNIT, Entry, number
from kollega.search.kinds import Kind, Shown
from kollega.search.models import Document, Posting, TermCount
from kollega.search.narrowing import Filters
from kollega.search.tests.filling import KIND, leaf

AREA, OTHER_AREA = uuid.UUID(int=1), uuid.UUID(int=2)
FILLING = ("rutin", "samtal", "skola", "hyra", "läkare", "möte", "plan", "kontakt", "stöd", "resa")


def job_of(world: World) -> Actor:
    return job_for(job="test", collaboration_id=world.collaboration_id)


def many(count: int, *, seed: int = 1, **more: object) -> list[Entry]:
    chance = random.Random(seed)
    return [
        leaf(" ".join(["placering", *chance.choices(FILLING, k=8)]), **more) for _ in range(count)
    ]


# --- What comes first, and what fetches ------------------------------------------------------------


def test_a_kind_that_is_worth_more_comes_before_one_that_says_as_much(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = world.asker.actor
    with acting(actor):
        index.put(actor, [leaf("Avtal om jourhem.", kind="worthy")])
        index.put(actor, [leaf("Avtal om jourhem.")])  # of two alike the newest comes first
        assert [hit.kind for hit in query.find(actor, "jourhem")] == [KIND, "worthy"]
        worthy = Kind("worthy", "Kort", lambda *_: [], lambda *_: Shown("", "", ""), worth=1.3)
        monkeypatch.setitem(kinds._kinds, "worthy", worthy)
        assert [hit.kind for hit in query.find(actor, "jourhem")] == ["worthy", KIND]


def test_of_common_words_alone_the_rarest_fetches(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = world.asker.actor
    commoner, both = leaf("Familjehem."), leaf("Familjehem och jourhem.")
    with acting(actor):
        index.put_many(actor, [commoner, both])
        settling.count_terms(actor)
        ids = {each.object_id for each in query.find(actor, "familjehem jourhem")}
        assert ids == {commoner.object_id, both.object_id}
        monkeypatch.setattr(query, "MANY", 0)
        monkeypatch.setattr(query, "NEAR", 0)
        ids = {each.object_id for each in query.find(actor, "familjehem jourhem")}
        assert ids == {both.object_id}


# --- Filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look_up", "margin"),
    [(0, 3), (1_000_000, 3), (0.001, 0.0001)],
    ids=["looked up", "read", "the best looked up first"],
)
def test_a_filter_loses_no_hit_however_many_fit_better(
    world: World, monkeypatch: pytest.MonkeyPatch, look_up: float, margin: float
) -> None:
    """Three long passages, where the word weighs least, among 500 better ones."""
    monkeypatch.setattr(narrowing, "LOOK_UP", look_up)
    monkeypatch.setattr(narrowing, "MARGIN", margin)
    actor, today = world.asker.actor, clock.today()
    long = "placering " + " ".join(FILLING * 8)
    wanted = {
        "area_ids": (AREA,),
        "grounds": ("law",),
        "municipality_ids": (actor.municipality_id,),
        "since": today - timedelta(days=200),
    }
    theirs = [
        leaf(
            long,
            area_ids=(OTHER_AREA, AREA),
            ground=("research", "law"),
            municipality_id=actor.municipality_id,
            day=today - timedelta(days=100),
        )
        for _ in range(3)
    ]
    beside = many(
        500,
        area_ids=(OTHER_AREA,),
        ground="research",
        municipality_id=uuid.uuid4(),
        day=today - timedelta(days=2000),
    )
    with acting(actor):
        index.put_many(actor, [*beside, *theirs])
        settling.count_terms(actor)
        ids = {each.object_id for each in theirs}
        for name, value in wanted.items():
            hits = query.find(actor, "placering", filters=Filters(**{name: value}))
            assert {hit.object_id for hit in hits} == ids, name
        both = query.find(actor, "placering", kind=KIND, filters=Filters(**wanted))  # type: ignore[arg-type]
        assert {hit.object_id for hit in both} == ids
        assert query.find(actor, "placering", kind="card", filters=Filters(area_ids=(AREA,))) == []


def test_pages_of_hits_follow_on_each_other(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        index.put_many(actor, many(50))
        settling.count_terms(actor)
        whole = [hit.object_id for hit in query.find(actor, "placering samtal", limit=40)]
        paged = [
            hit.object_id
            for offset in range(0, 40, 8)
            for hit in query.find(actor, "placering samtal", limit=8, offset=offset)
        ]
    assert paged == whole
    assert len(set(whole)) == 40


def test_what_has_expired_sinks_and_what_is_new_rises_a_little(world: World) -> None:
    actor, today = world.asker.actor, clock.today()
    old = leaf("placering i jourhem", day=today - timedelta(days=3000))
    new = leaf("placering i jourhem", day=today)
    gone = leaf("placering i jourhem", day=today, fresh_until=today - timedelta(days=1))
    better = leaf(
        "placering jourhem", title="Placering i jourhem", day=today - timedelta(days=3000)
    )
    with acting(actor):
        index.put_many(actor, [gone, old, new, better])
        hits = query.find(actor, "placering i jourhem")
    order = [better.object_id, new.object_id, old.object_id, gone.object_id]
    assert [hit.object_id for hit in hits] == order


def test_the_law_itself_comes_before_those_who_cite_it(world: World) -> None:
    actor, ref = world.asker.actor, "2025:400 20 kap. 2 §"
    law = leaf("Beslutet ska fattas utan dröjsmål.", kind="statute", references=(ref,))
    near = leaf("Något annat.", kind="statute", references=("2025:400 20 kap. 3 §",))
    card = leaf("Om 20 kap. 2 § SoL, SoL, 20 kap. 2 § igen, 20 kap.", references=(ref,))
    with acting(actor):
        index.put_many(actor, [card, near, law])
        settling.count_terms(actor)
        for text in ("SoL 20:2", "20 kap 2 § SoL", "20 kap. 2 § socialtjänstlagen"):
            hits = [hit.object_id for hit in query.find(actor, text)]
            assert hits[:2] == [law.object_id, card.object_id], text


def test_a_rank_can_be_explained(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        index.put_many(actor, [*many(30), leaf("placering av syskon i samma jourhem")])
        settling.count_terms(actor)
        hit = query.find(actor, "syskon placering")[0]
        reasons = query.explain(actor, "syskon placering", hit)
        assert [why.shown for why in reasons][:2] == ["=syskon", "=placering"]
        assert reasons[0].rarity > reasons[1].rarity
        assert sum(why.score for why in reasons) >= hit.score
    with acting(world.outsider.actor):
        assert query.explain(world.outsider.actor, "syskon placering", hit) == []


# --- Whose ----------------------------------------------------------------------------------------


def test_what_is_one_municipality_s_own_moves_nothing_for_others(world: World) -> None:
    """No hit, no count and no other score or order, for another municipality and another collaboration."""
    owner, neighbour, far = world.asker.actor, world.answerer.actor, world.outsider.actor
    with acting(owner):
        index.put_many(owner, many(40))
    with acting(job_of(world)):
        settling.count_terms(job_of(world))

    def seen(actor: Actor) -> tuple[object, ...]:
        with acting(actor):
            hits = query.find(actor, "placering familjehem samtal", limit=100)
            explained = query.explain(actor, "placering familjehem samtal", hits[0]) if hits else ""
            return (
                hits,
                explained,
                sorted(TermCount.objects.values_list("term", "documents")),
                Document.objects.count(),
                Posting.objects.count(),
            )

    before, before_far = seen(neighbour), seen(far)
    own = many(60, seed=2, only_municipality_id=owner.municipality_id)
    own.append(leaf("Hemlig placering familjehem", only_municipality_id=owner.municipality_id))
    with acting(owner):
        index.put_many(owner, own)
        settling.count_terms(owner)
        found = {hit.object_id for hit in query.find(owner, "hemlig familjehem")}
        assert own[-1].object_id in found
    with acting(job_of(world)):
        settling.count_terms(job_of(world))
    assert seen(neighbour) == before
    assert seen(far) == before_far == ([], "", [], 0, 0)


# --- Taken away, put together ---------------------------------------------------------------------


def test_what_is_removed_leaves_nothing_behind(world: World) -> None:
    """Parts of an object, in runs of their own and in runs put together with others'."""
    actor, whole = world.asker.actor, job_of(world)
    object_id = uuid.uuid4()
    parts = [leaf(f"placering del {n}", object_id=object_id, part=n) for n in range(4)]
    kept = many(40)
    with acting(actor):
        for each in kept[:20]:
            index.put(actor, [each])
        index.put(actor, parts)
        index.put_many(actor, kept[20:])
    with acting(whole):
        assert settling.pack(whole) > 0
        runs = Posting.objects.filter(term=number("=placering")).count()
        assert runs == 1
    with acting(actor):
        index.put(actor, [leaf("syskon", object_id=object_id)])
        assert [h.part for h in query.find(actor, "syskon")] == [0]
        left = {h.object_id for h in query.find(actor, "placering", limit=100)}
        assert left == {each.object_id for each in kept}
        index.remove(actor, kind=KIND, object_id=object_id)
        assert not Document.objects.filter(object_id=object_id).exists()
        ids = set(Document.objects.values_list("id", flat=True))
        assert {e >> BITS for row in Posting.objects.all() for e in row.entries} == ids
        index.remove_kind(actor, KIND)
        assert not Posting.objects.exists()
        assert not Document.objects.exists()
        settling.count_terms(actor)
        assert not TermCount.objects.exists()


def test_putting_together_changes_no_answer(world: World) -> None:
    actor, whole = world.asker.actor, job_of(world)
    with acting(actor):
        for start in range(0, 300, 30):
            index.put_many(actor, many(30, seed=start))
        settling.count_terms(actor)
        before = query.find(actor, "placering hyra samtal", limit=50)
    for share in range(3):
        with acting(whole):
            settling.pack(whole, share=share, shares=3)
    with acting(actor):
        assert query.find(actor, "placering hyra samtal", limit=50) == before
        assert Posting.objects.filter(term=number("=placering")).count() == 2
        settling.count_terms(actor)
        count = TermCount.objects.get(collaboration_id=actor.collaboration_id, term=number("#"))
        assert count.documents == 300


def test_passages_of_two_objects_or_none_are_refused(world: World) -> None:
    actor, same = world.asker.actor, uuid.uuid4()
    with acting(actor):
        for wrong in ([], [leaf("a"), leaf("b")], [leaf("a", object_id=same)] * 2):
            with pytest.raises(ValueError, match="one object"):
                index.put(actor, wrong)


def test_two_who_write_at_once_lose_and_double_nothing(real_world: World) -> None:
    """The same object, objects that share their words, and one removed while runs are put together."""
    actor, whole = real_world.asker.actor, job_of(real_world)
    same, removed = uuid.uuid4(), [leaf("placering rutin") for _ in range(4)]
    with acting(actor):
        for each in [*removed, *many(6)]:
            index.put(actor, [each])
    start = Barrier(7)

    def at_once(number_: int) -> None:
        try:
            start.wait(timeout=20)
            if number_ < 2:
                with acting(actor):
                    index.put(actor, [leaf(f"placering nummer {number_}", object_id=same)])
            elif number_ < 6:
                with acting(actor):
                    index.remove(actor, kind=KIND, object_id=removed[number_ - 2].object_id)
            else:
                with acting(whole):
                    settling.pack(whole)
        finally:
            connection.close()

    with ThreadPoolExecutor(7) as pool:
        for done in [pool.submit(at_once, each) for each in range(7)]:
            done.result(timeout=60)
    with acting(actor):
        hits = query.find(actor, "placering", limit=100)
        assert len(hits) == len({hit.object_id for hit in hits}) == 7
        ids = set(Document.objects.values_list("id", flat=True))
        found = [
            e >> BITS
            for row in Posting.objects.filter(term=number("=placering"))
            for e in row.entries
        ]
        assert len(ids) == 7
        assert sorted(found) == sorted(ids)
        assert {e >> BITS for row in Posting.objects.all() for e in row.entries} == ids


# --- Pure -----------------------------------------------------------------------------------------


@given(st.integers(1, 2**46), st.floats(0, 15.9))
def test_an_entry_carries_its_passage_and_its_weight(document: int, weight: float) -> None:
    entry = entries.entry_of(document, entries.weighed(weight))
    assert entry >> BITS == document
    assert abs((entry & MOST) / UNIT - weight) <= 1 / UNIT
    assert entry < 2**63


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 4000), st.integers(0, 4000))
def test_every_day_since_stands_in_one_of_the_months(since: date, later: int, until: int) -> None:
    today = since + timedelta(days=max(later, until))
    day = since + timedelta(days=min(later, until))
    months = entries.months(since, today)
    assert f"#month={day:%Y-%m}" in months
    assert len(months) == len(set(months))
    before = since.replace(day=1) - timedelta(days=1)
    assert f"#month={before:%Y-%m}" not in months


@given(st.text(max_size=60))
def test_whatever_a_title_begins_with_is_one_of_its_beginnings(title: str) -> None:
    known = entries.starts(title)
    for length in range(2, 9):
        for typed in entries.typed_starts(title[:length])[:1]:
            assert typed in known or len(title) > length
    assert all(2 <= len(start) - 1 <= 8 for start in known)
