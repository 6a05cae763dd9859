"""Two browsers change the same thing: nobody's text is lost, and the second sees the first's.

Over HTTP and in real transactions, for each kind of thing that two people, or one person in two
browsers, can have open at once; one after the other, and at the very same moment.
"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kollega.border.models import Draft
from kollega.consultation.models import Closing, Post, Question
from kollega.consultation.options import FEW_THRESHOLD
from kollega.consultation.tests.helpers import declare, form, reply, send
from kollega.core.actor import acting
from kollega.organisation.models import Membership, Unit
from tests.personas import World, client_of

FIRST, SECOND = "Vi brukar börja med skolan.", "Vi brukar börja med kuratorn."


class Forms(HTMLParser):
    """The forms of a page: their fields with the values that a browser would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._text: str | None = None
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, inside = found.get("name", ""), self.forms[-1] if self.forms else {}
        if tag == "form":
            self.forms.append({"": found.get("action", "")})
        elif tag == "textarea":
            self._text = name
            inside[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            inside[self._select] = found.get("value", "")
        elif tag == "input" and name and found.get("type") not in {"submit", "button"}:
            self._input(inside, name, found)

    def _input(self, inside: dict[str, Any], name: str, found: dict[str, str]) -> None:
        if found.get("type") in {"radio", "checkbox"}:
            if "checked" in found and found["type"] == "radio":
                inside[name] = found.get("value", "on")
            elif "checked" in found:
                inside.setdefault(name, []).append(found.get("value", "on"))
        else:
            inside[name] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.forms[-1][self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None


@dataclass
class Opened:
    """A page open in a browser, with a form that has been filled in."""

    client: Client
    url: str
    data: dict[str, Any]

    def press(self) -> HttpResponse:
        return self.client.post(self.url, self.data)  # type: ignore[return-value]


def fill(client: Client, html: str, url: str, field: str, text: str, **more: str) -> Opened:
    """Fill in the first form of a page that has this field."""
    found = next(each for each in Forms(html).forms if field in each)
    action = str(found.pop(""))
    cleaned = {name: v.lstrip("\n") if isinstance(v, str) else v for name, v in found.items()}
    return Opened(client, action or url, {**cleaned, field: text, **more})


@dataclass
class Case:
    """A thing that two browsers change. `seen` are the words that each text shows as."""

    who: tuple[str, str]
    url: Callable[[World], str]
    field: str
    texts: tuple[str, str] = (FIRST, SECOND)
    more: tuple[tuple[str, str], ...] = ()
    stored: Callable[[World], str] = lambda _world: ""


def a_draft(world: World) -> str:
    url = reverse("consultation:draft", args=[uuid.uuid4()])
    begun = form(world, kind="method", text="Det första.", do="save")
    assert client_of(world.asker).post(url, begun).status_code == 302
    return url


def a_new_draft(_world: World) -> str:
    return reverse("consultation:draft", args=[uuid.uuid4()]) + "?slag=method"


def a_thread(world: World) -> str:
    question_id = send(client_of(world.asker), world, kind="method")
    return reverse("consultation:question", args=[question_id])


def an_answer(world: World) -> str:
    question_id = send(client_of(world.asker), world, kind="method")
    post_id = reply(client_of(world.answerer), question_id, "Det första.")
    return reverse("consultation:edit", args=[question_id, post_id])


def stored_draft(world: World) -> str:
    with acting(world.asker.actor):
        return str(Draft.objects.get().body["text"])


def stored_post_draft(world: World) -> str:
    with acting(world.answerer.actor):
        return str(Draft.objects.get().body["text"])


def stored_post(world: World) -> str:
    with acting(world.answerer.actor):
        return str(Post.objects.get().text)


def a_person(world: World) -> str:
    with acting(world.manager.actor):
        place = Membership.objects.get(account_id=world.same_unit.account.id)
    return reverse("organisation:person", args=[place.id])


def a_unit(world: World) -> str:
    with acting(world.manager.actor):
        found = Unit.objects.get(name="Vuxen", municipality_id=world.manager.municipality.id)
    return reverse("organisation:unit", args=[found.id])


SELF = ("asker", "asker")
ANSWERS = ("answerer", "answerer")
STAFF = ("manager", "administrator")
CASES = {
    "draft": Case(SELF, a_draft, "text", stored=stored_draft),
    "new draft": Case(SELF, a_new_draft, "text", stored=stored_draft),
    "answer being written": Case(ANSWERS, a_thread, "text", stored=stored_post_draft),
    "answer": Case(ANSWERS, an_answer, "text", more=(("do", "send"),), stored=stored_post),
    "own area": Case(
        ANSWERS,
        lambda world: reverse("competence:my_area", args=[world.areas["heder"].id]),
        "can_help_with",
        more=(("level", "3"), ("do", "send")),
    ),
    "own hours": Case(
        ANSWERS, lambda _world: reverse("competence:hours"), "cap_per_week", texts=("4", "5")
    ),
    "person": Case(STAFF, a_person, "title", texts=("kurator", "enhetschef")),
    "unit": Case(STAFF, a_unit, "name", texts=("Vuxna", "Vuxenenheten")),
    "setting": Case(
        STAFF,
        lambda _world: reverse("organisation:option", args=[FEW_THRESHOLD]),
        "value",
        texts=("31", "47"),
    ),
    "local names": Case(
        STAFF,
        lambda _world: reverse("border:names"),
        "school",
        texts=("Åskolan", "Björkskolan"),
    ),
    "practice area": Case(
        ("coordinator", "coordinator"),
        lambda world: reverse("organisation:change_area", args=[world.areas["spel"].id]),
        "title",
        texts=("Spel om pengar", "Spelproblem"),
    ),
}


@pytest.fixture
def known(real_world: World) -> Iterator[World]:
    declare(real_world, "answerer", "heder")
    declare(real_world, "answerer_two", "heder")
    yield real_world
    connections.close_all()


def open_in_two(world: World, case: Case) -> tuple[Opened, Opened]:
    """The same page in two browsers, both opened before either saves."""
    url = case.url(world)
    clients = [client_of(world.personas[who]) for who in case.who]
    pages = [client.get(url) for client in clients]
    assert [page.status_code for page in pages] == [200, 200]
    first, second = (
        fill(client, page.content.decode(), url, case.field, text, **dict(case.more))
        for client, page, text in zip(clients, pages, case.texts, strict=True)
    )
    return first, second


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("name", CASES)
def test_one_after_the_other(known: World, name: str) -> None:
    case = CASES[name]
    first, second = open_in_two(known, case)
    assert first.press().status_code == 302
    answer = second.press()
    assert answer.status_code == 409, "the second must be told"
    html = text_of(answer)
    assert case.texts[0] in html, "the second sees what the first saved"
    assert case.texts[1] in html, "and still has what was written"
    if stored := case.stored(known):
        assert stored == case.texts[0]
    # Having seen it, the second saves all the same.
    again = fill(second.client, html, second.url, case.field, case.texts[1], **dict(case.more))
    assert again.press().status_code == 302
    if case.stored(known):
        assert case.stored(known) == case.texts[1]


@pytest.mark.parametrize("name", CASES)
def test_at_the_same_moment(known: World, name: str) -> None:
    case = CASES[name]
    opened = open_in_two(known, case)
    together = Barrier(2)

    def press(each: Opened) -> HttpResponse:
        try:
            together.wait(10)
            return each.press()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, opened))
    assert sorted(each.status_code for each in answers) == [302, 409]
    clash = next(text_of(each) for each in answers if each.status_code == 409)
    assert case.texts[0] in clash
    assert case.texts[1] in clash


# --- Sent in one browser while it is written in the other -----------------------------------------


def test_a_question_sent_in_one_browser_while_written_in_the_other(known: World) -> None:
    url = a_draft(known)
    clients = [client_of(known.asker), client_of(known.asker)]
    first, second = (
        fill(client, text_of(client.get(url)), url, "text", text)  # type: ignore[arg-type]
        for client, text in zip(clients, (FIRST, SECOND), strict=True)
    )
    first.data["do"] = "send"
    assert first.press().status_code == 302
    second.data["do"] = "send"
    answer = clients[1].post(url, second.data, follow=True)
    html = answer.content.decode()
    assert "redan skickad" in html
    assert SECOND in html, "what was written is still there, as a draft of its own"
    with acting(known.asker.actor):
        assert [each.text for each in Question.objects.all()] == [FIRST]
        [left] = Draft.objects.all()
    assert left.body["text"] == SECOND
    # It can be sent, as a question of its own.
    sent = clients[1].post(
        reverse("consultation:draft", args=[left.id]),
        {**second.data, "version": str(left.version), "do": "send"},
    )
    assert sent.status_code == 302
    with acting(known.asker.actor):
        assert {each.text for each in Question.objects.all()} == {FIRST, SECOND}


def test_an_answer_sent_in_one_browser_while_written_in_the_other(known: World) -> None:
    url = a_thread(known)
    clients = [client_of(known.answerer), client_of(known.answerer)]
    first, second = (
        fill(client, text_of(client.get(url)), url, "text", text, do="send")  # type: ignore[arg-type]
        for client, text in zip(clients, (FIRST, SECOND), strict=True)
    )
    assert first.press().status_code == 302
    assert first.press().status_code == 302, "pressing twice sends once"
    html = clients[1].post(second.url, second.data, follow=True).content.decode()
    assert FIRST in html
    assert SECOND in html
    with acting(known.answerer.actor):
        assert [each.text for each in Post.objects.all()] == [FIRST]
    again = fill(clients[1], html, url, "text", SECOND, do="send")
    assert again.press().status_code == 302
    with acting(known.answerer.actor):
        assert {each.text for each in Post.objects.all()} == {FIRST, SECOND}
        assert not Draft.objects.exists()


def test_closed_in_one_browser_while_closing_is_written_in_the_other(known: World) -> None:
    question_id = send(client_of(known.asker), known, kind="method")
    url = reverse("consultation:close", args=[question_id])
    clients = [client_of(known.asker), client_of(known.asker)]
    first, second = (
        fill(client, text_of(client.get(url)), url, "text", text, do="send")  # type: ignore[arg-type]
        for client, text in zip(clients, (FIRST, SECOND), strict=True)
    )
    assert first.press().status_code == 302
    answer = second.press()
    assert answer.status_code == 409
    assert SECOND in text_of(answer)
    with acting(known.asker.actor):
        assert Closing.objects.get().text == FIRST


def test_an_answer_begun_in_one_browser_is_seen_in_the_other(known: World) -> None:
    """Also where both had the thread open before anything was saved."""
    url = a_thread(known)
    clients = [client_of(known.answerer), client_of(known.answerer)]
    pages = [fill(c, text_of(c.get(url)), url, "text", "") for c in clients]  # type: ignore[arg-type]
    assert pages[0].data["draft"] == pages[1].data["draft"]
    other = client_of(known.answerer_two)
    theirs = fill(other, text_of(other.get(url)), url, "text", "")  # type: ignore[arg-type]
    assert theirs.data["draft"] != pages[0].data["draft"], "nobody else's id"


# --- The same button pressed twice at once --------------------------------------------------------


@pytest.mark.parametrize("name", ["consultation:phone", "organisation:report"])
def test_what_is_made_by_two_presses_at_once_is_made_once(known: World, name: str) -> None:
    clients, url = [client_of(known.asker), client_of(known.asker)], reverse(name)
    data = fill(clients[0], text_of(clients[0].get(url)), url, "id", str(uuid.uuid4())).data  # type: ignore[arg-type]
    data |= {"area": str(known.areas["heder"].id), "gave": "no", "helped": "yes"}
    data |= {"where": "Första sidan", "text": FIRST}
    together = Barrier(2)

    def press(client: Client) -> int:
        try:
            together.wait(10)
            return client.post(url, data).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, clients)) == [302, 302]


def test_an_id_that_is_somebody_elses_is_not_there(known: World) -> None:
    url, data = reverse("organisation:report"), {"where": "Första sidan", "text": FIRST}
    data["id"] = str(uuid.uuid4())
    assert client_of(known.asker).post(url, data).status_code == 302
    other = client_of(known.answerer)
    other.raise_request_exception = False
    assert known.answerer.municipality != known.asker.municipality
    assert other.post(url, data).status_code == 404
