"""Nothing lets anybody search what is written in a case (PuF 15 §), and no number stands in an address.

Every page of the installation is asked for a word that stands only in case texts, and for one that stands
nowhere: the two answers are the same.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.objects import OBJECTS
from tests.pages import PAGES, reader_of
from tests.permissions import TABLE
from tests.personas import Persona, World, client_of

from kollega.api.tests.calling import caller
from kollega.casework import gate
from kollega.casework.cases import services as cases
from kollega.casework.models import Case
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]
WRITTEN, NOWHERE = "kvistfibbla", "krusfoglobb"
SUGGESTED = (("knowledge:find", "q"), ("knowledge:suggest", "q"))
ODD = re.compile(r'"request": "[^"]*"')
FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<body>.*?)</form>", re.S)
TYPED = re.compile(r"<(?:input|textarea)\b(?P<head>[^>]*)>")
NAME = re.compile(r'\bname="([^"]+)"')
CHANGES = re.compile(
    r'(csrfmiddlewaretoken" value=|nonce=|name="id" value=|content=|hx-headers=)"?[^">]*"?'
)
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def case(world: World) -> Case:
    """A case where the word stands."""
    return written(world)


def written(world: World) -> Case:
    """A case where the word stands in a note."""
    person = helpers.person(world.asker, given_name="Elis", number=helpers.BOY)
    made = helpers.case(world.asker, person)
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, made.id, lock=True)
        cases.write_note(
            actor,
            found,
            public_id=made.id,
            version=0,
            text=f"Pojken plockade {WRITTEN} vid skolan.",
            happened_on=clock.today(),
            of_weight=True,
        )
    return made


def test_the_word_is_written(world: World, as_: As, case: Case) -> None:
    """So that what follows means something."""
    page = as_(world.asker).get(reverse("casework:case", args=[case.id]))
    assert WRITTEN in page.content.decode()


def searches(html: str) -> Iterator[tuple[str, str]]:
    """The fields where something can be typed in forms that lead to an address: (action, name)."""
    for form in FORM.finditer(html):
        if 'method="post"' in form["head"].lower():
            continue
        action = re.search(r'action="([^"]*)"', form["head"])
        for field in TYPED.finditer(form["body"]):
            name = NAME.search(field["head"])
            if name and not re.search(r'type="(hidden|checkbox|radio|date)"', field["head"]):
                yield action[1] if action else "", name[1]


def same_but_for_the_word(client: Client, url: str, name: str, how: str = "get") -> None:
    answers = []
    for word in (WRITTEN, NOWHERE):
        answer = getattr(client, how)(url, {name: word})
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        text = UUIDS.sub("-", CHANGES.sub("", text.replace(word, "ORDET")))
        answers.append((answer.status_code, text))
    assert answers[0] == answers[1], f"{url}?{name}="


def test_no_field_of_any_page_finds_a_word_of_a_case(crowded_world: World) -> None:
    """Lists, filters, the search of the knowledge bank, the registrar's, the log's."""
    world, asked = crowded_world, set()
    written(world)
    for name in PAGES:
        row = TABLE[name]
        if row.object:
            continue
        who = reader_of(row, 200)
        client, url = client_of(world.personas[who]), reverse(name, args=OBJECTS[row.object](world))
        for action, field in searches(client.get(url).content.decode()):
            target = urlsplit(action).path or url
            if (who, target, field) not in asked:
                asked.add((who, target, field))
                same_but_for_the_word(client, target, field)
    paths = {target for _who, target, _field in asked}
    assert reverse("public_documents:search") in paths
    assert len(paths) > 1, paths


def test_nor_does_the_search_above_nor_a_suggestion_nor_the_api(
    world: World, as_: As, case: Case
) -> None:
    client = as_(world.asker)
    for path, field in SUGGESTED:
        for how in ("get", "post"):
            same_but_for_the_word(client, reverse(path), field, how)
    program = caller(world.asker)
    described = client.get(reverse("api:description")).json()["paths"]
    asked = [path for path, how in described.items() if "get" in how and "{" not in path]
    assert len(asked) > 3
    for path in asked:
        parameters = [each["name"] for each in described[path]["get"].get("parameters", ())]
        for name in {*parameters, "q", "text"}:
            first, second = (
                ODD.sub("", answer.content.decode().replace(word, "ORDET"))
                for word in (WRITTEN, NOWHERE)
                for answer in [program.client.get(path, {name: word})]
            )
            assert first == second, path


def test_looking_up_reads_names_and_numbers_only(world: World, as_: As, case: Case) -> None:
    client = as_(world.asker)
    for page, posted in (
        (reverse("casework:find"), {"text": WRITTEN}),
        (reverse("casework:same", args=[case.person_id]), {"text": WRITTEN}),
        (reverse("casework:relate", args=[case.person_id]), {"who": WRITTEN, "do": "find"}),
    ):
        html = client.post(page, posted).content.decode()
        assert re.search(r"Ingen (annan )?hittades", html), page
    found = client.post(reverse("casework:find"), {"text": helpers.BOY})
    assert found.url == reverse("casework:person", args=[case.person_id])
    by_case = client.post(reverse("casework:find"), {"text": case.number})
    assert by_case.url == reverse("casework:case", args=[case.id])
    assert client.get(reverse("casework:find"), {"text": "Elis"}).status_code == 405


def test_no_number_and_no_name_stands_in_an_address(world: World, as_: As, case: Case) -> None:
    """Addresses of the room take ids alone, and its forms never lead to one with what was typed."""
    for pattern in get_resolver().url_patterns:
        if getattr(pattern, "app_name", "") not in {"casework", "participation"}:
            continue
        for name, converter in _converters(pattern):
            assert converter in {"UUIDConverter", "IntConverter", "SlugConverter"}, name
    client = as_(world.asker)
    for page in ("casework:start", "casework:person", "casework:family", "casework:case"):
        ids = {"casework:start": [], "casework:case": [case.id]}.get(page, [case.person_id])
        html = client.get(reverse(page, args=ids)).content.decode()
        body = html.split("<main", 1)[1]
        assert list(searches(body)) == []
        for address in re.findall(r'(?:href|action)="([^"]+)"', html):
            assert not re.search(r"\d{6,8}-?\d{4}(?![0-9a-f-])", UUIDS.sub("", address)), address
            assert "Elis" not in address


def _converters(pattern: Any) -> Iterator[tuple[str, str]]:
    for each in getattr(pattern, "url_patterns", [pattern]):
        if hasattr(each, "url_patterns"):
            yield from _converters(each)
        else:
            for name, converter in each.pattern.converters.items():
                yield f"{each.name} {name}", type(converter).__name__
