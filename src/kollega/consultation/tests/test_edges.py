"""Two at once, too late, somebody else's ids, second eyes, taking back."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border.models import Draft, SecondLook
from kollega.consultation import jobs
from kollega.consultation.choices import Status
from kollega.consultation.destruction import destroy as destroy_question
from kollega.consultation.models import (
    PhoneNote,
    Post,
    PostEdit,
    Question,
    Reading,
    Signature,
)
from kollega.consultation.options import SECOND_EYES
from kollega.consultation.tests.helpers import declare, form, page, press, reply, send
from kollega.core import clock, destruction
from kollega.core.actor import acting, job_for
from kollega.organisation.models import MunicipalitySetting, PopulationCell
from kollega.search.models import Document

As = Callable[[Persona], Client]


@pytest.fixture
def known(world: World) -> World:
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


def test_two_who_take_it_at_once(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    first, second = as_(known.answerer), as_(known.answerer_two)
    for client in (first, second):
        press(client, "respond", question_id, choice="read")
    assert press(first, "take", question_id) == 302
    assert press(second, "take", question_id) == 302
    assert "redan tagit" in page(second, question_id)
    with acting(known.asker.actor):
        assert Question.objects.get(pk=question_id).taken_by_id == known.answerer.colleague_id


def test_an_answer_to_a_closed_question_is_given_back(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer = as_(known.answerer)
    press(answerer, "respond", question_id, choice="read")
    as_(known.asker).post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "do": "send"},
    )
    late = answerer.post(
        reverse("consultation:post", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Mitt långa svar.", "do": "send"},
    )
    assert late.status_code == 409
    assert "Mitt långa svar." in late.content.decode()


def test_somebody_elses_draft_id_is_nothing(known: World, as_: As) -> None:
    draft_id = uuid.uuid4()
    url = reverse("consultation:save", args=[draft_id])
    assert as_(known.asker).post(url, form(known)).status_code == 200
    assert as_(known.answerer).post(url, form(known, text="Min")).status_code == 404
    assert as_(known.same_unit).post(url, form(known, text="Min")).status_code == 404
    with acting(known.asker.actor):
        assert Draft.objects.get(pk=draft_id).body["text"] != "Min"


def test_posting_twice_posts_once(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer, draft_id = as_(known.answerer), uuid.uuid4()
    press(answerer, "respond", question_id, choice="read")
    data = {"draft": str(draft_id), "version": "0", "text": "Ett råd.", "do": "send"}
    url = reverse("consultation:post", args=[question_id])
    assert answerer.post(url, data).status_code == 302
    assert answerer.post(url, data).status_code == 302
    with acting(known.asker.actor):
        assert Post.objects.count() == 1


def test_an_answer_goes_through_the_gate(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer = as_(known.answerer)
    press(answerer, "respond", question_id, choice="read")
    stopped = answerer.post(
        reverse("consultation:post", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Vi hade Kalle Berg.", "do": "send"},
    )
    assert stopped.status_code == 422
    with acting(known.asker.actor):
        assert Post.objects.count() == 0


def test_an_edit_keeps_what_stood_before(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer = as_(known.answerer)
    press(answerer, "respond", question_id, choice="read")
    post_id = reply(answerer, question_id, "Ett första råd.")
    url = reverse("consultation:edit", args=[question_id, post_id])
    data = {"draft": str(uuid.uuid4()), "draft_version": "0", "version": "1", "do": "send"}
    assert answerer.post(url, {**data, "text": "Ett bättre råd."}).status_code == 302
    assert "Ett bättre råd." in page(as_(known.asker), question_id)
    with acting(known.asker.actor):
        assert PostEdit.objects.get().text == "Ett första råd."
    old = {**data, "draft": str(uuid.uuid4()), "text": "En gammal flik."}
    assert answerer.post(url, old).status_code == 409


def test_what_stood_before_goes_with_its_question_and_is_never_changed(
    known: World, as_: As
) -> None:
    question_id = send(as_(known.asker), known)
    answerer = as_(known.answerer)
    press(answerer, "respond", question_id, choice="read")
    post_id = reply(answerer, question_id, "Ett första råd.")
    answerer.post(
        reverse("consultation:edit", args=[question_id, post_id]),
        {
            "draft": str(uuid.uuid4()),
            "draft_version": "0",
            "version": "1",
            "do": "send",
            "text": "Ett bättre råd.",
        },
    )
    actor = job_for(job="test", collaboration_id=known.collaboration_id)
    with pytest.raises(ProgrammingError), acting(actor):
        PostEdit.objects.update(version=7)
    with acting(actor):
        assert PostEdit.objects.exists()
        assert destroy_question(actor, question_id)
        assert not PostEdit.objects.exists()
        assert not Post.objects.exists()


def test_what_helped_is_marked_and_taken_back(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer, asker = as_(known.answerer), as_(known.asker)
    press(answerer, "respond", question_id, choice="read")
    post_id = reply(answerer, question_id, "Ett råd.")
    url = reverse("consultation:helped", args=[question_id, post_id])
    with CaptureQueriesContext(connection) as asked:
        asker.post(url, {"helped": "yes"})
    # One at a time changes what the question is found by.
    assert any(
        'FROM "consultation_question"' in each["sql"] and "FOR NO KEY UPDATE" in each["sql"]
        for each in asked.captured_queries
    )
    assert "Hjälpte den som frågade" in page(answerer, question_id)
    asker.post(url, {"helped": ""})
    assert "Hjälpte den som frågade" not in page(answerer, question_id)


def test_a_closing_can_be_undone_and_a_question_taken_back(known: World, as_: As) -> None:
    asker = as_(known.asker)
    question_id = send(asker, known)
    close = reverse("consultation:close", args=[question_id])
    asker.post(close, {"draft": str(uuid.uuid4()), "version": "0", "do": "send"})
    assert press(asker, "reopen", question_id) == 302
    with acting(known.asker.actor):
        assert Question.objects.get(pk=question_id).status == Status.OPEN
    assert press(asker, "withdraw", question_id) == 302
    answerer = as_(known.answerer)
    assert answerer.get(reverse("consultation:question", args=[question_id])).status_code == 404


def test_stepping_out_of_a_taken_question_lets_it_wait_again(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer = as_(known.answerer)
    press(answerer, "respond", question_id, choice="read")
    press(answerer, "take", question_id)
    press(answerer, "respond", question_id, choice="leave")
    with acting(known.asker.actor):
        question = Question.objects.get(pk=question_id)
    assert (question.status, question.taken_by_id) == (Status.OPEN, None)


def test_who_can_read_a_closed_question_is_told_before_it_is_sent(known: World, as_: As) -> None:
    url = reverse("consultation:draft", args=[uuid.uuid4()])
    told = "När du har avslutat frågan kan andra i samverkan hitta och läsa den"
    asker = as_(known.asker)
    assert told in asker.get(url, {"slag": "situation"}).content.decode()
    assert told not in asker.get(url, {"slag": "method"}).content.decode()


def test_stepping_out_after_answering_leaves_the_question_as_it_is(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    answerer, asker = as_(known.answerer), as_(known.asker)
    press(answerer, "respond", question_id, choice="read")
    press(answerer, "take", question_id)
    press(answerer, "post", question_id, draft=uuid.uuid4(), version=0, text="Börja så.", do="send")
    press(asker, "close", question_id, draft=uuid.uuid4(), version=0, do="send")
    with acting(known.asker.actor):
        before = Question.objects.values("status", "next_ring_at").get(pk=question_id)
        assert before["status"] == Status.CLOSED
    press(answerer, "respond", question_id, choice="leave")
    with acting(known.asker.actor):
        assert Question.objects.values("status", "next_ring_at").get(pk=question_id) == before


def test_second_eyes_where_the_municipality_wants_them(known: World, as_: As) -> None:
    actor = known.asker.actor
    with acting(actor):
        MunicipalitySetting(
            municipality_id=actor.municipality_id,
            key=SECOND_EYES,
            value=True,
            set_by_id=actor.account_id,
        ).save(force_insert=True)
        PopulationCell(
            municipality_id=actor.municipality_id,
            age_from=0,
            age_to=110,
            sex="f",
            count=12,
            day=clock.today(),
        ).save(force_insert=True)
    asker, draft_id = as_(known.asker), uuid.uuid4()
    url = reverse("consultation:draft", args=[draft_id])
    stopped = asker.post(url, form(known))
    look_url = reverse("consultation:ask_second_look", args=[draft_id])
    assert stopped["Location"] == look_url
    asker.post(look_url, {"reader": str(known.same_unit.account.id)})
    with acting(known.same_unit.actor):
        look = SecondLook.objects.get()
    reader = as_(known.same_unit)
    assert "rädd att bli gift" in reader.get(f"/fraga/lasa/{look.id}").content.decode()
    assert as_(known.other_unit).get(f"/fraga/lasa/{look.id}").status_code == 404
    reader.post(f"/fraga/lasa/{look.id}", {"answer": "fine"})
    with acting(actor):
        version = Draft.objects.get(pk=draft_id).version
    changed = form(known, text="En annan flicka är rädd att bli gift.", version=version)
    assert asker.post(url, changed)["Location"] == look_url
    with acting(actor):
        version = Draft.objects.get(pk=draft_id).version
    sent = asker.post(url, form(known, version=version))
    assert sent["Location"] == reverse("consultation:question", args=[draft_id])


def test_help_by_telephone_names_nobody(known: World, as_: As) -> None:
    note_id = uuid.uuid4()
    data = {
        "id": str(note_id),
        "area": str(known.areas["spel"].id),
        "gave": "no",
        "helped": "yes",
        "municipality": str(known.answerer.municipality.id),
    }
    client = as_(known.asker)
    assert client.post("/telefonhjalp", data).status_code == 302
    assert client.post("/telefonhjalp", data).status_code == 302
    with acting(known.asker.actor):
        note = PhoneNote.objects.get()
    assert note.from_municipality_id == known.answerer.municipality.id
    assert {field.name for field in PhoneNote._meta.fields} == {
        "id",
        "collaboration",
        "from_municipality",
        "to_municipality",
        "area",
        "helped",
        "day",
    }


def test_a_question_is_destroyed_when_its_time_has_passed(known: World, as_: As) -> None:
    asker = as_(known.asker)
    old, ongoing = send(asker, known), send(asker, known)
    for each in (ongoing, old):
        press(as_(known.answerer), "respond", each, choice="read")
        as_(known.answerer).post(
            reverse("consultation:save_post", args=[each]),
            {"draft": str(uuid.uuid4()), "version": "0", "text": "Börja med"},
            HTTP_ACCEPT="application/json",
        )
    asker.post(
        reverse("consultation:close", args=[old]),
        {"draft": str(uuid.uuid4()), "version": "0", "do": "send"},
    )
    with clock.at(clock.now() + timedelta(days=23 * 30)):
        jobs.destroy.run()
    assert asker.get(reverse("consultation:question", args=[old])).status_code == 200
    with clock.at(clock.now() + timedelta(days=25 * 31)):
        jobs.destroy.run()
    assert asker.get(reverse("consultation:question", args=[old])).status_code == 404
    assert asker.get(reverse("consultation:question", args=[ongoing])).status_code == 200
    with acting(known.asker.actor):
        assert set(Signature.objects.values_list("question_id", flat=True)) == {ongoing}
        assert not Document.objects.exists()
    with acting(known.answerer.actor):
        assert set(Reading.objects.values_list("question_id", flat=True)) == {ongoing}
        # Nobody could come to what she was writing there any more.
        assert set(Draft.objects.values_list("subject_id", flat=True)) == {ongoing}
        [entry] = destruction.entries(known.answerer.actor)
    assert (entry.kind, entry.object_id) == ("question", old)
    restored = replace(entry, object_id=ongoing)  # as if a backup had brought it back
    assert destruction.replay([entry, restored]).destroyed == 1
    assert asker.get(reverse("consultation:question", args=[ongoing])).status_code == 404
    with acting(known.asker.actor):
        assert not Signature.objects.exists()
