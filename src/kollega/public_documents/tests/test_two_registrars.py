"""Two registrars, or one in two windows, at work on the same request."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.objects import OBJECTS
from tests.personas import World, client_of

from kollega.consultation.tests import helpers as asking
from kollega.core.actor import acting
from kollega.core.models import AuditRow
from kollega.public_documents import grounds, sheet
from kollega.public_documents.models import Chosen, HandedOut, Request
from kollega.public_documents.tests.helpers import (
    answer,
    begin_with_all,
    chosen_of,
    first_ground,
    press,
)


def _asked(world: World, count: int = 1, area: str = "heder") -> None:
    for number in range(count):
        asking.send(
            client_of(world.asker),
            world,
            kind="method",
            area=str(world.areas[area].id),
            text=f"Hur pratar ni om saken nummer {number} i det första samtalet?",
        )


def test_what_is_answered_is_what_she_saw(world: World) -> None:
    """Somebody masks, or adds a document, after the page was opened: it is shown, not handed out."""
    _asked(world, 2)
    registrar, other = client_of(world.registrar), client_of(world.registrar)
    public_id, chosen = begin_with_all(world, registrar)
    for each in chosen:
        press(registrar, each)
    url = reverse("public_documents:answer", args=[public_id])
    opened: Any = registrar.get(url)
    version = str(opened.context["now"].version)
    ground = str(first_ground(world).id)
    saved = other.post(
        reverse("public_documents:save", args=[public_id, chosen[0].id]),
        {"version": "2", "del": "1", "w": "0", "ground": ground},
    )
    assert saved.status_code == 200
    refused = registrar.post(url, {"version": version, "reasons": "Därför."})
    assert refused.status_code == 409
    assert "1 maskat ställe" in refused.content.decode()
    with acting(world.registrar.actor):
        assert not HandedOut.objects.exists()
        assert AuditRow.objects.filter(verb="document.mask").count() == 1
    assert answer(registrar, public_id, reasons="Därför.").status_code == 302


def test_nothing_is_masked_while_the_answer_is_made(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mask waits for the answer and is then refused: never 'Sparat' for what was handed out."""
    world = real_world
    _asked(world)
    registrar = client_of(world.registrar)
    public_id, (chosen,) = begin_with_all(world, registrar)
    press(registrar, chosen)
    ground = str(first_ground(world).id)
    made, statuses = sheet.make, []

    def mask() -> None:
        sent = client_of(world.registrar).post(
            reverse("public_documents:save", args=[public_id, chosen.id]),
            {"version": "2", "del": "1", "w": "0", "ground": ground},
        )
        statuses.append(sent.status_code)
        connection.close()

    thread = threading.Thread(target=mask)

    def slow(*given: Any) -> HandedOut:
        thread.start()
        thread.join(timeout=1)
        assert not statuses, "it was saved while the answer was made"
        return made(*given)

    monkeypatch.setattr(sheet, "make", slow)
    assert answer(registrar, public_id).status_code == 302
    thread.join(timeout=20)
    assert statuses == [422]
    assert chosen_of(world, public_id)[0].masks == []


def test_the_area_can_be_masked_like_everything_else(world: World) -> None:
    """What a question is about may be the secret: it stands in the text alone."""
    OBJECTS["knowing"](world)
    _asked(world)
    registrar = client_of(world.registrar)
    public_id, (chosen,) = begin_with_all(world, registrar, asked_for="Alla frågor")
    area = chosen.area
    assert area
    assert area in chosen.text.partition("\n")[0]
    count = len(chosen.text.partition("\n")[0].split())
    press(registrar, chosen, w=[str(n) for n in range(count)], ground=str(first_ground(world).id))
    assert answer(registrar, public_id, reasons="Därför.").status_code == 302
    with acting(world.registrar.actor):
        assert area not in HandedOut.objects.get().text


def _line_ground(client: Client, chosen: Chosen) -> str:
    url = reverse("public_documents:document", args=[chosen.request_id, chosen.id])
    page = client.get(url).content.decode()
    start = page.index('<select name="g0">')
    return page[start : page.index("</select>", start)]


def test_a_ground_that_is_used_no_more_stands_where_it_was_used(world: World) -> None:
    """A save of the page does not quietly give the mask another ground."""
    _asked(world)
    registrar = client_of(world.registrar)
    public_id, (chosen,) = begin_with_all(world, registrar)
    ground = first_ground(world)
    press(registrar, chosen, "save", w="0", ground=str(ground.id))
    listed = reverse("public_documents:grounds")
    registrar.post(listed, {"do": f"end:{ground.id}"})
    assert f"end:{ground.id}" not in registrar.get(listed).content.decode()
    (chosen,) = chosen_of(world, public_id)
    assert f'value="{ground.id}" selected' in _line_ground(registrar, chosen)
    press(registrar, chosen, "save", w="0", before="0", g0=str(ground.id))
    (chosen,) = chosen_of(world, public_id)
    assert [each[2] for each in chosen.masks] == [str(ground.id)]
    with acting(world.registrar.actor):
        assert ground.id not in {each.id for each in grounds.in_force(world.registrar.actor)}


def test_both_answers_can_be_read_when_a_request_was_opened_again(world: World) -> None:
    _asked(world)
    registrar = client_of(world.registrar)
    public_id, (chosen,) = begin_with_all(world, registrar)
    press(registrar, chosen)
    answer(registrar, public_id)
    page = reverse("public_documents:request", args=[public_id])
    registrar.post(reverse("public_documents:reopen", args=[public_id]))
    assert "Svar 1," in registrar.get(page).content.decode()
    (chosen,) = chosen_of(world, public_id)
    press(registrar, chosen, w="0", ground=str(first_ground(world).id))
    answer(registrar, public_id, reasons="Därför.")
    text = reverse("public_documents:text", args=[public_id])
    assert "[maskat 1]" in registrar.get(text).content.decode()
    assert "[maskat 1]" not in registrar.get(text, {"nr": "1"}).content.decode()
    assert registrar.get(text, {"nr": "3"}).status_code == 404
    assert "?nr=1" in registrar.get(page).content.decode()


def test_a_request_of_five_hundred_documents_is_read_page_by_page(world: World) -> None:
    """The page keeps its size, and the answer waits for the last of them."""
    _asked(world)
    registrar = client_of(world.registrar)
    public_id, (chosen,) = begin_with_all(world, registrar)
    with acting(world.registrar.actor):
        Chosen.objects.bulk_create(
            Chosen(
                municipality_id=chosen.municipality_id,
                request_id=public_id,
                passage_id=each,
                place=number,
                title="Fråga om metod eller lag",
                area="Hedersrelaterat våld och förtryck",
                day=chosen.day,
                text=chosen.text * 10,
                state=Chosen.State.OUT,
            )
            for number, each in enumerate((Chosen().id for _number in range(499)), 2)
        )
    url = reverse("public_documents:request", args=[public_id])
    first, last = registrar.get(url), registrar.get(url, {"page": "13"})
    for page in (first, last):
        assert len(page.content) < 40 * 1024
    assert "500 handlingar" in first.content.decode()
    assert ">500. Fråga" in last.content.decode()
    assert answer(registrar, public_id).status_code == 422
    press(registrar, chosen)
    assert answer(registrar, public_id).status_code == 302
    with acting(world.registrar.actor):
        assert Request.objects.get(pk=public_id).outcome == Request.Outcome.OUT
        assert HandedOut.objects.get().documents == 500
