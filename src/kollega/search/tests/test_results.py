"""What a search shows, suggests and takes for the same word."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.personas import World

from kollega.core.actor import Actor, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.search import index, jobs, kinds, query, settling, synonyms
from kollega.search.entries import Entry, number
from kollega.search.kinds import Kind
from kollega.search.models import Build, Synonym, TermCount
from kollega.search.results import results
from kollega.search.suggesting import suggest
from kollega.search.tests.filling import KIND, leaf, shown_as

Texts = dict[tuple[uuid.UUID, int], tuple[str, str]]
PAGES = {
    "Hur lång tid har vi på en förhandsbedömning?": "Högst 14 dagar från att orosanmälan kom in.",
    "Förhandsbedömning när någon ringer på kvällen": "Jouren gör den första bedömningen samma dag.",
    "Vem betalar för placering i jourhem?": "Den kommun som har placerat barnet betalar.",
}


def entries_of(texts: Texts) -> list[Entry]:
    return [
        leaf(text, object_id=object_id, part=part, title=title)
        for (object_id, part), (title, text) in texts.items()
    ]


@pytest.fixture
def texts(world: World) -> Iterator[Texts]:
    """Three pages that everybody in the collaboration may read."""
    found: Texts = {(uuid.uuid4(), 0): each for each in PAGES.items()}
    actor = world.asker.actor
    with acting(actor):
        index.put_many(actor, entries_of(found))
        settling.count_terms(actor)
    with shown_as(found):
        yield found


def test_a_hit_is_shown_with_the_words_that_were_asked_for_marked(
    world: World, texts: Texts
) -> None:
    actor = world.answerer.actor
    with acting(actor, read_only=True), CaptureQueriesContext(connection) as asked:
        page = results(actor, "hur många dagar har vi på förhandsbedömningen")
    assert len(asked) <= 3
    first = page.results[0]
    assert first.shown.title == "Hur lång tid har vi på en förhandsbedömning?"
    marked = [first.snippet.text[a:b] for a, b in first.snippet.marks]
    assert "dagar" in marked
    assert not page.has_more


def test_of_one_document_the_best_passage_is_shown(world: World) -> None:
    document, other = uuid.uuid4(), uuid.uuid4()
    texts: Texts = {
        (document, part): ("Riktlinje för jourhem", f"Jourhem, stycke {part}, om {what}.")
        for part, what in enumerate(("ersättning", "avtal för jourhem", "utredning"))
    }
    texts[other, 0] = ("Något annat", "Här nämns jourhem en gång bland mycket annat.")
    actor = world.asker.actor
    with acting(actor):
        index.put_many(actor, entries_of(texts))
    with shown_as(texts), acting(actor, read_only=True):
        page = results(actor, "avtal jourhem")
    assert [(each.hit.object_id, each.hit.part) for each in page.results] == [
        (document, 1),
        (other, 0),
    ]


def test_what_may_not_be_opened_is_left_out_and_another_stands_in_its_place(
    world: World, texts: Texts
) -> None:
    actor = world.answerer.actor
    closed = [leaf("förhandsbedömning förhandsbedömning") for _ in range(8)]
    with acting(world.asker.actor):
        index.put_many(world.asker.actor, closed)
    with acting(actor, read_only=True):
        page = results(actor, "förhandsbedömning", limit=2)
        assert len(page.results) == 2
        assert {each.object_id for each in page.results}.isdisjoint(c.object_id for c in closed)
        assert results(actor, "förhandsbedömning", of_kinds=["unheard-of"]).results == ()
        assert results(actor, "").results == ()
        assert results(actor, "\"((AND & | ! ' OR ").results == ()
        page = results(actor, "förhandsbedömning " * 1000)
        assert page.results


def test_sixty_hits_that_may_not_be_opened_hide_nothing(world: World, texts: Texts) -> None:
    actor = world.answerer.actor
    hidden = [leaf("", title="förhandsbedömning") for _ in range(60)]
    with acting(world.asker.actor):
        index.put_many(world.asker.actor, hidden)
    with acting(actor, read_only=True):
        with CaptureQueriesContext(connection) as asked:
            page = results(actor, "förhandsbedömning", limit=2)
        assert len(asked) <= 3
        assert len(page.results) == 2


def test_suggestions_are_titles_that_begin_so_and_words_that_stand_here(
    world: World, texts: Texts
) -> None:
    actor = world.answerer.actor
    with acting(actor, read_only=True):
        with CaptureQueriesContext(connection) as asked:
            found = suggest(actor, "Förhandsb")
        assert len(asked) == 2
        said = [each.text for each in found]
        assert said[0] == "Förhandsbedömning när någon ringer på kvällen"
        assert "Hur lång tid har vi på en förhandsbedömning?" in said
        assert found[0].url
        assert [each.text for each in suggest(actor, "hur lång t")] == [next(iter(PAGES))]
        for nothing in ("", "f", "  ", "((", "zzzzzz"):
            assert suggest(actor, nothing) == []


def test_a_suggested_title_holds_all_that_is_typed(world: World, texts: Texts) -> None:
    actor = world.answerer.actor
    with acting(actor, read_only=True):
        assert [each.kind for each in suggest(actor, "förhandsbedöm")].count(KIND) == 2
        assert KIND not in {each.kind for each in suggest(actor, "förhandsbes")}
        assert suggest(actor, "20 kap") == []


def test_what_is_another_s_own_is_neither_suggested_nor_shown(world: World, texts: Texts) -> None:
    owner, neighbour, far = world.asker.actor, world.answerer.actor, world.outsider.actor
    own: Texts = {(uuid.uuid4(), 0): ("Förhandsbedömning hos oss i Granåker", "Kasino och spel.")}
    before = {}
    for actor in (neighbour, far):
        with acting(actor):
            before[actor.name] = (suggest(actor, "förhandsb"), suggest(actor, "kasin"))
    entry = entries_of(own)[0]
    with acting(owner):
        index.put(
            owner,
            [Entry(**(entry.__dict__ | {"only_municipality_id": owner.municipality_id}))],
        )
        settling.count_terms(owner)
    with shown_as(texts | own):
        with acting(owner):
            assert "Förhandsbedömning hos oss i Granåker" in [
                each.text for each in suggest(owner, "förhandsb")
            ]
            assert results(owner, "kasino").results
        for actor in (neighbour, far):
            with acting(actor):
                assert (suggest(actor, "förhandsb"), suggest(actor, "kasin")) == before[actor.name]
                assert results(actor, "kasino").results == ()


def test_words_that_mean_the_same_find_each_other(world: World) -> None:
    actor = world.asker.actor
    page = leaf("Hur prövas ekonomiskt bistånd till den som väntar på sjukpenning?")
    with acting(actor):
        index.put_many(actor, [page, *(leaf(f"annat nummer {n}") for n in range(30))])
        settling.count_terms(actor)
        assert query.find(actor, "försörjningsstöd") == []
        group = synonyms.save(
            actor, said=["Försörjningsstöd", "ekonomiskt  bistånd", "socialbidrag"]
        )
        with CaptureQueriesContext(connection) as asked:
            hits = query.find(actor, "försörjningsstöd")
        assert len(asked) == 2
        assert hits[0].object_id == page.object_id
        assert query.find(actor, "socialbidraget")[0].object_id == page.object_id
        assert synonyms.groups(actor) == [group]
        synonyms.save(actor, said=["socialbidrag", "försörjningsstöd"], group_id=group.id)
        assert query.find(actor, "försörjningsstöd") == []
        synonyms.remove(actor, group.id)
        assert synonyms.group(actor, group.id) is None
        assert synonyms.seed(actor, [["LVU", "lagen om vård av unga"], ["ensam"]]) == 1
        assert synonyms.seed(actor, [["lvu", "tvångsvård av unga"], ["HVB", "vårdboende"]]) == 1
        for wrong in (["ensam"], ["a", "A "], [f"ord {n}" for n in range(20)], ["x" * 70, "y"]):
            with pytest.raises(ValueError, match="two words"):
                synonyms.save(actor, said=wrong)
    with acting(world.outsider.actor):
        assert synonyms.groups(world.outsider.actor) == []


def test_an_index_of_an_older_form_is_built_anew(world: World, texts: Texts) -> None:
    """Shared things once, each municipality's own by itself; what is gone meanwhile is left alone."""
    owner = world.asker.actor
    own = leaf("Hemligt", object_id=uuid.uuid4(), only_municipality_id=owner.municipality_id)
    listed = [*entries_of(texts), own]

    held: list[int] = []

    def told(actor: Actor) -> list[Entry]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_locks where locktype = 'advisory'"
                " and mode = 'ExclusiveLock' and pid = pg_backend_pid() and granted"
            )
            held.append(cursor.fetchone()[0])
        return [e for e in listed if e.only_municipality_id in (None, actor.municipality_id)]

    with acting(owner):
        index.remove_kind(owner, KIND)
        synonyms.save(owner, said=["hemligt", "dolt"])
        Synonym.objects.update(terms=[])
    kind = kinds.known()[KIND]
    kinds._kinds[KIND] = Kind(kind.key, kind.label, kind.rows, kind.shown, told)
    for _time in range(2):  # it comes by again before the first is built
        jobs.look_for_old.run()
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), count(distinct args) from procrastinate_jobs"
            " where task_name = 'search.build_anew'"
        )
        queued, places = cursor.fetchone()
    assert queued == places
    run_waiting()
    assert held
    assert all(held), "rows were read before writers of the kind had to wait"
    for actor, count in ((owner, 4), (world.answerer.actor, 3)):
        with acting(actor):
            hits = query.find(actor, "förhandsbedömning placering hemligt", limit=50)
            assert len(hits) == len({hit.object_id for hit in hits}) == count
    with acting(owner):
        assert Synonym.objects.exclude(terms=[]).count() == 2
        assert Build.objects.get().version == index.VERSION
        counted = TermCount.objects.get(collaboration_id=owner.collaboration_id, term=number("#"))
        assert counted.documents == 3
        before = Build.objects.get().built_at
    jobs.look_for_old.run()
    run_waiting()
    with acting(owner):
        assert Build.objects.get().built_at == before


def test_the_index_is_put_in_order_at_night(world: World, texts: Texts) -> None:
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(world.asker.actor):
        index.put(world.asker.actor, [leaf("nytt")])
    jobs.tidy_index.run()
    run_waiting()
    with acting(actor):
        assert (
            TermCount.objects.get(
                collaboration_id=world.collaboration_id, term=number("#")
            ).documents
            == 4
        )
