"""The one permission table: every address × every persona → the answer's status.

A row names the object it is asked for (see `OBJECTS`), the method, what is posted, and who gets
which status; `*` is everybody not named. An address without a row fails the test. Anonymous
requests are always sent to sign in, but where a row says otherwise.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kollega.border import drafts
from kollega.border.models import SecondLook
from kollega.consultation.tests import helpers
from kollega.core.actor import acting
from kollega.core.clock import now
from tests.personas import World, client_of

IN_GRANAKER = "asker same_unit other_unit manager registrar log_reviewer administrator"
IN_STORAVAN = "answerer answerer_two coordinator"
TOGETHER = f"{IN_GRANAKER} {IN_STORAVAN}"
APART = "outsider outsider_two"


@dataclass(frozen=True)
class Row:
    """What one address answers. `statuses` maps a status to the personas who get it.

    `most_statements` bounds a POST (a GET has eight).
    """

    method: str
    statuses: Mapping[int, str]
    object: str = ""
    posted: Mapping[str, Any] = field(default_factory=dict)
    anonymous: int = 302
    most_statements: int = 16


def _situation(world: World) -> list[uuid.UUID]:
    """A situation question from Granåker, put to two in Storavan, who have not read on."""
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    return [helpers.send(client_of(world.asker), world)]


def _read(world: World) -> list[uuid.UUID]:
    """The same, read by one of them."""
    (question_id,) = _situation(world)
    helpers.press(client_of(world.answerer), "respond", question_id, choice="read")
    return [question_id]


def _answered(world: World) -> list[uuid.UUID]:
    """The same with an answer by the one who read: question and post."""
    (question_id,) = _read(world)
    post_id = helpers.reply(client_of(world.answerer), question_id, "Börja med skyddet.")
    return [question_id, post_id]


def _closed(world: World) -> list[uuid.UUID]:
    """A closed situation question."""
    (question_id, _post) = _answered(world)
    client_of(world.asker).post(
        f"/fragor/{question_id}/avsluta", {"draft": str(uuid.uuid4()), "version": "0", "do": "send"}
    )
    return [question_id]


def _draft(world: World) -> list[uuid.UUID]:
    """A draft of the asker's."""
    draft_id = uuid.uuid4()
    actor = world.asker.actor
    with acting(actor):
        drafts.save(
            actor,
            draft_id=draft_id,
            purpose="question",
            version=0,
            body=helpers.form(world, text="En text"),
        )
    return [draft_id]


def _second_look(world: World) -> list[uuid.UUID]:
    """The asker has asked a colleague in the same unit to read a text."""
    actor = world.asker.actor
    with acting(actor):
        look = SecondLook(
            municipality_id=actor.municipality_id,
            draft_id=uuid.uuid4(),
            draft_version=1,
            account_id=actor.account_id,
            reader_id=world.same_unit.account.id,
            text="En text",
            asked_at=now(),
        )
        look.save(force_insert=True)
    return [look.id]


OBJECTS: dict[str, Callable[[World], list[Any]]] = {
    "": lambda _world: [],
    "new": lambda _world: [uuid.uuid4()],
    "draft": _draft,
    "situation": _situation,
    "read": _read,
    "answered": _answered,
    "closed": _closed,
    "second_look": _second_look,
}

ALL = {200: "*"}
ASKED = "answerer answerer_two"
POSTED = {"draft": str(uuid.UUID(int=7)), "version": "0", "text": "En tanke.", "do": "send"}

TABLE: dict[str, Row] = {
    "alive": Row("get", ALL, anonymous=200),
    "ready": Row("get", {503: "*"}, anonymous=503),
    "desk:my_day": Row("get", ALL),
    "border:names": Row("get", {200: "manager administrator", 403: "*"}),
    "consultation:questions": Row("get", ALL),
    "consultation:choose": Row("get", ALL),
    "consultation:draft": Row("get", ALL, "draft"),
    "consultation:save": Row("post", ALL, "new", {"version": "0", "text": "Hej"}),
    "consultation:check": Row("post", ALL, "new", {"text": "Hej"}),
    "consultation:who": Row("post", ALL, "new", {"text": "Hej"}),
    "consultation:ask_second_look": Row("get", {200: "asker", 404: "*"}, "draft"),
    "consultation:second_look": Row("get", {200: "same_unit", 404: "*"}, "second_look"),
    "consultation:question": Row("get", {200: f"asker {ASKED}", 404: "*"}, "situation"),
    "consultation:respond": Row(
        "post", {302: f"asker {ASKED}", 404: "*"}, "situation", {"choice": "read"}
    ),
    "consultation:take": Row("post", {302: "answerer", 403: "asker", 404: "*"}, "read"),
    "consultation:post": Row("post", {302: "asker answerer", 404: "*"}, "read", POSTED),
    "consultation:save_post": Row("post", {200: "asker answerer", 404: "*"}, "read", POSTED),
    "consultation:check_post": Row("post", {200: "asker answerer", 404: "*"}, "read", POSTED),
    "consultation:presence": Row("post", {200: "asker answerer", 404: "*"}, "read"),
    "consultation:edit": Row("get", {200: "answerer", 404: "*"}, "answered"),
    "consultation:edits": Row("get", {200: "asker answerer", 404: "*"}, "answered"),
    "consultation:helped": Row("post", {302: "asker", 404: "*"}, "answered", {"helped": "yes"}),
    "consultation:close": Row("get", {200: "asker", 404: "*"}, "read"),
    "consultation:reopen": Row("post", {302: "asker", 404: "*"}, "closed"),
    "consultation:withdraw": Row("get", {200: "asker", 404: "*"}, "read"),
    "consultation:show_name": Row("post", {302: "asker", 404: "*"}, "read"),
    "consultation:phone": Row("get", ALL),
}
