"""The same page open in two windows, and a question that goes while somebody writes: no text is lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.personas import Persona, World

from kollega.border.models import Draft
from kollega.consultation.models import Question
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.outcome.models import OwnWords, Sequel, Told
from kollega.outcome.tests.helpers import closed, url

As = Callable[[Persona], Client]


def hidden(client: Client, address: str) -> dict[str, Any]:
    """What the page's form carries besides what one writes."""
    context = client.get(address).context
    names = {"draft": "draft_id", "version": "version", "seen": "seen"}
    return {name: str(context[key]) for name, key in names.items() if key in context}


def remark_of(world: World) -> str:
    with acting(world.asker.actor):
        return Told.objects.get().remark


def test_what_was_saved_in_one_window_is_shown_before_the_other_overwrites_it(
    world: World, as_: As
) -> None:
    page = url("told", closed(world))
    phone, desk = as_(world.asker), as_(world.asker)
    for_phone, for_desk = hidden(phone, page), hidden(desk, page)
    said = {**for_phone, "state": "told", "remark": "Hon blev glad."}
    assert phone.post(page, said).status_code == 302
    assert phone.post(page, said).status_code == 302  # pressed twice
    late = {**for_desk, "state": "told", "remark": "Vi talade i bilen."}
    stopped = desk.post(page, late)
    assert stopped.status_code == 409
    html = stopped.content.decode()
    assert "Hon blev glad." in html
    assert "Vi talade i bilen." in html
    assert remark_of(world) == "Hon blev glad."
    again = {**late, "seen": stopped.context["seen"], "draft": str(stopped.context["draft_id"])}
    assert desk.post(page, again).status_code == 302
    assert remark_of(world) == "Vi talade i bilen."


def test_what_saved_itself_in_one_window_is_not_thrown_away_by_the_other(
    world: World, as_: As
) -> None:
    question_id = closed(world)
    page, autosave = url("told", question_id), url("save_draft", question_id, "beratta")
    phone, desk = as_(world.asker), as_(world.asker)
    for_phone, for_desk = hidden(phone, page), hidden(desk, page)
    phone.post(autosave, {**for_phone, "state": "told", "remark": "Halva meningen"})
    said = {**for_desk, "state": "told", "remark": "Vi talade i bilen."}
    stopped = desk.post(page, said)
    assert stopped.status_code == 409
    assert "Halva meningen" in stopped.content.decode()
    kept = {
        name: str(stopped.context[key]) for name, key in (("draft", "draft_id"), ("version",) * 2)
    }
    assert desk.post(page, {**said, **kept}).status_code == 302
    with acting(world.asker.actor):
        assert not Draft.objects.filter(purpose="outcome.told").exists()


def test_words_noted_in_one_window_do_not_swallow_those_of_the_other(world: World, as_: As) -> None:
    question_id = closed(world)
    page, autosave = url("words", question_id), url("save_draft", question_id, "egna-ord")
    phone, desk = as_(world.asker), as_(world.asker)
    draft = hidden(phone, page)["draft"]
    day = clock.today().isoformat()
    phone.post(autosave, {"draft": draft, "version": "0", "text": "Jag vill", "said_on": day})
    both = {"draft": draft, "version": "1", "said_on": day}
    first, second = "Jag vill vara med.", "Jag vill inte flytta."
    assert phone.post(page, {**both, "text": first}).status_code == 302
    for _pressed in range(2):
        assert phone.post(page, {**both, "text": first}).status_code == 302
    assert desk.post(page, {**both, "text": second}).status_code == 302
    with acting(world.asker.actor):
        assert {each.text for each in OwnWords.objects.all()} == {first, second}
        assert not Draft.objects.filter(purpose="outcome.words").exists()


def test_what_was_told_afterwards_in_one_window_leaves_the_others_as_a_draft(
    world: World, as_: As
) -> None:
    page = url("afterwards", closed(world))
    phone, desk = as_(world.asker), as_(world.asker)
    both = {**hidden(phone, page), "do": "send"}
    for _pressed in range(2):
        assert phone.post(page, {**both, "text": "Det gick lugnt."}).status_code == 302
    assert desk.post(page, {**both, "text": "Det gick bra till slut."}).status_code == 302
    shown = desk.get(page).content.decode()
    assert "Det du skrev här är sparat, inte skickat." in shown
    assert "Det gick bra till slut." in shown
    with acting(world.asker.actor):
        assert [str(each.text) for each in Sequel.objects.all()] == ["Det gick lugnt."]
    sent = {**hidden(desk, page), "do": "send", "text": "Det gick bra till slut."}
    assert desk.post(page, sent).status_code == 302
    with acting(world.asker.actor):
        assert Sequel.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "field"),
    [("told", "remark"), ("words", "text"), ("afterwards", "text"), ("sheet", "advised")],
)
def test_what_was_written_is_given_back_where_the_question_is_gone(
    world: World, as_: As, name: str, field: str
) -> None:
    question_id = closed(world)
    page = url(name, question_id)
    data = {"draft": str(uuid.uuid4()), "version": "0", "state": "told", field: "Allt jag skrev."}
    with acting(job_for(job="test", collaboration_id=world.collaboration_id)):
        Question.objects.filter(pk=question_id).delete()
    answer = as_(world.asker).post(page, data)
    assert answer.status_code == 404
    assert "Allt jag skrev." in answer.content.decode()
    # One who never could know of it is told the same, and a page that was only opened is no page.
    assert as_(world.outsider).post(page, data).content.decode().count("Allt jag skrev.") == 1
    assert "Frågan finns inte" not in as_(world.asker).get(page).content.decode()
