"""The index finds what fits, in one's own collaboration, and nothing that is kept to others."""

import uuid

from tests.personas import World

from kollega.core.actor import Actor, acting
from kollega.search import index, query, settling
from kollega.search.models import Posting

TEXTS = {
    "avgift": "Hur tar ni ut avgift för familjehem och kontaktfamilj?",
    "umgange": "Hur skriver ni ett umgänge med stöd när föräldrarna inte kan mötas?",
    "spel": "Vad gör ni när en vuxen spelar bort hyran på nätet varje månad?",
}


def _fill(actor: Actor, only: uuid.UUID | None = None) -> dict[str, uuid.UUID]:
    ids = {}
    for name, text in TEXTS.items():
        ids[name] = uuid.uuid4()
        index.add(actor, kind="question", object_id=ids[name], text=text, only_municipality_id=only)
    settling.count_terms(actor)
    return ids


def test_the_text_that_fits_best_comes_first(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        ids = _fill(actor)
        hits = query.find(actor, "spel om pengar på nätet", kind="question")
        assert hits[0].object_id == ids["spel"]
        hits = query.find(actor, "umgängen med stöd", kind="question")
        assert hits[0].object_id == ids["umgange"]


def test_nothing_is_found_for_nothing(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        _fill(actor)
        assert query.find(actor, "", kind="question") == []
        assert query.find(actor, "xyzzy", kind="question") == []
        assert query.find(actor, "spel", kind="card") == []


def test_a_text_indexed_again_is_found_by_its_new_words_only(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        ids = _fill(actor)
        index.add(actor, kind="question", object_id=ids["spel"], text="Alkohol och hyra")
        assert not [h for h in query.find(actor, "nätet", kind="question") if h.score > 0]
        index.remove(actor, kind="question", object_id=ids["spel"])
        found = {hit.object_id for hit in query.find(actor, "alkohol", kind="question")}
        assert ids["spel"] not in found


def test_another_collaboration_and_another_municipality_see_no_posting(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        _fill(actor, only=actor.municipality_id)
        assert query.find(actor, "umgänge", kind="question")
    for other in (world.answerer.actor, world.outsider.actor):
        with acting(other):
            assert Posting.objects.count() == 0
            assert query.find(other, "umgänge", kind="question") == []
