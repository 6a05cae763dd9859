"""What is taken down is not handed out from a copy that a request has."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from tests.objects import OBJECTS
from tests.personas import World, client_of

from kollega.border import documents, gate, takedown
from kollega.consultation.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.public_documents import queries, services
from kollega.public_documents.models import Chosen, Request

WORDS = "tagen eller rättad för att en person kan kännas igen"


def test_a_text_that_is_down_or_was_corrected_is_not_handed_out(world: World) -> None:
    OBJECTS["knowing"](world)
    question_id = helpers.send(client_of(world.asker), world)
    helpers.press(client_of(world.answerer), "respond", question_id, choice="read")
    rut, karin, sara = world.registrar.actor, world.manager.actor, world.answerer.actor
    with acting(rut):
        request = services.open_request(
            rut,
            public_id=uuid.uuid4(),
            received_on=clock.today(),
            came_by=Request.CameBy.MAIL,
            asked_for="Allt om heder",
        )
        own = list(documents.own(rut).values_list("passage_id", flat=True))
        assert services.choose(rut, request, own) == 1
        chosen = Chosen.objects.get()
        services.assess(rut, chosen, withheld=False, ground_id=None, version=chosen.version)
    page = reverse("public_documents:document", args=[request.id, chosen.id])
    assert WORDS not in client_of(world.registrar).get(page).content.decode()

    def refused() -> None:
        assert WORDS in client_of(world.registrar).get(page).content.decode()
        with acting(rut):
            now = Request.objects.get(pk=request.id)
            version = queries.overview(rut, now).version
            with pytest.raises(ValidationError, match="nedtagen eller rättad"):
                services.answer(rut, now, services.Decision(), version=version)

    with acting(sara):
        assert takedown.take_down(sara, "question", question_id) == "now"
    refused()
    with acting(karin):
        clear = gate.clear(karin, {"text": "Hur går vi vidare?"}, purpose="incident")
        changed = {"text": takedown.Changed(clear["text"], clear.passage_id)}
        takedown.put_back(karin, "question", question_id, changed)
    refused()
    with acting(rut):
        # The corrected text is found, and can be handed out instead.
        services.remove(rut, Chosen.objects.get())
        own = list(documents.own(rut).values_list("passage_id", flat=True))
        assert services.choose(rut, Request.objects.get(pk=request.id), own) == 1
        chosen = Chosen.objects.get()
        assert "Hur går vi vidare?" in chosen.text
        services.assess(rut, chosen, withheld=False, ground_id=None, version=chosen.version)
        current = Request.objects.get(pk=request.id)
        version = queries.overview(rut, current).version
        services.answer(rut, current, services.Decision(), version=version)
        assert Request.objects.get(pk=request.id).answered_on == clock.today()
    # Whoever is no registrar is told nothing of it.
    with acting(sara):
        assert documents.recalled(own) == frozenset()
