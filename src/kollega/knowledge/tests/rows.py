"""Odd rows of the room's tables, from its parts."""

from kollega.knowledge.tests.cards import rows as cards
from kollega.knowledge.tests.documents import rows as documents
from kollega.knowledge.tests.find import rows as find
from kollega.knowledge.tests.guidance import rows as guidance
from kollega.knowledge.tests.lists import rows as lists
from kollega.knowledge.tests.wishes import rows as wishes

__all__ = ["cards", "documents", "find", "guidance", "lists", "wishes"]
