"""A scenario or a plan from JSON: whole, or a list of what is wrong and where. Nothing is guessed."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kollega.optimisation.plans import Plan
from kollega.optimisation.problems import Code, Problem, problems
from kollega.optimisation.scenario import Scenario

Form = TypeVar("Form", bound=BaseModel)

MOST = 200
"""More problems than this are of no help to anybody."""


class BadInput(Exception):
    """What was read cannot be used; nothing of it was."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in found[:3]))
        self.problems = found[:MOST]


def read_scenario(raw: bytes) -> Scenario:
    """A scenario that a plan can be made from."""
    scenario = _read(raw, Scenario)
    if found := problems(scenario):
        raise BadInput(found)
    return scenario


def read_plan(raw: bytes) -> Plan:
    """A plan, of which only the form is looked at: `checking.check` says whether it holds."""
    return _read(raw, Plan)


def _read(raw: bytes, form: type[Form]) -> Form:
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in found]
        twice.extend(name for number, name in enumerate(names) if name in names[:number])
        return dict(found)

    try:
        text = raw.decode("utf-8-sig")
        json.loads(text, object_pairs_hook=pairs)
    except UnicodeDecodeError as error:
        problem = Problem("$", Code.NOT_TEXT, {"byte": str(error.start)})
        raise BadInput([problem]) from error
    except json.JSONDecodeError as error:
        values = {"line": str(error.lineno), "column": str(error.colno)}
        raise BadInput([Problem("$", Code.NOT_JSON, values)]) from error
    except RecursionError as error:
        raise BadInput([Problem("$", Code.NOT_JSON, {"line": "1", "column": "1"})]) from error
    if twice:
        raise BadInput([Problem(name, Code.KEY_TWICE, {"name": name}) for name in twice])
    try:
        return form.model_validate_json(text)
    except ValidationError as error:
        raise BadInput([_problem(dict(each)) for each in error.errors()]) from error


TYPES = {
    "missing": Code.MISSING,
    "extra_forbidden": Code.UNKNOWN_FIELD,
    "int_type": Code.NOT_A_WHOLE_NUMBER,
    "int_from_float": Code.NOT_A_WHOLE_NUMBER,
    "int_parsing": Code.NOT_A_WHOLE_NUMBER,
    "int_parsing_size": Code.TOO_LARGE,
    "greater_than_equal": Code.TOO_SMALL,
    "less_than_equal": Code.TOO_LARGE,
    "too_short": Code.TOO_SMALL,
    "too_long": Code.TOO_LARGE,
    "string_too_short": Code.TOO_SMALL,
    "string_too_long": Code.TOO_LARGE,
    "literal_error": Code.NOT_A_CHOICE,
    "enum": Code.NOT_A_CHOICE,
    "date_type": Code.NOT_A_DATE,
    "date_parsing": Code.NOT_A_DATE,
    "date_from_datetime_parsing": Code.NOT_A_DATE,
    "string_type": Code.NOT_A_TEXT,
    "list_type": Code.NOT_A_LIST,
    "dict_type": Code.NOT_AN_OBJECT,
    "model_type": Code.NOT_AN_OBJECT,
    "model_attributes_type": Code.NOT_AN_OBJECT,
}


def _problem(error: dict[str, Any]) -> Problem:
    values = {}
    if isinstance(given := error["input"], str | int | float) and error["type"] != "missing":
        values["given"] = str(given)[:60]
    context = error.get("ctx", {})
    for name, as_ in (
        ("ge", "limit"),
        ("le", "limit"),
        ("min_length", "limit"),
        ("max_length", "limit"),
        ("expected", "choices"),
    ):
        if name in context:
            values[as_] = str(context[name])
    code = TYPES.get(error["type"], Code.WRONG)
    if code is Code.WRONG:
        values["why"] = str(error["msg"])
    return Problem(path_of(error["loc"]), code, values)


def path_of(location: tuple[str | int, ...]) -> str:
    """`people[3].levels.lvu`, as one would write it."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path or "$"
