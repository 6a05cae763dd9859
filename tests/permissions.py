"""The one permission table: every address × every persona → the answer's status.

What stands here is gathered from the rooms: `kollega/<room>/tests/permissions.py` may give `TABLE`
(address → `Row`), `MORE` and `OBJECTS` (name → builder, see `tests/objects.py`) for its own addresses.

A row names the object it is asked for (see `objects`), the method, what is posted, and who gets
which status; `*` is everybody at work who is not named. An address without a row fails the test, and
so does a page that takes a form without a row in `MORE` that posts it. Anonymous requests are always
sent to sign in, but where a row says otherwise.
"""

from collections.abc import Iterable

from tests.gather import gather, gather_list
from tests.objects import OBJECTS
from tests.rowtype import (
    ADMINISTRATOR,
    ALL,
    ASKED,
    DONE,
    GONE,
    NOBODY,
    POSTED,
    REVIEWS,
    REVIEWS_DONE,
    RUNS,
    RUNS_WRONG,
    STAFF,
    STAFF_DONE,
    STAFF_WRONG,
    STEERS,
    STEERS_DONE,
    STEERS_WRONG,
    TOGETHER,
    Row,
)

__all__ = ["MORE", "OBJECTS", "TABLE", "Group", "Row", "by_object"]

Group = list[tuple[str, Row]]


def by_object(rows: Iterable[tuple[str, Row]]) -> dict[str, Group]:
    """The rows that are about the same thing in a room: it is made once for all of them."""
    found: dict[str, Group] = {}
    for name, row in rows:
        found.setdefault(f"{name.partition(':')[0]}-{row.object}", []).append((name, row))
    return found


TABLE: dict[str, Row] = {
    **gather("TABLE"),
    "alive": Row("get", ALL, anonymous=200, ended=200),
    "ready": Row("get", {503: "*"}, anonymous=503, ended=503),
    "desk:my_day": Row("get", ALL, ended=200),
    "desk:my_data": Row("get", ALL, ended=200),
    "desk:fetch_my_data": Row("post", ALL, posted={"form": "page"}, ended=200, most_statements=72),
    "border:names": Row("get", STAFF),
    # --- Asking and answering
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
    # --- Who knows what
    "competence:who": Row("get", ALL),
    "competence:colleague": Row("get", TOGETHER, "colleague"),
    "competence:profile": Row("get", ALL),
    "competence:free": Row("post", DONE, posted={"hours": "2"}),
    "competence:hours": Row("get", ALL),
    "competence:ties": Row("get", ALL),
    "competence:add_area": Row("get", DONE),
    "competence:my_area": Row("get", TOGETHER, "area"),
    "competence:save_area": Row("post", TOGETHER, "area", {"can_help_with": "Hej"}),
    "competence:check_area": Row("post", TOGETHER, "area", {"can_help_with": "Hej"}),
    "competence:remove_area": Row("get", TOGETHER, "area"),
    "competence:hosts": Row("get", ALL),
    "competence:add_host": Row("get", STEERS),
    "competence:end_host": Row("get", STEERS, "host"),
    # --- The organisation
    "organisation:start": Row("get", ALL, ended=200),
    "organisation:people": Row("get", STAFF),
    "organisation:add_person": Row("get", STAFF),
    "organisation:person": Row("get", STAFF, "membership"),
    "organisation:end_person": Row("get", STAFF, "membership"),
    "organisation:invite": Row("post", STAFF_DONE, "membership"),
    "organisation:units": Row("get", STAFF),
    "organisation:unit": Row("get", STAFF, "unit"),
    "organisation:remove_unit": Row("post", STAFF_DONE, "unit"),
    "organisation:options": Row("get", ALL),
    "organisation:option": Row("get", ALL, "municipality_option"),
    "organisation:areas": Row("get", ALL, ended=200),
    "organisation:adopt_areas": Row("post", STEERS_DONE),
    "organisation:add_area": Row("get", STEERS),
    "organisation:area": Row("get", TOGETHER, "area", ended=404),
    "organisation:change_area": Row("get", STEERS, "area"),
    "organisation:merge_area": Row("get", STEERS, "area"),
    "organisation:undo_merge": Row("post", STEERS_DONE, "merged_area"),
    "organisation:restore_area": Row("post", STEERS_DONE, "changed_area"),
    "organisation:municipalities": Row("get", ALL, ended=200),
    "organisation:join": Row("get", RUNS),
    "organisation:leave": Row("get", RUNS, "agreement"),
    "organisation:population": Row("get", ADMINISTRATOR),
    "organisation:try_population": Row("post", {422: "administrator", 403: "*"}),
    "organisation:save_population": Row("post", {422: "administrator", 403: "*"}),
    "organisation:log": Row("get", REVIEWS),
    "organisation:look_up_log": Row(
        "post", REVIEWS_DONE, posted={"first": "2026-01-01", "last": "2026-02-01"}
    ),
    "organisation:reports": Row("get", ADMINISTRATOR),
    "organisation:close_report": Row("post", {302: "administrator", 403: "*"}, "report"),
    "organisation:handbook": Row("get", ALL, anonymous=200, ended=200),
    "organisation:chapter": Row("get", ALL, "chapter", anonymous=200, ended=200),
    "organisation:report": Row("get", ALL),
    # --- Notices, the account, the demo (which this installation is not)
    "notices:list": Row("get", ALL, ended=200),
    "notices:read": Row("post", DONE, posted={"until": "2026-01-01T00:00:00+00:00"}, ended=302),
    "notices:seen": Row("post", {204: "*"}, "new", ended=204),
    "notices:settings": Row("get", ALL, ended=200),
    "signin:account": Row("get", ALL, ended=200),
    "signin:choose_place": Row("post", GONE, posted={"place": NOBODY}, ended=404),
    "signin:choose_shortcuts": Row("post", DONE, posted={"shortcuts": "off"}, ended=302),
    "signin:choose_language": Row("post", DONE, posted={"language": "en"}, ended=302),
    "signin:sign_ins": Row("get", ALL, ended=200),
    "signin:end_sign_ins": Row("post", DONE, ended=302),
    "signin:invitation": Row("get", {410: "*"}, "invitation", anonymous=410, ended=410),
    "demo:choose": Row("get", GONE, anonymous=404, ended=404),
    "demo:become": Row("post", GONE, posted={"persona": "maja"}, anonymous=404, ended=404),
}

# The same addresses again: what is posted to pages that take a form, and objects from elsewhere.
MORE: list[tuple[str, Row]] = [
    *gather_list("MORE"),
    ("border:names", Row("post", STAFF_DONE)),
    ("consultation:draft", Row("post", DONE, "new", {"version": "0", "text": "Hej"})),
    ("consultation:ask_second_look", Row("post", {422: "asker", 404: "*"}, "draft")),
    (
        "consultation:second_look",
        Row("post", {302: "same_unit", 404: "*"}, "second_look", {"answer": "fine"}),
    ),
    (
        "consultation:edit",
        Row("post", {302: "answerer", 404: "*"}, "answered", POSTED | {"version": "1"}),
    ),
    ("consultation:close", Row("post", {302: "asker", 404: "*"}, "read", POSTED)),
    ("consultation:withdraw", Row("post", {302: "asker", 404: "*"}, "read")),
    ("consultation:phone", Row("post", {422: "*"}, posted={"helped": "x"})),
    ("competence:hours", Row("post", {422: "*"}, posted={"version": "x"})),
    ("competence:ties", Row("post", DONE, posted={"seen": ""})),
    (
        "competence:my_area",
        Row("post", {404: "outsider outsider_two", 422: "*"}, "area", {"do": "send"}),
    ),
    (
        "competence:remove_area",
        Row("post", {404: "outsider outsider_two", 302: "*"}, "area"),
    ),
    ("competence:add_host", Row("post", STEERS_WRONG, posted={"place": "x"})),
    ("competence:end_host", Row("post", STEERS_WRONG, "host", {"last_day": "x"})),
    ("competence:end_host", Row("get", {404: "coordinator", 403: "*"}, "host_apart")),
    ("organisation:add_person", Row("post", STAFF_WRONG, posted={"name": ""})),
    ("organisation:person", Row("post", STAFF_WRONG, "membership")),
    (
        "organisation:end_person",
        Row("post", STAFF_DONE, "membership", {"last_day": "2030-01-01"}),
    ),
    ("organisation:units", Row("post", STAFF_WRONG, posted={"name": ""})),
    ("organisation:unit", Row("post", STAFF_WRONG, "unit")),
    ("organisation:option", Row("post", STAFF_WRONG, "municipality_option")),
    ("organisation:option", Row("post", STEERS_WRONG, "collaboration_option")),
    ("organisation:add_area", Row("post", STEERS_WRONG, posted={"title": ""})),
    ("organisation:change_area", Row("post", STEERS_WRONG, "area")),
    ("organisation:merge_area", Row("post", STEERS_WRONG, "area")),
    ("organisation:join", Row("post", RUNS_WRONG, posted={"name": ""})),
    ("organisation:leave", Row("post", RUNS_WRONG, "agreement")),
    ("organisation:report", Row("post", {422: "*"}, posted={"text": ""})),
    ("notices:settings", Row("post", {422: "*"}, posted={"digest_at": "x"}, ended=422)),
    ("signin:invitation", Row("post", {410: "*"}, "invitation", anonymous=410, ended=410)),
    *(
        (f"organisation:{name}", Row(method, THERE, elsewhere))
        for name, method, elsewhere in (
            ("person", "get", "membership_of_storavan"),
            ("end_person", "get", "membership_of_storavan"),
            ("invite", "post", "membership_of_storavan"),
            ("unit", "get", "unit_of_storavan"),
            ("remove_unit", "post", "unit_of_storavan"),
        )
        for THERE in ({404: "manager administrator", 403: "*"},)
    ),
    (
        "organisation:close_report",
        Row("post", {404: "administrator", 403: "*"}, "report_of_storavan"),
    ),
    *(
        (f"organisation:{name}", Row(method, {404: "coordinator", 403: "*"}, "area_apart"))
        for name, method in (("change_area", "get"), ("merge_area", "get"), ("undo_merge", "post"))
    ),
    (
        "organisation:leave",
        Row("get", {404: "operator", 403: "*"}, "agreement_apart"),
    ),
    ("competence:my_area", Row("get", {200: "outsider outsider_two", 404: "*"}, "area_apart")),
]
