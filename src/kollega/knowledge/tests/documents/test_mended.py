"""What a file says outside its passages, mismatched choices, and what others keep of a document."""

import uuid
from typing import Any

import pytest
from django.urls import reverse
from tests.personas import World, client_of

from kollega.knowledge.tests.documents import helpers

PAGE = f"<html><head><title>%s</title></head><body><main><h1>Riktlinje</h1><h2>Syfte</h2><p>{helpers.SAID}</p></main></body></html>"


def _taken(answer: Any) -> uuid.UUID:
    assert answer.status_code == 302, answer.content.decode()
    return uuid.UUID(answer["Location"].rpartition("/")[2])


def _file(world: World, document_id: uuid.UUID, who: str = "answerer") -> Any:
    url = reverse("knowledge:document_file", args=[document_id])
    return client_of(world.personas[who]).get(url)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", PAGE % "Kalle Petterssons ärende"),
        ("a.txt", f"Om Kalle Pettersson\n\nSyfte\n\n{helpers.SAID}\n"),
    ],
)
def test_a_file_that_says_more_than_was_decided_on_is_not_kept(
    world: World, name: str, text: str
) -> None:
    file_id = helpers.sent(world, text=text, name=name)

    document_id = _taken(helpers.take_in(world, "asker", file_id, title="R", only="shared"))

    assert _file(world, document_id).status_code == 404


def test_a_file_whose_title_was_replaced_is_not_kept(world: World) -> None:
    file_id = helpers.sent(world)
    url = reverse("knowledge:import_file", args=[file_id])
    terms = {"title": "Om Kalle Pettersson", "only": "shared"}
    client_of(world.asker).post(url, terms | {"do": "replace_kind:person"})

    document_id = _taken(helpers.take_in(world, "asker", file_id, **terms))

    assert _file(world, document_id).status_code == 404


def test_markdown_is_kept_without_what_nobody_reads(world: World) -> None:
    text = (
        f"---\nauthor: Kalle Pettersson\n---\n# Riktlinje\n\n<!-- Kalle Pettersson -->\n\n## Syfte\n\n{helpers.SAID}"
        "\n\n- Se [sidan](https://x.se/kalle-pettersson)\n- Ring\n"
    )
    file_id = helpers.sent(world, text=text, name="a.md")

    document_id = _taken(helpers.take_in(world, "asker", file_id, only="shared"))

    kept = _file(world, document_id).content.decode()
    assert "## Syfte" in kept
    assert "- Se sidan\n- Ring" in kept
    assert "attersson" not in kept.lower()
