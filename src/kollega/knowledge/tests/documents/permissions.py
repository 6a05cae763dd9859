"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

from tests.personas import World
from tests.rowtype import ALL, TOGETHER, Row

from kollega.core.actor import acting
from kollega.knowledge.documents import services
from kollega.knowledge.models import DocumentEdition, ImportFile, KnowledgeDocument
from kollega.knowledge.tests.documents import helpers

Parts = list[Any]


def _shared(world: World) -> Parts:
    """A document of Granåker's that all may read."""
    return [helpers.document(world, "asker").id]


def _own(world: World) -> Parts:
    """One that Granåker alone reads."""
    return [helpers.document(world, "asker", only_own=True).id]


def _removed(world: World) -> Parts:
    document = helpers.document(world, "asker")
    actor = world.asker.actor
    with acting(actor):
        found = KnowledgeDocument.objects.get(
            collaboration_id=actor.collaboration_id, pk=document.id
        )
        services.remove(actor, found)
    return [document.id]


def _passage(world: World) -> Parts:
    """The passage through the gate of a shared document."""
    (document_id,) = _shared(world)
    actor = world.asker.actor
    with acting(actor):
        here = {"collaboration_id": actor.collaboration_id}
        return [DocumentEdition.objects.get(**here, document_id=document_id).passage_id]


def _file(world: World) -> Parts:
    return [helpers.sent(world)]


def _run(world: World) -> Parts:
    """An import of the asker's with a document."""
    file_id = helpers.sent(world)
    with acting(world.asker.actor):
        file = ImportFile.objects.get(municipality_id=world.asker.municipality.id, pk=file_id)
    helpers.take_in(world, "asker", file_id)
    return [file.run_id]


READ = TOGETHER
EDITS = {
    200: "asker manager administrator coordinator",
    404: "outsider outsider_two",
    403: "*",
}
EDITED = {
    302: "asker manager administrator coordinator",
    404: "outsider outsider_two",
    403: "*",
}
EDITED_WRONG = {
    422: "asker manager administrator coordinator",
    404: "outsider outsider_two",
    403: "*",
}
HERS, HERS_DONE = {200: "asker", 404: "*"}, {302: "asker", 404: "*"}
FACTS = {"title": "Riktlinje för placeringar", "version": "1"}

OBJECTS: dict[str, Any] = {
    "knowledge_document": _shared,
    "own_knowledge_document": _own,
    "removed_knowledge_document": _removed,
    "knowledge_document_passage": _passage,
    "import_file": _file,
    "import_run": _run,
}
TABLE: dict[str, Any] = {
    "knowledge:documents": Row("get", ALL),
    "knowledge:bring_in": Row("get", ALL),
    "knowledge:document": Row("get", READ, "knowledge_document"),
    "knowledge:document_file": Row("get", READ, "knowledge_document"),
    "knowledge:document_own_file": Row(
        "get", {200: "registrar", 404: "*"}, "knowledge_document_passage"
    ),
    "knowledge:change_document": Row("get", EDITS, "knowledge_document"),
    "knowledge:check_document": Row("post", EDITED, "knowledge_document", most_statements=24),
    "knowledge:remove_document": Row("get", EDITS, "knowledge_document"),
    "knowledge:restore_document": Row(
        "post", EDITED, "removed_knowledge_document", most_statements=24
    ),
    "knowledge:import_run": Row("get", HERS, "import_run"),
    "knowledge:import_progress": Row("get", {204: "asker", 404: "*"}, "import_run"),
    "knowledge:undo_import": Row("get", HERS, "import_run"),
    "knowledge:import_file": Row("get", HERS, "import_file"),
}
MORE: list[tuple[str, Any]] = [
    ("knowledge:bring_in", Row("post", {422: "*"})),
    (
        "knowledge:document",
        Row(
            "get",
            {
                200: "asker same_unit other_unit manager registrar log_reviewer administrator operator",
                404: "*",
            },
            "own_knowledge_document",
        ),
    ),
    (
        "knowledge:change_document",
        Row("post", EDITED, "knowledge_document", FACTS, most_statements=40),
    ),
    (
        "knowledge:change_document",
        Row("post", EDITED_WRONG, "knowledge_document", {"title": ""}, most_statements=20),
    ),
    ("knowledge:remove_document", Row("post", EDITED, "knowledge_document", most_statements=24)),
    ("knowledge:undo_import", Row("post", HERS_DONE, "import_run", most_statements=40)),
    (
        "knowledge:import_file",
        Row(
            "post",
            HERS_DONE,
            "import_file",
            {"title": "Riktlinje", "only": "own", "do": "take_in"},
            most_statements=60,
        ),
    ),
    (
        "knowledge:import_file",
        Row("post", {422: "asker", 404: "*"}, "import_file", {"title": "", "do": "take_in"}),
    ),
]
