"""Every operation × every persona, by token: nobody gets more than on the pages."""

import uuid
from typing import Any

import pytest
from tests.objects import OBJECTS
from tests.pages import undone
from tests.personas import World

from kollega.api.http import API
from kollega.api.tests.calling import caller
from kollega.consultation.tests import helpers

# Operation → (method, path, body, status → personas). `{}` is a situation question from Granåker
# put to two in Storavan of whom one has read on.
ID = str(uuid.UUID(int=11))
READERS = {200: "asker answerer", 404: "*"}
ROWS: dict[str, tuple[str, str, dict[str, Any], dict[int, str]]] = {
    "me": ("get", "me", {}, {200: "*"}),
    "areas": ("get", "areas", {}, {200: "*"}),
    "list_questions": ("get", "questions", {}, {200: "*"}),
    "one_question": ("get", "questions/{}", {}, {200: "asker answerer answerer_two", 404: "*"}),
    "ask_question": ("post", "questions", {"id": ID}, {422: "*"}),
    "respond": (
        "post",
        "questions/{}/reading",
        {"choice": "read"},
        {200: "asker answerer answerer_two", 404: "*"},
    ),
    "take": ("post", "questions/{}/taking", {}, {200: "answerer", 403: "asker", 404: "*"}),
    "write": ("post", "questions/{}/posts", {"id": ID, "text": "Hej."}, READERS),
    "close": ("post", "questions/{}/closing", {"id": ID}, {200: "asker", 404: "*"}),
    "check": ("post", "check", {"text": "Hej."}, {200: "*"}),
    "one_card": ("get", "cards/{}", {}, {404: "*"}),
    "list_notices": ("get", "notices", {}, {200: "*"}),
    "overview": ("get", "overview", {}, {200: "*"}),
    "read_notice": ("post", f"notices/{ID}/reading", {}, {200: "*"}),
}
WITHOUT_A_PLACE = {"ended"}


def operations() -> set[str]:
    """The names of all operations in the description."""
    methods = (
        found
        for path in API.get_openapi_schema(path_prefix="")["paths"].values()
        for found in path.values()
    )
    return {
        str(each["operationId"]).rpartition("_endpoints_")[2].partition("_")[2] for each in methods
    }


def test_every_operation_has_a_row() -> None:
    assert operations() == set(ROWS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_who_gets_what(crowded_world: World, name: str) -> None:
    method, path, body, statuses = ROWS[name]
    expected = {}
    got = {}
    (question_id,) = OBJECTS["read"](crowded_world)
    for who, persona in crowded_world.personas.items():
        if who in WITHOUT_A_PLACE:
            continue
        where = path.format(question_id)
        with undone():
            calls = caller(persona)
            answer = calls.get(where) if method == "get" else calls.post(where, body)
        got[who] = answer.status_code
        named = (status for status, people in statuses.items() if who in people.split())
        expected[who] = next(
            named, next(status for status, people in statuses.items() if people == "*")
        )
        if answer.status_code == 200 and who not in {"asker", "answerer"}:
            text = answer.content.decode()
            assert helpers.SITUATION[:30] not in text, (name, who)
            if persona.municipality != crowded_world.asker.municipality:
                assert "Maja" not in text, (name, who)
    assert got == expected
