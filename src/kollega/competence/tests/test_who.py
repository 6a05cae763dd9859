"""'Vem kan det här?' at the edge, as different people meet it."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from tests.personas import World

WHO = reverse("competence:who")


def page(client: Any, query: str = "", status: int = 200) -> str:
    answer = client.get(WHO + query)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_start(world: World, as_: Callable[..., Any]) -> None:
    client = as_(world.asker)
    assert "Hedersrelaterat" in page(client)
    assert "Ingen har angett" in page(client, "?ord=kasino")
    assert "Inget område passar" in page(client, "?ord=xyzzy")
    assert (
        "Kan hjälpa"
        in client.get(
            reverse("competence:colleague", args=[world.answerer.colleague_id])
        ).content.decode()
    )
