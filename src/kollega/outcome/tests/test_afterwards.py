"""What is told those who gave advice, and asking again."""

import uuid
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import documents
from kollega.consultation.models import Question
from kollega.consultation.tests import helpers as consultation
from kollega.consultation.tests.helpers import SITUATION, press
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.outcome.models import Sequel
from kollega.outcome.tests.helpers import ANSWER, asked, close, closed, counted, follow_ups, url

As = Callable[[Persona], Client]


def test_ask_again_begins_a_draft_with_the_old_text(world: World, as_: As) -> None:
    row = asked(world, closed(world))
    client, data = as_(world.asker), {"draft": str(uuid.uuid4())}
    first = client.post(url("ask_again", row.id), data)
    assert first["Location"] == reverse("consultation:draft", args=[data["draft"]])
    assert client.post(url("ask_again", row.id), data).status_code == 302
    page = client.get(first["Location"]).content.decode()
    assert SITUATION in page
    assert 'value="13-17"' in page
    with acting(world.asker.actor):
        assert Question.objects.count() == 1
    # Gone back to after that draft was sent, the button leads to what was sent.
    again = client.post(url("ask_again", row.id), {"draft": str(row.question_id)})
    assert again["Location"] == reverse("consultation:question", args=[row.question_id])


def test_what_is_told_afterwards_goes_through_the_check_to_those_who_advised(
    world: World, as_: As
) -> None:
    question_id, client = closed(world), as_(world.asker)
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send"}
    stopped = client.post(
        url("afterwards", question_id), {**data, "text": "Anna Berg i Storavan mår bra."}
    )
    assert stopped.status_code == 422
    fine = {**data, "version": "1", "text": "Samtalet enskilt gjorde skillnad."}
    assert client.post(url("afterwards", question_id), fine).status_code == 302
    assert client.post(url("afterwards", question_id), fine).status_code == 302
    run_waiting()
    with acting(world.answerer.actor):
        assert Sequel.objects.count() == 1
        told = Notice.objects.filter(kind="outcome.afterwards")
        assert told.values_list("subject_id", flat=True).first() == question_id
    with acting(world.asker.actor):
        assert not Notice.objects.filter(kind="outcome.afterwards").exists()
    page = as_(world.answerer).get(url("afterwards", question_id)).content.decode()
    assert "Samtalet enskilt gjorde skillnad." in page
    assert "Maja" not in page
    # Who has not chosen to read the closed question does not get this either.
    assert as_(world.same_unit).get(url("afterwards", question_id)).status_code == 404
    press(as_(world.same_unit), "respond", question_id, choice="read")
    assert as_(world.same_unit).get(url("afterwards", question_id)).status_code == 200


def test_what_was_told_is_found_and_destroyed_as_a_public_document(world: World, as_: As) -> None:
    question_id = closed(world)
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": "Det blev lugnare."}
    as_(world.asker).post(url("afterwards", question_id), data)
    registrar = world.registrar.actor
    with acting(registrar):
        (mine,) = documents.own(registrar).filter(purpose="outcome.afterwards")
        wanted = [(mine.passage_id, mine.purpose)]
        found = documents.read(registrar, wanted)[mine.passage_id]
        assert (found.text, found.area) == ("Det blev lugnare.", "Hedersrelaterat våld")
        area = [world.areas["heder"].id]
        assert mine in documents.own(registrar).filter(documents.in_areas(registrar, area))
        assert documents.destroy(registrar, [mine.passage_id]) == 1
        assert documents.destroy(registrar, [mine.passage_id]) == 0


def test_a_question_at_home_is_followed_up_and_told_of_at_home(world: World, as_: As) -> None:
    consultation.declare(world, "same_unit", "heder")
    question_id = consultation.send(as_(world.asker), world, audience="own")
    helper = as_(world.same_unit)
    press(helper, "respond", question_id, choice="read")
    consultation.reply(helper, question_id, "Ett råd.")
    close(world, question_id)
    run_waiting()
    assert len(follow_ups(world)) == 2
    as_(world.asker).post(url("follow_up", asked(world, question_id).id), ANSWER)
    run_waiting()
    assert follow_ups(world)[0].followed == "partly"
    assert counted(world) == []  # figures are of what was shared in the whole collaboration
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": "Det gick bra."}
    as_(world.asker).post(url("afterwards", question_id), data)
    run_waiting()
    with acting(world.same_unit.actor):
        assert Notice.objects.filter(kind="outcome.afterwards", channel="screen").count() == 1
    with acting(world.answerer.actor):
        assert not Notice.objects.exists()
        assert not Sequel.objects.exists()


def test_nothing_is_told_afterwards_of_an_open_question(world: World, as_: As) -> None:
    question_id, client = closed(world), as_(world.asker)
    press(client, "reopen", question_id)
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": "Bra."}
    assert client.post(url("afterwards", question_id), data).status_code == 403
