"""What the room's addresses answer, for the one permission table."""

import uuid
from collections.abc import Callable
from typing import Any

from tests.personas import World, client_of
from tests.rowtype import Row

from kollega.consultation.tests import attached
from kollega.consultation.tests import helpers as questions
from kollega.incident.tests import helpers

Parts = list[Any]


def _row(*terms: Any, **more: Any) -> Row:
    """Whoever has left the municipality finds nothing here."""
    return Row(*terms, **{"ended": 404} | more)


# Granåker's manager, and the one lent there as a manager; in Granåker managers assess.
ASSESSES = {200: "manager", 403: "administrator", 404: "*"}


def _report(world: World) -> Parts:
    """A closed situation that everybody may read, from Granåker."""
    helpers.knowing(world)
    question_id = questions.send(client_of(world.asker), world)
    questions.press(client_of(world.answerer), "respond", question_id, choice="read")
    return [question_id]


def _report_other(world: World) -> Parts:
    return ["question", *_report(world)]


def _reported(world: World) -> Parts:
    """A report by one who answers."""
    (question_id,) = _report(world)
    return [helpers.press(world, "answerer", question_id)]


def _incident(world: World) -> Parts:
    """An incident in Granåker that has arrived, with everybody told."""
    (question_id,) = _report(world)
    return [helpers.arrived(world, "answerer", question_id)]


def _incident_file(world: World) -> Parts:
    """An incident with a file in the question: incident and file."""
    helpers.knowing(world)
    question_id, file_id = attached.question_with_file(world)
    questions.press(client_of(world.answerer), "respond", question_id, choice="read")
    return [helpers.arrived(world, "answerer", question_id), file_id]


def _asked(world: World) -> Parts:
    """The same, where the asker has been asked for a proposal."""
    (incident_id,) = _incident(world)
    helpers.ask_asker(world, incident_id)
    return [incident_id]


OBJECTS: dict[str, Callable[[World], Parts]] = {
    "incident_report": _report,
    "incident_report_other": _report_other,
    "incident_reported": _reported,
    "incident": _incident,
    "incident_asked": _asked,
    "incident_file": _incident_file,
}

TABLE: dict[str, Row] = {
    "incident:report": _row("get", {200: "asker answerer", 404: "*"}, "incident_report"),
    "incident:report_other": _row(
        "get", {200: "asker answerer", 404: "*"}, "incident_report_other"
    ),
    "incident:reported": _row("get", {200: "answerer", 404: "*"}, "incident_reported"),
    "incident:withdraw": _row("post", {302: "answerer", 404: "*"}, "incident_reported"),
    "incident:told": _row("get", {200: "asker answerer coordinator", 404: "*"}, "incident"),
    "incident:propose": _row("get", {200: "asker", 404: "*"}, "incident_asked"),
    "incident:list": Row("get", {200: "manager administrator", 403: "*"}),
    "incident:incident": _row("get", ASSESSES, "incident"),
    "incident:save": _row("post", ASSESSES, "incident", {"version": "1", "found": "Ett ortnamn."}),
    "incident:reminder": Row("get", {302: "manager administrator", 403: "*"}, "incident"),
    "incident:read": _row("get", ASSESSES, "incident"),
    "incident:attachment": _row("get", ASSESSES, "incident_file"),
    "incident:readers": _row("get", ASSESSES, "incident"),
    "incident:pdf": _row("get", ASSESSES, "incident"),
    "incident:ask_asker": _row(
        "post", {302: "manager", 403: "administrator", 404: "*"}, "incident"
    ),
    "incident:correct": _row("get", ASSESSES, "incident"),
    "incident:close": _row("get", ASSESSES, "incident"),
}

MORE: list[tuple[str, Row]] = [
    (
        "incident:report",
        _row(
            "post",
            {302: "asker answerer", 404: "*"},
            "incident_report",
            {"id": str(uuid.UUID(int=21)), "how": "name"},
            most_statements=24,
        ),
    ),
    (
        "incident:report_other",
        _row(
            "post",
            {302: "asker answerer", 404: "*"},
            "incident_report_other",
            {"id": str(uuid.UUID(int=22))},
            most_statements=24,
        ),
    ),
    (
        "incident:incident",
        _row(
            "post",
            {302: "manager", 403: "administrator", 404: "*"},
            "incident",
            {"version": "1", "found": "Ett ortnamn.", "do": "save"},
        ),
    ),
    (
        "incident:propose",
        _row(
            "post",
            {302: "asker", 404: "*"},
            "incident_asked",
            {"text": "Hur börjar vi, utan att familjen får veta?"},
        ),
    ),
    (
        "incident:correct",
        _row(
            "post",
            {302: "manager", 403: "administrator", 404: "*"},
            "incident",
            {"text": "Hur börjar vi, utan att familjen får veta?", "version": "0", "do": "send"},
        ),
    ),
    (
        "incident:close",
        _row(
            "post",
            {422: "manager", 403: "administrator", 404: "*"},
            "incident",
            {"outcome": "not_rec"},
        ),
    ),
]
