"""What the room's tests share: a registrar at work with a request."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.public_documents import grounds, services
from kollega.public_documents.models import Chosen, Ground


def begin(world: World, asked_for: str = "Allt", **more: str) -> uuid.UUID:
    """Somebody asks Granåker for something."""
    actor, public_id = world.registrar.actor, uuid.uuid4()
    with acting(actor):
        services.open_request(
            actor,
            public_id=public_id,
            received_on=clock.today(),
            came_by="phone",
            asked_for=asked_for,
            **more,
        )
    return public_id


def begin_with_all(world: World, client: Client, **more: str) -> tuple[uuid.UUID, list[Chosen]]:
    """Somebody asks for everything that there is."""
    public_id = begin(world, **more)
    client.post(reverse("public_documents:choose", args=[public_id]), {"do": "all", "sokt": "1"})
    return public_id, chosen_of(world, public_id)


def chosen_of(world: World, public_id: uuid.UUID) -> list[Chosen]:
    """The documents of a request, in order."""
    with acting(world.registrar.actor):
        return list(Chosen.objects.filter(request_id=public_id).order_by("place"))


def first_ground(world: World) -> Ground:
    """The first of Granåker's grounds."""
    with acting(world.registrar.actor):
        return grounds.in_force(world.registrar.actor)[0]


def answer(client: Client, public_id: uuid.UUID, **posted: str) -> Any:
    """Open the page where a request is answered, fill it in and press."""
    url = reverse("public_documents:answer", args=[public_id])
    page: Any = client.get(url)
    return client.post(url, {"version": str(page.context["now"].version)} | posted)


def press(client: Client, chosen: Chosen, do: str = "done", **posted: Any) -> Any:
    """Press a button on a document's page."""
    url = reverse("public_documents:document", args=[chosen.request_id, chosen.id])
    return client.post(url, {"version": str(chosen.version), "del": "1", "do": do} | posted)
