"""The room's tables, a module for each part. Names are imported here so that Django finds them."""

from kollega.knowledge.models.cards import (
    Card,
    CardArea,
    CardCheck,
    CardFlag,
    CardLink,
    CardReference,
    CardVersion,
)
from kollega.knowledge.models.documents import (
    DocumentArea,
    DocumentEdition,
    DocumentPassage,
    ImportFile,
    ImportRun,
    KnowledgeDocument,
)
from kollega.knowledge.models.guidance import Pin
from kollega.knowledge.models.lists import (
    Export,
    Following,
    ItemRead,
    ReadingItem,
    ReadingList,
)
from kollega.knowledge.models.wishes import Commission, HelpCount, Helped, Wish, WishMark

__all__ = [
    "Card",
    "CardArea",
    "CardCheck",
    "CardFlag",
    "CardLink",
    "CardReference",
    "CardVersion",
    "Commission",
    "DocumentArea",
    "DocumentEdition",
    "DocumentPassage",
    "Export",
    "Following",
    "HelpCount",
    "Helped",
    "ImportFile",
    "ImportRun",
    "ItemRead",
    "KnowledgeDocument",
    "Pin",
    "ReadingItem",
    "ReadingList",
    "Wish",
    "WishMark",
]
