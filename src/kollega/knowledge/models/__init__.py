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
    "HelpCount",
    "Helped",
    "Wish",
    "WishMark",
]
