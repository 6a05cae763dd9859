"""Who is asked and told: at home, ring by ring, and without a word about it."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.consultation import jobs, services
from kollega.consultation.models import (
    Asked,
)
from kollega.consultation.tests.helpers import declare, page, press, reply, send
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice

As = Callable[[Persona], Client]


@pytest.fixture
def known(world: World) -> World:
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


def test_a_question_at_home_is_told_of_at_home(world: World, as_: As) -> None:
    for who in ("same_unit", "other_unit", "answerer"):
        declare(world, who, "heder")
    question_id = send(as_(world.asker), world, audience="own")
    run_waiting()

    def told(who: str) -> set[str]:
        with acting(world.personas[who].actor):
            return set(Notice.objects.values_list("kind", flat=True))

    assert told("same_unit") == told("other_unit") == {"question.asked"}
    assert told("answerer") == set()
    helper = as_(world.same_unit)
    press(helper, "respond", question_id, choice="read")
    reply(helper, question_id, "Ett råd.")
    reply(as_(world.asker), question_id, "Tack.")
    as_(world.asker).post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "do": "send"},
    )
    run_waiting()
    assert told("same_unit") == {"question.asked", "question.replied", "question.closed"}
    assert told("asker") == {"question.answered"}
    assert told("answerer") == told("outsider") == set()


def test_the_next_group_at_home_is_asked(world: World, as_: As) -> None:
    people = ("same_unit", "other_unit", "manager", "registrar", "log_reviewer", "administrator")
    for who in people:
        declare(world, who, "heder")
    question_id = send(as_(world.asker), world, audience="own")
    actor = world.asker.actor
    with acting(actor):
        waiting = Asked.objects.filter(question_id=question_id, asked_at=None).count()
    with clock.at(clock.now() + timedelta(days=9)):
        jobs.next_rings.run(collaboration_id=world.collaboration_id)
    with acting(actor):
        left = Asked.objects.filter(question_id=question_id, asked_at=None).count()
    assert waiting > 0
    assert left < waiting


def test_the_next_ring_is_asked_when_nobody_has_taken_it(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    actor = job_for(job="test", collaboration_id=known.collaboration_id)
    with acting(actor):
        assert not services.open_next_ring(actor, question_id)
    coordinator = as_(known.coordinator)
    url = reverse("consultation:question", args=[question_id])
    assert coordinator.get(url).status_code == 404
    with clock.at(clock.now() + timedelta(days=10)), acting(actor):
        assert services.open_next_ring(actor, question_id)
    assert coordinator.get(url).status_code == 200
    with acting(known.asker.actor):
        assert Asked.objects.filter(asked_at__isnull=False).count() == 3


def test_those_asked_and_the_asker_are_told_without_a_word_about_it(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    run_waiting()
    answerer = as_(known.answerer)
    assert "undrar om du kan hjälpa till" in answerer.get("/notiser").content.decode()
    press(answerer, "respond", question_id, choice="read")
    reply(answerer, question_id, "Ett råd.")
    run_waiting()
    with acting(known.asker.actor):
        assert set(Notice.objects.values_list("kind", flat=True)) == {"question.answered"}
    with acting(known.answerer_two.actor):
        assert set(Notice.objects.values_list("kind", flat=True)) == {"question.asked"}


def test_a_situation_kept_at_home_withholds_the_name_there_too(known: World, as_: As) -> None:
    declare(known, "same_unit", "heder")
    declare(known, "other_unit", "heder")
    question_id = send(as_(known.asker), known, audience="own")
    first, second = as_(known.same_unit), as_(known.other_unit)
    for client in (first, second):
        press(client, "respond", question_id, choice="read")
        assert "Maja Asker" not in page(client, question_id)
    press(first, "take", question_id)
    assert "Maja Asker" in page(first, question_id)
    assert "Maja Asker" not in page(second, question_id)
    assert "kollega i annan kommun" not in page(as_(known.asker), question_id)
