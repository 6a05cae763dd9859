"""A closed question that is opened again; the browser's Back after a question was sent."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.consultation.choices import Status
from kollega.consultation.models import Question
from kollega.consultation.tests.helpers import declare, page, press, send
from kollega.core.actor import acting

As = Callable[[Persona], Client]


@pytest.fixture
def known(world: World) -> World:
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


def test_a_reopened_question_stays_with_whoever_took_it(known: World, as_: As) -> None:
    asker, answerer = as_(known.asker), as_(known.answerer)
    question_id = send(asker, known)
    press(answerer, "respond", question_id, choice="read")
    press(answerer, "take", question_id)
    close = reverse("consultation:close", args=[question_id])
    asker.post(close, {"draft": str(uuid.uuid4()), "version": "0", "do": "send"})
    assert "Öppna frågan igen" in page(asker, question_id)
    assert "Öppna frågan igen" not in page(answerer, question_id)
    press(asker, "reopen", question_id)
    with acting(known.asker.actor):
        question = Question.objects.get(pk=question_id)
        assert (question.status, question.next_ring_at) == (Status.TAKEN, None)


def test_a_reopened_question_that_nobody_took_goes_on_to_the_next_group(
    known: World, as_: As
) -> None:
    asker = as_(known.asker)
    question_id = send(asker, known)
    close = reverse("consultation:close", args=[question_id])
    asker.post(close, {"draft": str(uuid.uuid4()), "version": "0", "do": "send"})
    press(asker, "reopen", question_id)
    with acting(known.asker.actor):
        assert Question.objects.get(pk=question_id).next_ring_at is not None


def test_back_to_the_draft_of_a_sent_question_leads_to_the_question(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    draft = reverse("consultation:draft", args=[question_id])
    answer = as_(known.asker).get(draft)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("consultation:question", args=[question_id])
    # To anybody else the address tells nothing: it is an empty draft, as any other.
    assert as_(known.answerer).get(draft).status_code == 200
