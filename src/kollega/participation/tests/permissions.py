"""Rows of the permission table: the ledger is as open as its case; the shares are the manager's."""

from typing import Any

from tests.rowtype import Row

from kollega.casework.tests.cases.permissions import OWN, OWN_WRITES, OWN_WRONG, gated
from kollega.participation.tests import helpers

MOVED_ON = {302: "asker manager same_unit other_unit operator", 404: "*"}
OBJECTS: dict[str, Any] = {
    "participation_moment": helpers.marked,
    "participation_unanswered": helpers.unanswered,
    "participation_answered": helpers.answered,
}
TABLE: dict[str, Any] = {
    "participation:shares": Row("get", {200: "manager", 403: "*"}),
    "participation:ledger": gated("get", OWN, "case"),
    "participation:new": gated("get", OWN, "case"),
    "participation:moment": gated("get", OWN, "participation_moment"),
    "participation:change": gated("get", OWN, "participation_moment"),
    "participation:voice": gated("get", OWN, "participation_answered"),
    "participation:answer": gated("get", OWN, "participation_unanswered"),
    "participation:thanks": gated("get", OWN, "participation_answered"),
    "participation:from_paper": gated("get", OWN, "participation_unanswered"),
    "participation:sheet_pdf": gated("get", OWN, "participation_unanswered"),
    "participation:take_away": gated("get", OWN, "participation_answered"),
}
MORE: list[tuple[str, Any]] = [
    ("participation:new", gated("post", OWN_WRONG, "case", {"level": "9"})),
    ("participation:change", gated("post", OWN_WRONG, "participation_moment", {"level": "9"})),
    ("participation:voice", gated("get", MOVED_ON, "participation_unanswered")),
    ("participation:answer", gated("get", MOVED_ON, "participation_answered")),
    ("participation:answer", gated("post", OWN_WRITES, "participation_unanswered", {"level": "2"})),
    ("participation:answer", gated("post", OWN_WRONG, "participation_unanswered", {"level": "x"})),
    ("participation:from_paper", gated("post", OWN_WRONG, "participation_unanswered", {})),
    ("participation:take_away", gated("post", OWN_WRITES, "participation_answered")),
]
