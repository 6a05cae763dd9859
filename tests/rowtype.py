"""A row of the permission table, and the answers that recur in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """What one address answers. `statuses` maps a status to the personas who get it.

    `ended` is for the one whose place at work has ended: she has an account, and no municipality.
    `most_statements` bounds a POST (a GET has eight).
    """

    method: str
    statuses: Mapping[int, str]
    object: str = ""
    posted: Mapping[str, Any] = field(default_factory=dict)
    anonymous: int = 302
    ended: int = 403
    most_statements: int = 16


ALL = {200: "*"}
DONE = {302: "*"}
GONE = {404: "*"}
ASKED = "answerer answerer_two"
# Granåker's manager and administrator; the one lent to Granåker is a manager there, at home not.
STAFF, STAFF_DONE = (
    {200: "manager administrator", 403: "*"},
    {302: "manager administrator", 403: "*"},
)
STAFF_WRONG = {422: "manager administrator", 403: "*"}
ADMINISTRATOR = {200: "administrator", 403: "*"}
STEERS, STEERS_WRONG = {200: "coordinator", 403: "*"}, {422: "coordinator", 403: "*"}
STEERS_DONE = {302: "coordinator", 403: "*"}
RUNS, RUNS_WRONG = {200: "operator", 403: "*"}, {422: "operator", 403: "*"}
REVIEWS, REVIEWS_DONE = {200: "log_reviewer", 403: "*"}, {302: "log_reviewer", 403: "*"}
TOGETHER = {404: "outsider outsider_two", 200: "*"}
POSTED = {"draft": str(uuid.UUID(int=7)), "version": "0", "text": "En tanke.", "do": "send"}
NOBODY = str(uuid.UUID(int=9))
