"""'Min dag' shows what other rooms have told, without a statement more."""

import uuid
from collections.abc import Callable

from django.test import Client
from tests.personas import Persona, World

from kollega.consultation.tests import helpers
from kollega.coordination import services
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting

As = Callable[[Persona], Client]


def test_what_is_told_stands_on_min_dag_until_it_is_read(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    helpers.send(as_(world.asker), world)
    colleague = world.answerer.colleague_id
    assert colleague is not None
    actor = world.coordinator.actor
    with acting(actor):
        (given,) = services.thank(
            actor, public_id=uuid.uuid4(), colleague_ids=[colleague], words="answer"
        )
    run_waiting()
    client = as_(world.answerer)
    page = client.get("/").content.decode()
    assert f"/samordning/tack/{given.id}" in page
    # The question stands there as a question, not as a notice too.
    assert "En kollega undrar om du kan hjälpa till" not in page
    assert ">2<" in page or "2 olästa" in page
    assert f"/samordning/tack/{given.id}" not in as_(world.answerer_two).get("/").content.decode()
