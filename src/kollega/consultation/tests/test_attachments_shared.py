"""Files that are shared: in answers, who opens them, and as public documents."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import documents
from kollega.border.models import DraftFile
from kollega.consultation import rules
from kollega.consultation.models import Question
from kollega.consultation.tests.attached import (
    CHECKED,
    ROUTINE,
    beside,
    draft_with_file,
    put,
    review,
    sent,
    shared,
    upload,
)
from kollega.consultation.tests.helpers import declare, form, page, press, send
from kollega.core.actor import acting
from kollega.files.tests import made

As = Callable[[Persona], Client]


@pytest.fixture
def known(world: World) -> World:
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


# --- Answers --------------------------------------------------------------------------------------


def _answer(
    client: Client, question_id: uuid.UUID, draft_id: uuid.UUID, **data: object
) -> HttpResponse:
    posted = {"draft": str(draft_id), "version": "0", "text": "Se vår rutin.", "do": "send", **data}
    url = reverse("consultation:post", args=[question_id])
    answer: HttpResponse = client.post(url, posted)
    return answer


def test_an_answer_brings_files_too(known: World, as_: As) -> None:
    asker, answerer = as_(known.asker), as_(known.answerer)
    question_id, draft_id = send(asker, known), uuid.uuid4()
    press(answerer, "respond", question_id, choice="read")
    files = [sent("rutin.odt", made.sheet()), sent("rutin.pdf", made.sheet())]
    answer = _answer(answerer, question_id, draft_id, files=files)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "rutin.odt: Filen är inte det som namnet säger" in told
    assert "Se vår rutin." in told
    assert _answer(answerer, question_id, draft_id, version="1").status_code == 302
    seen = page(asker, question_id)
    assert "PDF, 1 sida" in seen
    (attachment,) = shared(known.asker)
    assert attachment.post_id == draft_id
    opened = asker.get(reverse("consultation:attachment", args=[question_id, attachment.id]))
    assert opened["Content-Type"] == "application/pdf"
    # Only the one who shared it takes it away.
    remove = reverse("consultation:remove_attachment", args=[question_id, attachment.id])
    assert asker.post(remove).status_code == 404
    assert answerer.get(remove).status_code == 200
    assert answerer.post(remove).status_code == 302
    address = reverse("consultation:attachment", args=[question_id, attachment.id])
    assert asker.get(address).status_code == 404
    assert "PDF, 1 sida" not in page(asker, question_id)
    back = reverse("consultation:restore_attachment", args=[question_id, attachment.id])
    assert asker.post(back).status_code == 404
    assert answerer.post(back).status_code == 302
    assert asker.get(address).status_code == 200


def test_a_thread_with_many_files_costs_one_statement_more(known: World, as_: As) -> None:
    asker = as_(known.asker)
    question_id = send(asker, known)
    page(asker, question_id)

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(asker, question_id)
        return len(asked)

    before = statements()
    for _each in range(3):
        draft_id = uuid.uuid4()
        files = [sent("a.txt", b"Rutin a"), sent("b.txt", b"Rutin b")]
        _answer(asker, question_id, draft_id, files=files)
    assert len(shared(known.asker)) == 6
    assert statements() == before


# --- Who opens what -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["answerer_two", "outsider", "same_unit", "manager", "registrar", "administrator"]
)
def test_those_who_have_not_read_the_question_do_not_open_its_files(
    known: World, as_: As, who: str
) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="send", version="1")
    (attachment,) = shared(known.asker)
    address = reverse("consultation:attachment", args=[draft_id, attachment.id])
    assert as_(known.personas[who]).get(address).status_code == 404


def test_files_go_with_the_question_for_her_who_stepped_out_and_when_it_is_withdrawn(
    known: World, as_: As
) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="send", version="1")
    (attachment,) = shared(known.asker)
    address = reverse("consultation:attachment", args=[draft_id, attachment.id])
    first, second = as_(known.answerer), as_(known.answerer_two)
    for client in (first, second):
        press(client, "respond", draft_id, choice="read")
        assert client.get(address).status_code == 200
    press(first, "respond", draft_id, choice="leave")
    assert first.get(address).status_code == 404
    assert second.get(address).status_code == 200
    elsewhere = send(as_(known.asker), known, text="En annan fråga om metod", kind="method")
    assert second.get(address.replace(str(draft_id), str(elsewhere))).status_code == 404
    press(as_(known.asker), "withdraw", draft_id)
    assert second.get(address).status_code == 404


def test_nobody_else_sees_a_file_beside_a_draft(known: World) -> None:
    draft_with_file(known)
    for who in ("same_unit", "manager", "administrator", "answerer", "outsider"):
        with acting(known.personas[who].actor):
            assert DraftFile.objects.count() == 0


def test_a_shared_file_does_not_tell_who_asked(known: World, as_: As) -> None:
    draft_id, _file = draft_with_file(known, name="Maja Asker Granåker.txt")
    upload(as_(known.asker), known, draft_id, do="send", version="1")
    with acting(known.answerer.actor):
        (row,) = Question.objects.get(pk=draft_id).attachments.values()
    told = str({name: value for name, value in row.items() if name != "data"})
    assert "Maja" not in told
    assert "Granåker" not in told
    assert str(known.asker.municipality.id) not in told
    assert str(known.asker.account.id) not in told


def test_only_in_the_own_municipality_holds_for_files(known: World, as_: As) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="send", version="1", kind="method", audience="own")
    (attachment,) = shared(known.asker)
    address = reverse("consultation:attachment", args=[draft_id, attachment.id])
    assert as_(known.other_unit).get(address).status_code == 200
    assert as_(known.answerer).get(address).status_code == 404
    assert shared(known.answerer) == []


def test_files_go_when_the_question_is_destroyed(known: World, as_: As) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="send", version="1")
    with acting(known.asker.actor):
        standing = rules.question_for(known.asker.actor, draft_id, need="own")
        standing.question.delete()
    assert shared(known.asker) == []


def test_files_of_a_draft_that_is_left_are_forgotten(known: World, as_: As) -> None:
    from datetime import timedelta

    from kollega.border import jobs
    from kollega.core import clock

    draft_id, _file = draft_with_file(known)
    jobs.forget_files.run()
    assert len(beside(known.asker)) == 1
    with clock.at(clock.now() + timedelta(days=31)):
        jobs.forget_files.run()
    assert beside(known.asker) == []
    put(known.asker, draft_id, b"Ny")


def test_throwing_a_draft_away_takes_its_files(known: World, as_: As) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="discard", version="1")
    assert beside(known.asker) == []
    assert form(known)


# --- Public documents -----------------------------------------------------------------------------


def test_the_own_registrar_finds_a_file_also_a_picture_that_was_taken_back(
    known: World, as_: As
) -> None:
    asker, registrar, draft_id = as_(known.asker), as_(known.registrar), uuid.uuid4()
    upload(asker, known, draft_id, ("bild.jpg", made.photo()), ("a.txt", ROUTINE.encode()))
    picture = next(each for each in beside(known.asker) if each.kind == "jpeg")
    review(asker, picture, do="seen", checked=CHECKED)
    upload(asker, known, draft_id, do="send", version="1")
    for each in shared(known.asker):
        asker.post(reverse("consultation:remove_attachment", args=[draft_id, each.id]))
        address = reverse("consultation:own_attachment", args=[each.passage_id])
        assert registrar.get(address).status_code == 200
        assert as_(known.answerer).get(address).status_code == 404
    found = registrar.get("/allmanna-handlingar", {"ord": "skyddssamtal"}).content.decode()
    with acting(known.registrar.actor):
        kept = documents.own(known.registrar.actor)
        read = documents.read(
            known.registrar.actor, kept.values_list("passage_id", "purpose").order_by("id")
        )
    files = [each for each in read.values() if each.title == "Bilaga till en fråga"]
    assert len(files) == 2
    assert {each.marks for each in files} == {("Tillbakatagen",)}
    assert any(ROUTINE in each.text for each in files)
    assert found


def test_a_rule_destroys_a_file_and_leaves_the_rest(known: World, as_: As) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="send", version="1")
    (attachment,) = shared(known.asker)
    with acting(known.asker.actor):
        assert documents.destroy(known.asker.actor, [attachment.passage_id]) == 1
    assert shared(known.asker) == []
    assert "rädd att bli gift" in page(as_(known.asker), draft_id)
