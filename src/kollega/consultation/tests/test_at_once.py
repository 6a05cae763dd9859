"""Two requests at the very same time, in real transactions."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border.models import Draft
from kollega.consultation.models import Post, Question
from kollega.consultation.tests.helpers import declare, form, press, send
from kollega.core.actor import acting


def _together(*calls: object) -> list[int]:
    """The statuses of several requests sent at once."""

    def one(call: object) -> int:
        try:
            client, url, data = call  # type: ignore[misc]
            return int(client.post(url, data).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def _known(world: World) -> World:
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


def test_sending_the_same_question_four_times_at_once(real_world: World) -> None:
    world = _known(real_world)
    clients = [client_of(world.asker) for _number in range(4)]
    draft_id = uuid.uuid4()
    url = reverse("consultation:draft", args=[draft_id])
    assert set(_together(*[(client, url, form(world)) for client in clients])) == {302}
    with acting(world.asker.actor):
        assert Question.objects.count() == 1
        assert not Draft.objects.exists()


def test_answering_twice_at_once_and_taking_it_by_two(real_world: World) -> None:
    world = _known(real_world)
    question_id = send(client_of(world.asker), world)
    first, second = client_of(world.answerer), client_of(world.answerer_two)
    for client in (first, second):
        press(client, "respond", question_id, choice="read")
    take = reverse("consultation:take", args=[question_id])
    assert set(_together((first, take, {}), (second, take, {}))) == {302}
    url = reverse("consultation:post", args=[question_id])
    data = {"draft": str(uuid.uuid4()), "version": "0", "text": "Ett råd.", "do": "send"}
    again: Client = client_of(world.answerer)
    assert set(_together((first, url, data), (again, url, data))) == {302}
    with acting(world.asker.actor):
        assert Post.objects.count() == 1
        assert Question.objects.get().taken_by_id is not None
