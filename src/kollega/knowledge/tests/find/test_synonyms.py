"""Words that mean the same: kept by the coordinator, told what they do, undone by one press."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.objects import OBJECTS
from tests.personas import Persona, World

from kollega.core.actor import acting
from kollega.search import synonyms

As = Callable[[Persona], Client]
LIST = "/kunskap/synonymer"


def words(world: World) -> list[tuple[str, ...]]:
    with acting(world.coordinator.actor):
        return [each.words for each in synonyms.groups(world.coordinator.actor)]


def undo_of(page: str) -> str:
    """Where the page's undo button posts."""
    found = re.search(r'action="(/kunskap/synonymer/[^"]*/angra[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def found(client: Client, text: str) -> str:
    return client.post("/kunskap/sok", {"q": text}, follow=True).content.decode()


def test_a_word_finds_what_stands_with_the_other(world: World, as_: As) -> None:
    (question_id,) = OBJECTS["closed_method"](world)  # it says "inställning"
    client = as_(world.coordinator)
    assert f"/fragor/{question_id}" not in found(client, "gubbröra")
    page = client.post(LIST, {"words": "Gubbröra, inställning"}, follow=True).content.decode()
    assert "Nu hittas 1 träff med gubbröra" in page
    assert f"/fragor/{question_id}" in found(as_(world.answerer), "gubbröra")
    client.post(undo_of(page))
    assert words(world) == []
    assert f"/fragor/{question_id}" not in found(client, "gubbröra")


def change(client: Client, group: uuid.UUID, said: str) -> HttpResponse:
    """As the page that stands open posts it."""
    page = client.get(f"{LIST}/{group}").content.decode()
    version = page.split('name="version" value="')[1].split('"', maxsplit=1)[0]
    return client.post(f"{LIST}/{group}", {"words": said, "version": version}, follow=True)


def test_change_and_removal_are_undone(world: World, as_: As) -> None:
    client = as_(world.coordinator)
    client.post(LIST, {"words": "ekb, ensamkommande barn"}, follow=True)
    (group,) = [each.id for each in _groups(world)]
    changed = change(client, group, "ekb, ensamkommande")
    assert words(world) == [("ekb", "ensamkommande")]
    client.post(undo_of(changed.content.decode()), follow=True)
    assert words(world) == [("ekb", "ensamkommande barn")]
    gone = client.post(f"{LIST}/{group}/ta-bort", follow=True).content.decode()
    assert words(world) == []
    client.post(undo_of(gone))
    assert words(world) == [("ekb", "ensamkommande barn")]


def test_neither_an_old_page_nor_an_old_undo_writes_over_what_came_after(
    world: World, as_: As
) -> None:
    client = as_(world.coordinator)
    client.post(LIST, {"words": "ekb, ensamkommande barn"}, follow=True)
    (group,) = [each.id for each in _groups(world)]
    old = client.get(f"{LIST}/{group}").content.decode()
    version = old.split('name="version" value="')[1].split('"', maxsplit=1)[0]
    first = change(client, group, "ekb, ensamkommande").content.decode()
    late = client.post(f"{LIST}/{group}", {"words": "ekb, ensam", "version": version})
    assert late.status_code == 409
    assert "ekb, ensamkommande" in late.content.decode()
    change(client, group, "ekb, ensamkommande, ensamkommande unga")
    page = client.post(undo_of(first), follow=True).content.decode()
    assert "Orden har ändrats sedan dess" in page
    assert words(world) == [("ekb", "ensamkommande", "ensamkommande unga")]


def _groups(world: World) -> list[synonyms.Group]:
    with acting(world.coordinator.actor):
        return synonyms.groups(world.coordinator.actor)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ensam", "minst två ord"),
        (",,,", "minst två ord"),
        ("ekb, hvb", "ekb hör redan ihop"),
        (", ".join(f"ord{chr(97 + n)}" for n in range(13)), "Högst tolv ord"),
        ("x" * 70 + ", y", "för långt"),
        ("19121212-1212, Anna", "pekar ut en person"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(world: World, as_: As, said: str, why: str) -> None:
    client = as_(world.coordinator)
    client.post(LIST, {"words": "ekb, ensamkommande barn"})
    answer = client.post(LIST, {"words": said})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert words(world) == [("ekb", "ensamkommande barn")]


def test_others_read_and_cannot_change(world: World, as_: As) -> None:
    as_(world.coordinator).post(LIST, {"words": "ekb, ensamkommande barn"})
    page = as_(world.asker).get(LIST).content.decode()
    assert "ensamkommande barn" in page
    assert "Lägg till" not in page
    assert "ensamkommande" not in as_(world.outsider).get(LIST).content.decode()
    answer = as_(world.asker).post(f"{LIST}/{uuid.uuid4()}/angra?ord=a,b")
    assert answer.status_code == 403
