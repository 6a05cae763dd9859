"""Reading lists as people meet them: made, filled, read, taken away."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import gate, takedown
from kollega.border.gate import NotCleared
from kollega.border.takedown import Changed
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.incident.models import Incident
from kollega.knowledge.lists import services
from kollega.knowledge.lists.services import Item
from kollega.knowledge.models.cards import Card
from kollega.knowledge.models.lists import ItemRead, ReadingItem, ReadingList
from kollega.knowledge.tests.lists import helpers
from kollega.knowledge.tests.lists.helpers import AUDIENCE, TITLE, WHY

As = Callable[[Persona], Client]


def _page(client: Client, made: ReadingList) -> str:
    answer = client.get(reverse("knowledge:reading_list", args=[made.id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def _edit(client: Client, made: ReadingList, do: str, **data: Any) -> Any:
    return client.post(reverse("knowledge:edit_list", args=[made.id]), {"do": do, **data})


def test_a_list_is_made_and_filled(world: World, as_: As) -> None:
    card = helpers.card(world)
    client = as_(world.asker)
    data = {
        "draft": str(uuid.uuid4()),
        "draft_version": "0",
        "title": TITLE,
        "audience": AUDIENCE,
        "readers": "all",
        "do": "send",
    }
    for _time in range(2):
        assert client.post(reverse("knowledge:new_list"), data).status_code == 302
    with acting(world.asker.actor):
        made = ReadingList.objects.get()
    for _time in range(2):
        assert _edit(client, made, f"add:card:{card.id}:0").status_code == 302
    (item_id,) = helpers.items(world, made)
    url = reverse("knowledge:list_item", args=[made.id, item_id])
    named = {"draft": str(uuid.uuid4()), "draft_version": "0", "do": "send"}
    assert client.post(url, {**named, "why": "Kalle Berg fick det fel."}).status_code == 422
    fine = {"draft": str(uuid.uuid4()), "draft_version": "0", "do": "send", "why": WHY}
    assert client.post(url, fine).status_code == 302
    seen = _page(as_(world.answerer), made)
    assert card.title in seen
    assert WHY in seen
    assert TITLE in as_(world.answerer).get(reverse("knowledge:reading_lists")).content.decode()


def test_what_one_has_read_is_ones_own(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    first, second = helpers.items(world, made)
    reader = as_(world.answerer)
    url = reverse("knowledge:mark_read", args=[made.id])
    for _time in range(2):
        assert reader.post(url, {"item": str(first), "read": "yes"}).status_code == 302
    assert ">1 av 2<" in _page(reader, made)
    assert ">0 av 2<" in _page(as_(world.answerer_two), made)
    with acting(world.manager.actor):
        assert not ItemRead.objects.exists()
    reader.post(url, {"item": str(first), "read": ""})
    assert ">0 av 2<" in _page(reader, made)
    elsewhere = helpers.reading_list(world, title="En annan lista")
    other = reverse("knowledge:mark_read", args=[elsewhere.id])
    assert reader.post(other, {"item": str(second), "read": "yes"}).status_code == 404


def test_things_change_places_and_go(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    first, second = helpers.items(world, made)
    client = as_(world.asker)
    assert _edit(client, made, f"down:{first}").status_code == 302
    assert helpers.items(world, made) == [second, first]
    assert _edit(client, made, f"down:{first}").status_code == 302  # the last stays last
    assert _edit(client, made, f"remove:{second}").status_code == 302
    assert helpers.items(world, made) == [first]
    assert _edit(as_(world.answerer), made, f"remove:{first}").status_code == 403
    assert _edit(as_(world.outsider), made, f"remove:{first}").status_code == 404


def test_an_own_card_does_not_stand_on_a_shared_list(world: World, as_: As) -> None:
    own = helpers.card(world, only_own=True)
    made = helpers.reading_list(world)
    before = helpers.items(world, made)
    assert _edit(as_(world.asker), made, f"add:card:{own.id}:0").status_code == 302
    assert helpers.items(world, made) == before
    at_home = helpers.reading_list(world, only_own=True)
    assert _edit(as_(world.asker), at_home, f"add:card:{own.id}:0").status_code == 302
    assert len(helpers.items(world, at_home)) == len(before) + 1
    assert (
        as_(world.answerer).get(reverse("knowledge:reading_list", args=[at_home.id])).status_code
        == 404
    )


@pytest.mark.parametrize("value", ["card:x:0", "card:::", "wish:1:0", "statute:2 §", "statute:"])
def test_odd_things_are_not_put_on_a_list(world: World, as_: As, value: str) -> None:
    made = helpers.reading_list(world)
    before = helpers.items(world, made)
    assert _edit(as_(world.asker), made, f"add:{value}").status_code == 302
    assert helpers.items(world, made) == before


def test_a_list_is_taken_away_and_put_back(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    client, other = as_(world.asker), as_(world.answerer)
    client.post(reverse("knowledge:withdraw_list", args=[made.id]))
    url = reverse("knowledge:reading_list", args=[made.id])
    assert other.get(url).status_code == 404
    assert client.get(url).status_code == 200
    client.post(reverse("knowledge:put_back_list", args=[made.id]))
    assert other.get(url).status_code == 200


def test_what_was_taken_off_is_put_back_with_its_reason(world: World, as_: As) -> None:
    made, client = helpers.reading_list(world), as_(world.asker)
    first, second = helpers.items(world, made)
    answer = client.post(
        reverse("knowledge:edit_list", args=[made.id]), {"do": f"remove:{first}"}, follow=True
    )
    page = answer.content.decode()
    assert helpers.WHY not in page
    back = reverse("knowledge:put_back_item", args=[made.id])
    (address,) = set(re.findall(rf'action="({back}[^"]*)"', page))
    assert client.post(address).status_code == 302
    assert helpers.items(world, made)[0] == second
    page = client.get(reverse("knowledge:reading_list", args=[made.id])).content.decode()
    assert helpers.WHY in page
    # Nobody else's session knows of it.
    assert as_(world.same_unit).post(address).status_code == 302
    assert len(helpers.items(world, made)) == 2


def test_an_old_page_does_not_overwrite(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    url = reverse("knowledge:name_list", args=[made.id])
    data = {"draft_version": "0", "base": "1", "audience": AUDIENCE, "do": "send"}
    first = {**data, "draft": str(uuid.uuid4()), "title": "Första dagen"}
    late = {**data, "draft": str(uuid.uuid4()), "title": "Dag ett"}
    assert as_(world.asker).post(url, first).status_code == 302
    answer = as_(world.same_unit).post(url, late)
    assert answer.status_code == 409
    assert "Dag ett" in answer.content.decode()
    edit = reverse("knowledge:edit_list", args=[made.id])
    assert f'href="{edit}">Behåll den sparade' in answer.content.decode()
    # As the page with both texts posts it.
    assert as_(world.same_unit).post(url, {**late, "version": "2"}).status_code == 302


def test_an_old_page_does_not_overwrite_why(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    item_id = helpers.items(world, made)[0]
    url = reverse("knowledge:list_item", args=[made.id, item_id])
    base = _hidden(as_(world.asker).get(url).content.decode(), "base")
    data = {"draft_version": "0", "base": base, "do": "send"}
    first = {**data, "draft": str(uuid.uuid4()), "why": "Läs det här först."}
    late = {**data, "draft": str(uuid.uuid4()), "why": "Det här är bra."}
    assert as_(world.asker).post(url, first).status_code == 302
    answer = as_(world.same_unit).post(url, late)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Läs det här först." in page
    assert "Det här är bra." in page
    assert "Behåll den sparade" in page
    again = {**late, "version": _hidden(page, "version")}
    assert as_(world.same_unit).post(url, again).status_code == 302
    assert "Det här är bra." in _page(as_(world.answerer), made)


def _hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def test_a_list_that_comes_with_the_product_is_made_once(world: World) -> None:
    actor = world.coordinator.actor
    with acting(actor):
        for _time in range(2):
            made = services.create(
                actor,
                title=TITLE,
                items=[Item("statute", ref="2025:400 20 kap. 2 §")],
                key="forsta",
            )
        assert ReadingList.objects.count() == 1
        assert ReadingItem.objects.count() == 1
        assert made.key == "forsta"


def test_a_list_goes_through_the_gate(world: World) -> None:
    actor = world.asker.actor
    with acting(actor), pytest.raises(NotCleared):
        services.create(actor, title="Läs om Kalle Berg")
    with acting(actor):
        services.create(actor, title="Fråga Kalle Berg", only_own=True)


def test_what_is_gone_is_not_shown_to_readers(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    actor = world.asker.actor
    with acting(actor):
        services.add_item(actor, made, Item("card", object_id=uuid.uuid4()))
    assert "Finns inte längre" in _page(as_(world.asker), made)
    seen = _page(as_(world.answerer), made)
    assert "Finns inte längre" not in seen
    assert "av 2" in seen


def test_the_list_on_paper(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    answer = as_(world.answerer).get(reverse("knowledge:reading_list_pdf", args=[made.id]))
    assert answer.content.startswith(b"%PDF")


def test_the_coordinator_may_undo_what_she_took_away(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    coordinator = as_(world.coordinator)
    there = reverse("knowledge:withdraw_list", args=[made.id])
    asked = coordinator.get(there).content.decode()
    assert "er kommun" not in asked
    assert "Sedan ser bara Granåker och samordnaren den." in asked
    coordinator.post(there)
    page = reverse("knowledge:reading_list", args=[made.id])
    assert as_(world.answerer).get(page).status_code == 404
    undo = reverse("knowledge:put_back_list", args=[made.id])
    assert coordinator.get(page).status_code == 200
    assert coordinator.post(undo).status_code == 302
    assert as_(world.answerer).get(page).status_code == 200


def test_a_list_counts_what_is_there(world: World, as_: As) -> None:
    made = helpers.reading_list(world)
    reader, url = as_(world.answerer), reverse("knowledge:reading_lists")
    first = helpers.items(world, made)[0]
    reader.post(reverse("knowledge:mark_read", args=[made.id]), {"item": str(first), "read": "yes"})
    seen = reader.get(url).content.decode()
    assert "2 saker att läsa" in seen
    assert "Du har läst 1" in seen
    with acting(world.asker.actor):
        Card.objects.update(status="withdrawn")
    seen = reader.get(url).content.decode()
    assert "1 sak att läsa" in seen
    assert "Du har läst 1" not in seen


@pytest.mark.parametrize("outcome", ["corrected", "destroyed"])
def test_what_a_list_says_of_a_card_follows_it(world: World, as_: As, outcome: str) -> None:
    made = helpers.reading_list(world)
    sara, karin = world.answerer.actor, world.manager.actor
    with acting(sara):
        card_id = ReadingItem.objects.get(kind="card").object_id
        assert card_id is not None
        assert takedown.take_down(sara, "card", card_id) == "now"
    edited = reverse("knowledge:edit_list", args=[made.id])
    assert WHY not in as_(world.asker).get(edited).content.decode()
    key = f"reading_{helpers.items(world, made)[0]}"
    with acting(karin):
        said = {each.key: each.text for each in takedown.parts(karin, "card", card_id)}
        assert said[key] == WHY
        if outcome == "corrected":
            new = gate.clear(karin, {"why": "Läs det först."}, purpose="reading_item")
            changed = Changed(new["why"], new.passage_id)
            takedown.put_back(karin, "card", card_id, {key: changed})
        else:
            takedown.destroy(karin, "card", card_id, "incident")
    page = _page(as_(world.answerer), made)
    assert WHY not in page
    assert ("Läs det först." in page) is (outcome == "corrected")
    with acting(sara):
        left = ReadingItem.objects.filter(object_id=card_id)
        assert [str(each.why) for each in left] == (
            ["Läs det först."] if outcome == "corrected" else []
        )


@pytest.mark.parametrize("outcome", ["as it was", "corrected", "destroyed"])
def test_a_list_is_taken_down_and_assessed(world: World, as_: As, outcome: str) -> None:
    made = helpers.reading_list(world)
    there = reverse("knowledge:reading_list", args=[made.id])
    reader = as_(world.answerer)
    assert reverse("incident:report_other", args=["reading_list", made.id]) in _page(reader, made)
    address = reverse("incident:report_other", args=["reading_list", made.id])
    assert reader.post(address, {"id": str(uuid.uuid4())}).status_code == 302
    run_waiting()
    for who in ("answerer", "asker", "coordinator", "manager"):
        assert as_(world.personas[who]).get(there).status_code == 404
        lists = as_(world.personas[who]).get(reverse("knowledge:reading_lists"))
        assert there not in lists.content.decode()
    karin = world.manager.actor
    with acting(karin):
        assert not ReadingItem.objects.exists()
        assert Incident.objects.get().subject_id == made.id
        said = {each.text: each.key for each in takedown.parts(karin, "reading_list", made.id)}
        assert set(said) == {TITLE, AUDIENCE, WHY}
        if outcome == "destroyed":
            takedown.destroy(karin, "reading_list", made.id, "incident")
        else:
            new = gate.clear(karin, {"why": "Läs det först."}, purpose="reading_item")
            title = gate.clear(karin, {"title": "Ny rubrik"}, purpose="reading_list")
            changed = {
                said[WHY]: Changed(new["why"], new.passage_id),
                "title": Changed(title["title"], title.passage_id),
            }
            takedown.put_back(
                karin, "reading_list", made.id, changed if outcome == "corrected" else {}
            )
    with acting(world.answerer.actor):  # who is of another municipality, and no assessor
        assert takedown.parts(world.answerer.actor, "reading_list", made.id) == []
    answer = reader.get(there)
    page = answer.content.decode()
    assert answer.status_code == (404 if outcome == "destroyed" else 200)
    assert (WHY in page) is (outcome == "as it was")
    assert ("Ny rubrik" in page) is (outcome == "corrected")
