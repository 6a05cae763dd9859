"""What is pinned is seen at its moment, the nearest first, by those whom it is for."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border import gate, takedown
from kollega.border.takedown import Changed
from kollega.consultation.tests import helpers as asking
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.files.passages import read
from kollega.knowledge import api
from kollega.knowledge.documents.bringing import Came, Terms, bring
from kollega.knowledge.documents.looking_over import Decided
from kollega.knowledge.guidance import following, services
from kollega.knowledge.guidance.services import Pinning
from kollega.knowledge.models import Card, KnowledgeDocument, Pin
from kollega.knowledge.tests.cards import helpers as cards
from kollega.knowledge.tests.documents import helpers
from kollega.knowledge.tests.guidance.permissions import passage, pin
from kollega.organisation.models import PracticeArea


def _titles(world: World, who: str, moment: str, area: str = "") -> list[str]:
    actor = world.personas[who].actor
    with acting(actor):
        found = api.guidance(actor, moment, world.areas[area].id if area else None)
    return [each.why for each in found]


def test_the_nearest_stands_first_and_three_at_most(world: World) -> None:
    heder = world.areas["heder"].id
    part = passage(world)
    for number in range(3):
        pin(world, part=part, why=f"För alla {number}", only_own=False)
    pin(world, part=part, why="För heder", area_id=heder)
    pin(world, "manager", part=part, why="Vårt eget om heder", area_id=heder)
    pin(world, part=part, why="Ett annat moment", moment="ending")

    assert _titles(world, "asker", "placement", "heder") == [
        "Vårt eget om heder",
        "För heder",
        "För alla 2",
    ]
    assert _titles(world, "answerer", "placement", "heder")[0] == "För heder"
    assert _titles(world, "answerer", "placement", "spel") == [
        "För alla 2",
        "För alla 1",
        "För alla 0",
    ]
    assert _titles(world, "outsider", "placement") == []


def test_a_card_is_pinned_like_a_passage(world: World) -> None:
    card = cards.made(world)
    actor = world.coordinator.actor
    with acting(actor):
        services.pin_card(actor, card, Pinning("placement", "Läs först", only_own=False))
        (guide,) = api.guidance(actor, "placement")

    assert guide.title == cards.TITLE
    assert guide.url == reverse("knowledge:card", args=[card.id])


def test_a_pin_follows_its_words_into_a_new_edition(world: World) -> None:
    part = passage(world)
    pin(world, part=part)
    away = pin(world, part=part, why="Lossat en tid")
    with acting(world.coordinator.actor):
        services.unpin(world.coordinator.actor, away)
    theirs = pin(world, "coordinator", part=part, why="Bara hos oss", only_own=True)
    assert theirs.only_municipality_id != world.asker.municipality.id
    text = helpers.TEXT.replace(
        "\n\nSyfte", "\n\nBakgrund\n\nHär står något helt nytt om hur det kom till.\n\nSyfte"
    )
    actor = world.asker.actor
    with acting(actor):
        bring(
            actor,
            read(text.encode(), "a.txt"),
            Terms(title="Riktlinje", replaces=part.document_id),
            Came(b"1" * 32, 1, part.id),
            Decided({}, everything_replaced=True),
        )
        (guide,) = api.guidance(actor, "placement")

    assert guide.heading == "Syfte"
    assert guide.url.endswith("#s2")
    run_waiting()
    with acting(world.coordinator.actor):
        services.pin_again(world.coordinator.actor, Pin.objects.get(pk=away.pk))
        numbers = Pin.objects.values_list("why", "part__number", "part__edition__number")
        assert set(numbers) == {
            ("Hemmaplan först", 2, 2),
            ("Lossat en tid", 2, 2),
            ("Bara hos oss", 2, 2),
        }
    assert following.LEAST < following.LEAST_ELSEWHERE


def test_pinned_by_page_seen_with_why_and_taken_away(world: World) -> None:
    part = passage(world)
    client = client_of(world.coordinator)
    url = reverse("knowledge:pin_passage", args=[part.id])
    posted = {"moment": "placement", "why": "Hemmaplan först", "only": "shared"}
    assert client.post(url, posted).status_code == 302

    page = client_of(world.asker).get(reverse("knowledge:pins")).content.decode()

    assert "Hemmaplan först" in page
    assert "Siv Samordnare" in page
    part_url = reverse("knowledge:guides", args=["placement"])
    short = client_of(world.asker).get(part_url, headers={"HX-Request": "true"}).content.decode()
    assert "<details" in short
    assert "<html" not in short


def test_pressed_twice_it_is_pinned_once(world: World) -> None:
    part = passage(world)
    client = client_of(world.coordinator)
    url = reverse("knowledge:pin_passage", args=[part.id])
    key = client.get(url).content.decode().split('name="id" value="')[1].split('"')[0]
    posted = {"id": key, "moment": "placement", "why": "Hemmaplan först", "only": "shared"}
    for _time in range(2):
        assert client.post(url, posted).status_code == 302
    assert _titles(world, "asker", "placement") == ["Hemmaplan först"]


def test_a_manager_cannot_pin_for_others(world: World) -> None:
    part = passage(world)
    url = reverse("knowledge:pin_passage", args=[part.id])
    posted = {"moment": "placement", "why": "Hemmaplan först", "only": "shared"}

    assert client_of(world.manager).post(url, posted).status_code == 422


def test_a_removed_document_guides_nobody(world: World) -> None:
    part = passage(world)
    pin(world, part=part)
    client_of(world.asker).post(reverse("knowledge:remove_document", args=[part.document_id]))

    assert _titles(world, "asker", "placement") == []


def test_an_area_brings_its_moment(world: World) -> None:
    pin(world)
    area = PracticeArea(
        collaboration_id=world.collaboration_id,
        key="familjehem-stod",
        title="Familjehem",
        sort_key="f",
    )
    actor = world.coordinator.actor
    with acting(actor):
        area.save(force_insert=True)
        at_it = api.guidance(actor, "asking", area.id)
        elsewhere = api.guidance(actor, "asking", world.areas["spel"].id)

    assert [each.why for each in at_it] == ["Hemmaplan först"]
    assert elsewhere == []


def test_it_is_shown_when_one_asks_answers_and_closes(world: World) -> None:
    part = passage(world)
    heder = world.areas["heder"].id
    for moment in ("asking", "answering", "closing"):
        pin(world, part=part, moment=moment, why=f"Vid {moment}", area_id=heder)
    asking.declare(world, "answerer", "heder")
    asking.declare(world, "answerer_two", "heder")
    client = client_of(world.asker)
    question_id = asking.send(client, world)
    asking.press(client_of(world.answerer), "respond", question_id, choice="read")

    url = reverse("consultation:who", args=[uuid.uuid4()])
    who = client.post(url, {"area": str(heder), "kind": "method"}).content.decode()
    closing = client.get(reverse("consultation:close", args=[question_id])).content.decode()
    thread = client_of(world.answerer).get(reverse("consultation:question", args=[question_id]))
    fetched = reverse("knowledge:guides", args=["answering"]) + f"?omrade={heder}"
    answering = client_of(world.answerer).get(fetched, headers={"HX-Request": "true"})

    assert "Vid asking" in who
    assert "Vid closing" in closing
    assert fetched in thread.content.decode()
    assert "Vid answering" in answering.content.decode()


def test_what_should_be_looked_over_says_so(world: World) -> None:
    card = cards.made(world)
    part = passage(world)
    actor = world.coordinator.actor
    with acting(actor):
        services.pin_card(actor, card, Pinning("placement", "Läs först", only_own=False))
    pin(world, part=part)
    client = client_of(world.answerer)
    page = reverse("knowledge:guides", args=["placement"])
    assert "Utgånget" not in client.get(page).content.decode()
    with acting(world.asker.actor):
        Card.objects.filter(pk=card.id).update(check_by=clock.today() - timedelta(days=1000))
        KnowledgeDocument.objects.filter(pk=part.document_id).update(
            check_by=clock.today() - timedelta(days=1)
        )
    shown = client.get(page).content.decode()
    assert shown.count("Utgånget") == 1
    assert shown.count("Behöver ses över") == 1


@pytest.mark.parametrize("new", ["Läs det först.", ""])
def test_why_something_is_pinned_is_assessed_with_it(world: World, new: str) -> None:
    card = cards.made(world)
    siv, karin = world.coordinator.actor, world.manager.actor
    with acting(siv):
        pinned = services.pin_card(siv, card, Pinning("placement", "Som hos oss", only_own=False))
        assert takedown.take_down(siv, "card", card.id) == "now"
    with acting(karin):
        said = {each.key: each.text for each in takedown.parts(karin, "card", card.id)}
        assert said[f"pin_{pinned.id}"] == "Som hos oss"
        cleared = gate.clear(karin, {"why": new}, purpose="pin")
        changed = {f"pin_{pinned.id}": Changed(cleared["why"], cleared.passage_id)}
        takedown.put_back(karin, "card", card.id, changed)
    assert _titles(world, "asker", "placement") == ([new] if new else [])
