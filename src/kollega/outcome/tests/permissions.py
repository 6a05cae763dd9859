"""The room's rows of the permission table, and the objects they ask for."""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import Row

from kollega.outcome import tokens
from kollega.outcome.tests import helpers

Parts = list[Any]
MINE = {200: "asker", 404: "*"}
MINE_DONE = {302: "asker", 404: "*"}
MINE_WRONG = {422: "asker", 404: "*"}
FAIR = {"wanted": "yes", "hidden_from": "nobody", "way": "hand"}


def _closed(world: World) -> Parts:
    return [helpers.closed(world)]


def _safe(world: World) -> Parts:
    question_id = helpers.closed(world)
    helpers.say_safe(world, question_id, **FAIR)
    helpers.write_sheet(world, question_id)
    return [question_id]


def _words(world: World) -> Parts:
    question_id = helpers.closed(world)
    return [question_id, helpers.note_words(world, question_id)]


def _asked(world: World) -> Parts:
    return [helpers.asked(world, helpers.closed(world)).id]


def _link(world: World) -> Parts:
    return [tokens.token_for(world.asker.account.id, _asked(world)[0])]


OBJECTS = {
    "outcome_closed": _closed,
    "outcome_safe": _safe,
    "outcome_words": _words,
    "outcome_asked": _asked,
    "outcome_link": _link,
    "outcome_autosave": lambda world: [*_closed(world), "beratta"],
}

TABLE = {
    "outcome:told": Row("get", MINE, "outcome_closed"),
    "outcome:sheet": Row("get", MINE, "outcome_closed"),
    "outcome:save_sheet": Row(
        "post", MINE, "outcome_closed", {"version": "0", "asked": "Vi frågade om råd."}
    ),
    "outcome:check_sheet": Row("post", MINE, "outcome_closed", {"asked": "Vi frågade om råd."}),
    "outcome:safe_contact": Row("get", MINE, "outcome_closed"),
    "outcome:preview": Row("get", MINE, "outcome_closed"),
    # Nothing has been said of safety: it is asked first.
    "outcome:print_sheet": Row("post", MINE_DONE, "outcome_closed"),
    "outcome:words": Row("get", MINE, "outcome_closed"),
    "outcome:remove_words": Row("get", MINE, "outcome_words"),
    "outcome:afterwards": Row("get", {200: "asker answerer", 404: "*"}, "outcome_closed"),
    "outcome:check_afterwards": Row("post", MINE, "outcome_closed", {"text": "Det gick bra."}),
    "outcome:save_draft": Row(
        "post", MINE, "outcome_autosave", {"version": "0", "remark": "Ring på måndag."}
    ),
    "outcome:follow_ups": Row("get", MINE, "outcome_closed"),
    "outcome:follow_up": Row("get", MINE, "outcome_asked"),
    "outcome:ask_again": Row("post", MINE_DONE, "outcome_asked", {"draft": str(uuid.UUID(int=8))}),
    "outcome:by_link": Row("get", MINE, "outcome_link", anonymous=200, ended=404),
}

MORE = [
    ("outcome:told", Row("post", MINE_DONE, "outcome_closed", {"state": "told"})),
    ("outcome:told", Row("post", MINE_WRONG, "outcome_closed", {"state": "will"})),
    (
        "outcome:sheet",
        Row("post", MINE_DONE, "outcome_closed", {"version": "0", "asked": "Vi frågade."}),
    ),
    ("outcome:safe_contact", Row("post", MINE_DONE, "outcome_closed", FAIR)),
    ("outcome:print_sheet", Row("post", MINE, "outcome_safe")),
    (
        "outcome:words",
        Row(
            "post",
            MINE_DONE,
            "outcome_closed",
            {"version": "0", "text": "Jag vill vara med.", "said_on": "2026-11-02"},
        ),
    ),
    ("outcome:remove_words", Row("post", MINE_DONE, "outcome_words")),
    (
        "outcome:afterwards",
        Row(
            "post",
            MINE_DONE,
            "outcome_closed",
            {"version": "0", "text": "Det gick lugnt till.", "do": "send"},
        ),
    ),
    ("outcome:follow_ups", Row("post", MINE_DONE, "outcome_closed", {"do": "stop"})),
    ("outcome:follow_up", Row("post", MINE_DONE, "outcome_asked", {"followed": "yes"})),
    ("outcome:follow_up", Row("post", MINE_WRONG, "outcome_asked", {"followed": ""})),
    (
        "outcome:by_link",
        Row("post", MINE, "outcome_link", {"followed": "yes"}, anonymous=200, ended=404),
    ),
]
