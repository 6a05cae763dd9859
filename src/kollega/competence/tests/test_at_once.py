"""Two presses at the same moment: of the same button, or of two people for the same thing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.models import Host
from kollega.core.actor import acting


def together(*presses: Callable[[Client], int], who: World) -> list[int]:
    """What the coordinator's presses are answered, when all are made at once."""
    wall = Barrier(len(presses))

    def run(press: Callable[[Client], int]) -> int:
        try:
            client = client_of(who.coordinator)
            wall.wait()
            return press(client)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(presses)) as pool:
        return sorted(pool.map(run, presses))


def test_a_double_click_saves_once_and_every_answer_says_so(real_world: World) -> None:
    posted = {
        "id": str(uuid4()),
        "area": str(real_world.areas["heder"].id),
        "municipality": str(real_world.answerer.municipality.id),
        "place": "first",
        "valid_from": "2026-01-01",
    }

    def press(client: Client) -> int:
        return client.post(reverse("competence:add_host"), posted).status_code

    assert together(press, press, press, who=real_world) == [302, 302, 302]
    with acting(real_world.coordinator.actor):
        assert Host.objects.count() == 1


def test_an_area_gets_one_host_though_two_are_chosen_at_the_same_moment(real_world: World) -> None:
    def choosing(town: str) -> Callable[[Client], int]:
        posted = {
            "id": str(uuid4()),
            "area": str(real_world.areas["heder"].id),
            "municipality": town,
            "place": "first",
            "valid_from": "2026-01-01",
        }

        def press(client: Client) -> int:
            return client.post(reverse("competence:add_host"), posted).status_code

        return press

    towns = [str(real_world.personas[each].municipality.id) for each in ("asker", "answerer")]
    assert together(*(choosing(each) for each in towns), who=real_world) == [302, 422]
    with acting(real_world.coordinator.actor):
        assert Host.objects.count() == 1
