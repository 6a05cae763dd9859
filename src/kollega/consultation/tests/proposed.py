"""What the tests of cards from answers do: a closed question with answers, a proposal, an approval."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.consultation.models import CardProposal, Post
from kollega.consultation.tests.helpers import declare, known, press, reply, send
from kollega.core.actor import acting

TITLE = "Hur börjar vi när någon är rädd att bli bortgift?"
ANSWER = (
    "Börja med en skyddsbedömning. Prata enskilt med den unga och kontakta inte familjen först."
)
BODY = "Gör en plan för var den unga är tryggast.\n\nTa hjälp av det regionala stödcentrumet."
FIRST, SECOND = (
    "Börja med en skyddsbedömning och prata enskilt.",
    "Ring det regionala stödcentrumet.",
)


def closed(world: World, *, kind: str = "situation", **changes: Any) -> uuid.UUID:
    """A closed question from Granåker with two answers from Storavan."""
    if not known(world):
        declare(world, "answerer", "heder")
        declare(world, "answerer_two", "heder")
    asker = client_of(world.asker)
    question_id = send(asker, world, kind=kind, **changes)
    for who, text in (("answerer", FIRST), ("answerer_two", SECOND)):
        client = client_of(world.personas[who])
        press(client, "respond", question_id, choice="read")
        reply(client, question_id, text)
    close(asker, question_id)
    return question_id


def close(asker: Client, question_id: uuid.UUID) -> None:
    answer = asker.post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "do": "send"},
    )
    assert answer.status_code == 302


def posts(world: World, question_id: uuid.UUID, *whose: str) -> list[str]:
    """Ids of the answers by these, as the form sends them."""
    wanted = [world.personas[who].colleague_id for who in whose or ("answerer",)]
    with acting(world.asker.actor):
        rows = Post.objects.filter(question_id=question_id, author_id__in=wanted)
        return [str(each.id) for each in rows]


def form(used: list[str], **changes: Any) -> dict[str, Any]:
    """A filled form, ready to send."""
    return {
        "draft": str(uuid.uuid4()),
        "version": "0",
        "base": "0",
        "title": TITLE,
        "answer": ANSWER,
        "body": BODY,
        "used": used,
        "sureness": "fairly",
        "check_months": "12",
        "do": "send",
        **changes,
    }


def write(client: Client, question_id: uuid.UUID, data: dict[str, Any]) -> Any:
    return client.post(reverse("consultation:write_card", args=[question_id]), data)


def propose(world: World, who: str, question_id: uuid.UUID, *whose: str, **changes: Any) -> None:
    """Somebody proposes a card that builds on these answers."""
    data = form(posts(world, question_id, *whose), **changes)
    answer = write(client_of(world.personas[who]), question_id, data)
    assert answer.status_code == 302, answer.content.decode()


def stored(world: World) -> CardProposal | None:
    """What is proposed, whoever asked."""
    with acting(world.answerer.actor):
        return CardProposal.objects.first()


def approve(client: Client, question_id: uuid.UUID, version: int = 1) -> Any:
    return client.post(
        reverse("consultation:to_card", args=[question_id]),
        {"do": "approve", "version": str(version)},
    )


def proposed(world: World) -> list[Any]:
    """A closed question of which the answerer has proposed a card."""
    question_id = closed(world)
    propose(world, "answerer", question_id)
    return [question_id]
