"""What can be found, and how each room shows what was found of its own.

The index holds numbers only. What a hit says, and whether the reader may open it, only the room that
keeps the thing knows. A room says so once, in its `ready()`:

    kinds.register(Kind("card", _("Kunskapskort"), rows=..., shown=...))

All rooms' rows come in one statement, however many kinds were found.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.utils.functional import Promise

from kollega.core.actor import Actor
from kollega.search.entries import Entry

Row = Mapping[str, Any]
"""What a thing says and what stands beside it, as JSON carries it: days and times are text."""


@dataclass(frozen=True)
class Shown:
    """A found passage as its room shows it.

    `text` is what the passage says: the snippet is cut from it and marked. `lead` is its opening where
    that is a short answer. `ref` is its short name
    ("2025:400 20 kap. 2 §"). `marks` say how it stands ("Behöver ses över"); `is_stale` where it should
    not be trusted as it is. `owner` is the municipality's name, empty where it is nobody's; `is_own`
    where only the reader's municipality may see it.
    """

    title: str
    text: str
    url: str
    ref: str = ""
    area: str = ""
    owner: str = ""
    marks: tuple[str, ...] = ()
    is_stale: bool = False
    is_own: bool = False
    day: date | None = None
    lead: str = ""


Key = tuple[UUID, int]
"""An object and the number of its part."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `rows` gives queries over what the reader may open, annotated with `object` (the
    object's id), `part` (0 where it is one) and `row` (a `JSONObject`); `shown` makes a `Shown` of such
    a row. The reader's rights stand in the query: what it leaves out is no hit. `entries` gives all that
    is findable of the kind and that the actor, a job, sees: for building the index anew.
    """

    key: str
    label: str | Promise
    rows: Callable[[Actor, Iterable[Key]], list[QuerySet[Any, Any]]]
    shown: Callable[[Actor, Row], Shown]
    entries: Callable[[Actor], Iterable[Entry]] | None = None
    lends_words: bool = True
    """Whether words that stand in it may be suggested: not where only some may read what was found."""
    worth: float = 1.0
    """How much a hit counts beside those of other kinds that say as much of what was asked."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Say how a kind is shown.

    Raises:
        ValueError: another room has said so.
    """
    if kind.key in _kinds:
        raise ValueError(f"registered twice: {kind.key}")
    _kinds[kind.key] = kind


def worth_of(key: str) -> float:
    """How much hits of a kind count beside others; 1 where no room has said so."""
    return _kinds[key].worth if key in _kinds else 1.0


def known() -> dict[str, Kind]:
    """The kinds by their keys, in the order in which the rooms registered."""
    return dict(_kinds)


def show(
    actor: Actor, found: Iterable[tuple[str, UUID, int]]
) -> dict[tuple[str, UUID, int], Shown]:
    """What may be opened of (kind, object, part), as it is shown. One statement, or none."""
    wanted = list(found)
    queries = []
    for kind in _kinds.values():
        keys = [(object_id, part) for key, object_id, part in wanted if key == kind.key]
        if keys:
            queries += [
                rows.annotate(found_as=Value(kind.key)).values_list(
                    "found_as", "object", "part", "row"
                )
                for rows in kind.rows(actor, keys)
            ]
    if not queries:
        return {}
    first, *rest = queries
    asked = set(wanted)
    return {
        (key, object_id, part): _kinds[key].shown(actor, row)
        for key, object_id, part, row in first.union(*rest, all=True)
        if (key, object_id, part) in asked
    }
