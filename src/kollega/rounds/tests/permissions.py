"""The room's rows of the permission table, and the objects that they ask for."""

import uuid
from typing import Any

from tests.personas import World, client_of
from tests.rowtype import ALL, DONE, STEERS, STEERS_WRONG, TOGETHER, Row

from kollega.consultation.tests import helpers as asking
from kollega.core.actor import acting
from kollega.rounds import address
from kollega.rounds.models import Brought, Round
from kollega.rounds.tests import helpers

Parts = list[Any]
TOGETHER_DONE = {404: "outsider outsider_two", 302: "*"}
ASKED_AND_ASKER = "asker answerer answerer_two"


def _standing(world: World) -> Parts:
    """The next of a standing round."""
    return [helpers.standing(world, "answerer", "answerer_two")]


def _series(world: World) -> Parts:
    (round_id,) = _standing(world)
    with acting(world.coordinator.actor):
        return [Round.objects.get(pk=round_id).series_id]


def _question(world: World) -> Parts:
    return [helpers.question(world)]


def _read(world: World) -> Parts:
    """A question that one has read, and a standing round to take it up in."""
    (question_id,) = _question(world)
    asking.press(client_of(world.answerer), "respond", question_id, choice="read")
    _standing(world)
    return [question_id]


def _proposed(world: World) -> Parts:
    """A round of its own that two in Storavan are asked to."""
    return [helpers.propose(world, helpers.question(world))]


def _own(world: World) -> Parts:
    """The same with a time."""
    (round_id,) = _proposed(world)
    helpers.pick(world, round_id)
    return [round_id]


def _case(world: World) -> Parts:
    """A standing round and a case in it that one who comes has read."""
    (round_id,) = _standing(world)
    with acting(world.asker.actor):
        before = Brought.objects.filter(round_id=round_id, taken_back=False).first()
    if before is not None:
        return [round_id, before.id]
    question_id = helpers.question(world)
    brought = helpers.bring(world, round_id, question_id)
    helpers.read_on(world, question_id, "answerer")
    return [round_id, brought]


def _part(world: World) -> Parts:
    return [*_case(world), "advice"]


def _feed(world: World) -> Parts:
    """The calendar address of one who is asked to a round: whoever has it gets when, and no more."""
    _own(world)
    actor = world.answerer.actor
    with acting(actor):
        url = address.url_for(address.renew(actor))
    return [url.rpartition("/")[2].removesuffix(".ics")]


OBJECTS = {
    "rounds_feed": _feed,
    "rounds_standing": _standing,
    "rounds_series": _series,
    "rounds_question": _question,
    "rounds_read": _read,
    "rounds_proposed": _proposed,
    "rounds_own": _own,
    "rounds_case": _case,
    "rounds_part": _part,
}

OWN = {200: ASKED_AND_ASKER, 404: "*"}
OWN_DONE = {302: ASKED_AND_ASKER, 404: "*"}
STEERED = {302: "asker", 403: "answerer answerer_two", 404: "*"}
TEXT = {"draft": str(uuid.UUID(int=8)), "version": "0", "seen": "0", "text": "Ett råd."}
WRITER_SAVES = {200: "answerer", 404: "*"}

TABLE: dict[str, Row] = {
    "rounds:list": Row("get", ALL),
    "rounds:my_calendar": Row("get", ALL),
    "rounds:feed": Row("get", {404: "*"}, "invitation", anonymous=404, ended=404),
    "rounds:begin": Row("get", STEERS),
    "rounds:series": Row(
        "get", {200: "coordinator", 404: "outsider outsider_two", 403: "*"}, "rounds_series"
    ),
    "rounds:follow": Row(
        "post", TOGETHER_DONE, "rounds_series", {"choice": "join"}, most_statements=60
    ),
    "rounds:bring": Row("get", {200: "asker", 404: "*"}, "rounds_read"),
    "rounds:propose": Row("get", {200: "asker", 404: "*"}, "rounds_read"),
    "rounds:suggest": Row("get", {302: "asker", 200: "answerer", 404: "*"}, "rounds_read"),
    "rounds:notes_of": Row("get", {200: "asker answerer", 404: "*"}, "rounds_read"),
    "rounds:round": Row("get", OWN, "rounds_proposed"),
    "rounds:agenda": Row("get", OWN, "rounds_own"),
    "rounds:vote": Row(
        "post", {302: "answerer answerer_two", 403: "asker", 404: "*"}, "rounds_proposed"
    ),
    "rounds:pick": Row(
        "post",
        {302: "asker", 403: "answerer answerer_two", 404: "*"},
        "rounds_proposed",
        {"time": "x"},
    ),
    "rounds:answer": Row(
        "post", TOGETHER_DONE, "rounds_standing", {"answer": "yes"}, most_statements=20
    ),
    "rounds:move": Row("get", {200: "asker", 403: "answerer answerer_two", 404: "*"}, "rounds_own"),
    "rounds:move_back": Row("post", STEERED, "rounds_own"),
    "rounds:cancel": Row(
        "get", {200: "asker", 403: "answerer answerer_two", 404: "*"}, "rounds_own"
    ),
    "rounds:restore": Row("post", OWN_DONE, "rounds_own"),
    "rounds:roles": Row("post", OWN_DONE, "rounds_own"),
    "rounds:place": Row("post", STEERED, "rounds_own", {"which": "shared"}),
    "rounds:follow_up": Row("post", OWN_DONE, "rounds_own", {"follow_up_on": ""}),
    "rounds:people": Row(
        "get", {200: "asker", 403: "answerer answerer_two", 404: "*"}, "rounds_own"
    ),
    "rounds:calendar": Row("get", OWN, "rounds_own"),
    "rounds:case": Row(
        "post",
        {302: "coordinator", 404: "outsider outsider_two", 403: "*"},
        "rounds_case",
        {"do": "down"},
    ),
    "rounds:take_back": Row("post", {302: "asker", 404: "*"}, "rounds_case"),
    "rounds:note": Row("get", {200: "asker answerer", 404: "*"}, "rounds_case"),
    "rounds:presence": Row("post", {200: "asker answerer", 404: "*"}, "rounds_case"),
    "rounds:pdf": Row("get", {200: "asker answerer", 404: "*"}, "rounds_case"),
    "rounds:section": Row("get", WRITER_SAVES, "rounds_part"),
    "rounds:save": Row("post", WRITER_SAVES, "rounds_part", TEXT),
    "rounds:check": Row("post", WRITER_SAVES, "rounds_part", TEXT),
    "rounds:earlier": Row("get", {200: "asker answerer", 404: "*"}, "rounds_part"),
}

MORE: list[tuple[str, Row]] = [
    ("rounds:feed", Row("get", ALL, "rounds_feed", anonymous=200, ended=200)),
    ("rounds:round", Row("get", TOGETHER, "rounds_standing")),
    ("rounds:my_calendar", Row("post", DONE, posted={"do": "renew"})),
    ("rounds:begin", Row("post", STEERS_WRONG, posted={"at": "x"})),
    (
        "rounds:series",
        Row("post", {422: "coordinator", 404: "outsider outsider_two", 403: "*"}, "rounds_series"),
    ),
    ("rounds:bring", Row("post", {422: "asker", 404: "*"}, "rounds_read", {"round": "x"})),
    ("rounds:propose", Row("post", {422: "asker", 404: "*"}, "rounds_read", {"when_1": "x"})),
    ("rounds:suggest", Row("post", {302: "asker answerer", 404: "*"}, "rounds_read")),
    (
        "rounds:move",
        Row(
            "post",
            {422: "asker", 403: "answerer answerer_two", 404: "*"},
            "rounds_own",
            {"starts_at": "x"},
        ),
    ),
    ("rounds:cancel", Row("post", STEERED, "rounds_own")),
    ("rounds:people", Row("post", STEERED, "rounds_own", {"chosen": "x"})),
    (
        "rounds:section",
        Row("post", {302: "answerer", 404: "*"}, "rounds_part", {**TEXT, "do": "send"}),
    ),
    ("rounds:section", Row("get", {404: "*"}, "rounds_no_part")),
]
OBJECTS["rounds_no_part"] = lambda world: [*_case(world), "finns-inte"]
