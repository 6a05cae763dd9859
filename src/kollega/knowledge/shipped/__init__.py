"""What the knowledge bank holds on its first day, written by us and read from TOML files here.

Cards to review, reading lists for the first week and the field's synonyms. Pure: no database. Every
collaboration reviews what it takes over; the statutes themselves are not shipped.
"""

from kollega.knowledge.shipped.asked import asked_as, id_in
from kollega.knowledge.shipped.reading import (
    Ground,
    ListedCard,
    ReadingList,
    ShippedCard,
    ShippedError,
    load_cards,
    load_lists,
    load_synonyms,
    parse_cards,
    parse_lists,
    parse_synonyms,
)

__all__ = [
    "Ground",
    "ListedCard",
    "ReadingList",
    "ShippedCard",
    "ShippedError",
    "asked_as",
    "id_in",
    "load_cards",
    "load_lists",
    "load_synonyms",
    "parse_cards",
    "parse_lists",
    "parse_synonyms",
]
