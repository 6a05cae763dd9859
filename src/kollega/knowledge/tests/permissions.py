"""The room's rows of the permission table, from its parts."""

from typing import Any

from kollega.knowledge.tests.cards import permissions as cards
from kollega.knowledge.tests.documents import permissions as documents
from kollega.knowledge.tests.export import permissions as export
from kollega.knowledge.tests.find import permissions as find
from kollega.knowledge.tests.guidance import permissions as guidance
from kollega.knowledge.tests.lists import permissions as lists
from kollega.knowledge.tests.wishes import permissions as wishes

PARTS = (find, cards, documents, guidance, wishes, lists, export)
TABLE: dict[str, Any] = {key: row for part in PARTS for key, row in part.TABLE.items()}
MORE: list[tuple[str, Any]] = [each for part in PARTS for each in part.MORE]
OBJECTS: dict[str, Any] = {key: row for part in PARTS for key, row in part.OBJECTS.items()}
