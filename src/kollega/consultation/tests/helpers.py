"""What several of the room's tests do: declare who knows what, ask, answer."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.competence.models import Competence, Level
from kollega.core.actor import acting

METHOD = "Hur dokumenterar ni barnets inställning när barnet inte vill prata med oss?"
SITUATION = (
    "Flickan säger att familjen planerar en resa och att hon är rädd att bli gift. "
    "Hur börjar vi utan att familjen får veta?"
)


def declare(world: World, who: str, area: str, level: Level = Level.INDEPENDENT) -> None:
    """Let a persona know an area."""
    persona = world.personas[who]
    with acting(persona.actor):
        Competence(
            collaboration_id=world.collaboration_id,
            colleague_id=persona.colleague_id,
            area=world.areas[area],
            level=level,
        ).save(force_insert=True)


def known(world: World) -> bool:
    """Whether anybody has declared that she knows anything."""
    with acting(world.answerer.actor):
        return Competence.objects.exists()


def form(world: World, *, kind: str = "situation", **changes: Any) -> dict[str, Any]:
    """A filled form, ready to send."""
    return {
        "kind": kind,
        "text": SITUATION if kind == "situation" else METHOD,
        "area": str(world.areas["heder"].id),
        "urgency": "three_days",
        "audience": "group",
        "age_span": "13-17",
        "read_through": "on",
        "version": "0",
        "do": "send",
        **changes,
    }


def send(client: Client, world: World, **changes: Any) -> uuid.UUID:
    """Ask; the question's id. Fails where the question was not sent."""
    draft_id = uuid.uuid4()
    answer = client.post(reverse("consultation:draft", args=[draft_id]), form(world, **changes))
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == reverse("consultation:question", args=[draft_id])
    return draft_id


def page(client: Client, question_id: uuid.UUID) -> str:
    """The question's page as text."""
    answer = client.get(reverse("consultation:question", args=[question_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def reply(client: Client, question_id: uuid.UUID, text: str, **changes: Any) -> uuid.UUID:
    """Write in the thread; the post's id."""
    draft_id = uuid.uuid4()
    answer = client.post(
        reverse("consultation:post", args=[question_id]),
        {"draft": str(draft_id), "version": "0", "text": text, "do": "send", **changes},
    )
    assert answer.status_code == 302, answer.content.decode()
    return draft_id


def press(client: Client, name: str, question_id: uuid.UUID, **data: Any) -> int:
    """POST to one of the question's addresses; the status."""
    answer = client.post(reverse(f"consultation:{name}", args=[question_id]), data)
    return int(answer.status_code)


__all__ = ["Persona"]
