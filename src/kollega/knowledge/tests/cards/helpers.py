"""What several tests of cards do: write one, let it be reviewed, publish it."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.core.actor import acting
from kollega.knowledge.cards import services
from kollega.knowledge.models import Card

TITLE = "Hur lång tid har vi på en förhandsbedömning?"
ANSWER = "Högst 14 dagar från att anmälan kom in.\nLängre bara om det finns synnerliga skäl."
BODY = "Tiden räknas från **anmälan**.\n\n- Gör en skyddsbedömning samma dag.\n- Dokumentera."


def form(world: World, **changes: Any) -> dict[str, Any]:
    """A filled form, ready to send."""
    return {
        "title": TITLE,
        "answer": ANSWER,
        "body": BODY,
        "law": "20 kap. 2 § SoL",
        "research": "",
        "experience": "",
        "person": "",
        "area": str(world.areas["heder"].id),
        "area_2": "",
        "area_3": "",
        "sureness": "sure",
        "check_months": "12",
        "audience": "all",
        "version": "0",
        "do": "send",
        **changes,
    }


def send(client: Client, world: World, **changes: Any) -> uuid.UUID:
    """Write a card; its id. Fails where it was not saved."""
    draft_id = uuid.uuid4()
    answer = client.post(reverse("knowledge:card_draft", args=[draft_id]), form(world, **changes))
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == reverse("knowledge:card", args=[draft_id])
    return draft_id


def press(client: Client, name: str, card_id: uuid.UUID, *more: Any, **data: Any) -> int:
    """POST to one of the card's addresses; the status."""
    answer = client.post(reverse(f"knowledge:{name}", args=[card_id, *more]), data)
    return int(answer.status_code)


def publish(world: World, who: str = "asker", **changes: Any) -> uuid.UUID:
    """A card that somebody has written and another reviewed, published."""
    writer = world.personas[who]
    reviewer = "same_unit" if who != "same_unit" else "other_unit"
    if writer.municipality != world.same_unit.municipality and changes.get("audience") == "own":
        reviewer = "answerer_two"
    card_id = send(client_of(writer), world, **changes)
    assert press(client_of(world.personas[reviewer]), "review_card", card_id, version=1) == 302
    assert press(client_of(writer), "publish_card", card_id) == 302
    return card_id


def made(world: World, who: str = "asker", **changes: Any) -> Card:
    """A published card, made by the services alone."""
    actor = world.personas[who].actor
    given: dict[str, Any] = {
        "title": TITLE,
        "answer": ANSWER,
        "body": BODY,
        "area_ids": [world.areas["heder"].id],
        "grounds": [("law", "20 kap. 2 § SoL")],
        "sureness": "sure",
        **changes,
    }
    with acting(actor):
        card = services.create(actor, **given)
        other = world.personas["same_unit" if who != "same_unit" else "other_unit"].actor
    with acting(other):
        services.review(other, Card.objects.get(pk=card.id))
    with acting(actor):
        services.publish(actor, card := Card.objects.get(pk=card.id))
    return card


def page(client: Client, card_id: uuid.UUID) -> str:
    """The card's page as text."""
    answer = client.get(reverse("knowledge:card", args=[card_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def changed(world: World) -> Card:
    """A card that said something else before."""
    card = made(world)
    # A browser's line ends are no change.
    data = form(world, answer=ANSWER.replace("\n", "\r\n"), body="Nytt om tiden.", base="1")
    edit = reverse("knowledge:edit_card", args=[card.id])
    assert client_of(world.asker).post(edit, data).status_code == 302
    with acting(world.asker.actor):
        return Card.objects.get(pk=card.id)
