"""Closed questions in the search: found by those who may read them, and by nobody else."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from tests.objects import OBJECTS
from tests.personas import Persona, World

from kollega.border.takedown import is_down
from kollega.consultation.taking_down import take_down
from kollega.consultation.tests import helpers
from kollega.core.actor import acting
from kollega.search import jobs
from kollega.search.models import Document

As = Callable[[Persona], Client]


def found(client: Client, text: str, **narrowed: str) -> str:
    """The result page of a search."""
    answer = client.post("/kunskap/sok", {"q": text, **narrowed}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def close(client: Client, question_id: uuid.UUID, gave: str = "") -> None:
    client.post(
        f"/fragor/{question_id}/avsluta",
        {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": gave},
    )


@pytest.fixture
def method(world: World, as_: As) -> uuid.UUID:
    """A closed question about method, with an answer that helped and words on what it gave."""
    OBJECTS["knowing"](world)
    question_id = helpers.send(
        as_(world.asker), world, kind="method", text="Hur dokumenterar ni barnets egen inställning?"
    )
    post_id = helpers.reply(as_(world.answerer), question_id, "Vi använder nallekort vid samtalet.")
    as_(world.asker).post(f"/fragor/{question_id}/inlagg/{post_id}/hjalpte", {"helped": "yes"})
    close(as_(world.asker), question_id, "Vi provar samtalsmatta nästa gång.")
    return question_id


def test_a_closed_question_is_found_with_the_passage_that_answers(
    world: World, as_: As, method: uuid.UUID
) -> None:
    page = found(as_(world.answerer_two), "dokumentera barnets inställning")
    assert f'href="/fragor/{method}"' in page
    assert "<mark>inställning</mark>" in page
    # The question is signed; a hit does not say whose it is, and neither does a filter.
    assert "Maja Asker" not in page.split('id="traffar"')[1]
    narrowed = found(
        as_(world.answerer_two),
        "dokumentera barnets inställning",
        kommun=str(world.asker.municipality.id),
    )
    assert f"/fragor/{method}" not in narrowed


def test_it_is_found_by_what_it_gave(world: World, as_: As, method: uuid.UUID) -> None:
    assert f"/fragor/{method}" in found(as_(world.answerer_two), "samtalsmatta")


def test_an_open_question_is_no_hit(world: World, as_: As, method: uuid.UUID) -> None:
    as_(world.asker).post(f"/fragor/{method}/oppna")
    assert f"/fragor/{method}" not in found(as_(world.answerer_two), "barnets inställning")


def test_another_collaboration_finds_nothing(world: World, as_: As, method: uuid.UUID) -> None:
    assert str(method) not in found(as_(world.outsider), "dokumentera barnets inställning")


def test_a_situation_is_not_found_by_its_words_before_it_is_read(world: World, as_: As) -> None:
    (question_id,) = OBJECTS["closed"](world)
    words = "familjen planerar en resa"
    unread = found(as_(world.answerer_two), words)
    assert str(question_id) not in unread
    assert "Inget passar" in unread
    assert f"/fragor/{question_id}" in found(as_(world.answerer), words)
    assert f"/fragor/{question_id}" in found(as_(world.asker), words)
    helpers.press(as_(world.answerer_two), "respond", question_id, choice="read")
    assert f"/fragor/{question_id}" in found(as_(world.answerer_two), words)
    helpers.press(as_(world.answerer), "respond", question_id, choice="leave")
    assert str(question_id) not in found(as_(world.answerer), words)


def test_one_kept_at_home_is_found_at_home_only(world: World, as_: As) -> None:
    client = as_(world.asker)
    question_id = helpers.send(
        client, world, kind="method", audience="own", text="Hur gör vi med fikakassan på tisdagar?"
    )
    close(client, question_id)
    page = found(as_(world.same_unit), "fikakassan")
    assert f"/fragor/{question_id}" in page
    assert "Bara Granåker" in page
    assert str(question_id) not in found(as_(world.answerer), "fikakassan")


def test_what_is_taken_down_vanishes(world: World, as_: As, method: uuid.UUID) -> None:
    with acting(world.answerer.actor):
        take_down(world.answerer.actor, method)
        assert is_down(method)
    assert str(method) not in found(as_(world.answerer_two), "barnets inställning")


def test_an_index_built_anew_holds_the_same(world: World, as_: As, method: uuid.UUID) -> None:
    client = as_(world.asker)
    helpers.send(client, world, kind="situation")
    helpers.send(client, world, kind="method", audience="own")

    def held() -> list[tuple[object, ...]]:
        with acting(world.asker.actor):
            rows = Document.objects.order_by("object_id")
            return list(rows.values_list("object_id", "only_municipality_id", "areas", "terms"))

    before = held()
    assert len(before) == 2
    jobs.build_anew.run(collaboration_id=world.collaboration_id)
    assert held() == before
