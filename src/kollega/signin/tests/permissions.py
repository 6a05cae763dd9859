"""The permission table's rows for the municipality's own sign-in: no provider is configured here."""

from typing import Any

from tests.rowtype import GONE, Row

TABLE: dict[str, Row] = {
    "signin:identity": Row("get", GONE, "invitation", anonymous=404, ended=404),
    "signin:identity_back": Row("get", GONE, "invitation", anonymous=404, ended=404),
    "signin:joining": Row("get", {410: "*"}, "invitation", anonymous=410, ended=410),
}
MORE: list[tuple[str, Row]] = [
    ("signin:joining", Row("post", {410: "*"}, "invitation", anonymous=410, ended=410)),
]
OBJECTS: dict[str, Any] = {}
