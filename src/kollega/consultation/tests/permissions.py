"""The room's rows of the permission table: files."""

from typing import Any

from tests.personas import World
from tests.rowtype import NOBODY, Row

from kollega.border import drafts, second_look
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.tests import attached, proposed
from kollega.core.actor import acting


def _looked_at(world: World) -> list[Any]:
    """The asker has asked a colleague to look at a draft with a file: look and file."""
    draft_id, file_id = attached.draft_with_file(world)
    actor = world.asker.actor
    with acting(actor):
        draft = drafts.draft_for(actor, draft_id, purpose="question")
        look = second_look.ask(actor, draft, reader_id=world.same_unit.account.id)
    return [look.id, file_id]


def _passage(world: World) -> list[Any]:
    """The passage of a file that Granåker has shared."""
    _question, attachment_id = attached.question_with_file(world)
    with acting(world.asker.actor):
        return [Attachment.objects.get(pk=attachment_id).passage_id]


PARTIES = "asker answerer"
TABLE = {
    "consultation:to_card": Row("get", {200: PARTIES, 404: "*"}, "proposed"),
    "consultation:write_card": Row("get", {200: PARTIES, 404: "*"}, "proposed"),
    "consultation:save_card": Row(
        "post", {200: PARTIES, 404: "*"}, "proposed", {"draft": NOBODY, "version": "0"}
    ),
    "consultation:check_card": Row("post", {200: PARTIES, 404: "*"}, "proposed"),
    "consultation:draft_file": Row("get", {200: "asker", 404: "*"}, "draft_file"),
    "consultation:draft_file_data": Row("get", {200: "asker", 404: "*"}, "draft_file"),
    "consultation:look_file": Row("get", {200: "same_unit", 404: "*"}, "look_file"),
    "consultation:attachment": Row("get", {200: "asker answerer", 404: "*"}, "attachment"),
    "consultation:remove_attachment": Row("get", {200: "asker", 404: "*"}, "attachment"),
    "consultation:restore_attachment": Row("post", {302: "asker", 404: "*"}, "attachment"),
    "consultation:own_attachment": Row("get", {200: "registrar", 404: "*"}, "own_attachment"),
}
MORE = [
    ("consultation:to_card", Row("get", {200: PARTIES + " answerer_two", 404: "*"}, "to_be_card")),
    ("consultation:to_card", Row("post", {302: PARTIES, 404: "*"}, "proposed", {"do": "decline"})),
    (
        "consultation:to_card",
        Row("post", {409: PARTIES, 404: "*"}, "proposed", {"do": "approve", "version": "7"}),
    ),
    ("consultation:to_card", Row("post", {422: PARTIES, 404: "*"}, "proposed", {"do": "remark"})),
    ("consultation:write_card", Row("post", {422: PARTIES, 404: "*"}, "proposed", {"do": "send"})),
    (
        "consultation:draft_file",
        Row("post", {302: "asker", 404: "*"}, "draft_file", {"do": "mask"}),
    ),
    (
        "consultation:draft_file",
        Row("post", {422: "asker", 404: "*"}, "draft_file", {"do": "seen"}),
    ),
    ("consultation:remove_attachment", Row("post", {302: "asker", 404: "*"}, "attachment")),
]
OBJECTS = {
    "proposed": proposed.proposed,
    "to_be_card": lambda world: [proposed.closed(world)],
    "draft_file": lambda world: attached.draft_with_file(world)[1:],
    "look_file": _looked_at,
    "attachment": attached.question_with_file,
    "own_attachment": _passage,
}
