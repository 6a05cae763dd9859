"""What all pictures have in common: documents of keyed items that are changed by pure functions.

A document is frozen. Every change makes a new one, is checked as a whole, and can be taken back: the
way back (`way_back`) holds what the change touched and nothing else. Keys are never used twice, so that
the same thing is known again in a version drawn three months later.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from django.utils.translation import gettext as _

KEY = re.compile(r"[a-z][0-9]{1,5}")
HIGHEST = 99_999
BACK = 30
"""So many steps can be taken back."""


class Refused(ValueError):
    """What cannot be drawn. The message is told to whoever draws."""


@dataclass(frozen=True)
class Item:
    """One thing in a document, known by its key for as long as the picture is kept."""

    key: str


I = TypeVar("I", bound=Item)  # noqa: E741 - an item
D = TypeVar("D", bound="Document")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Document:
    """What a picture holds. `last` is the highest number a key has had."""

    LETTER: ClassVar[str] = "k"
    LISTS: ClassVar[Mapping[str, type[Item]]] = {}
    last: int = 0

    def checked(self) -> Self:
        """Itself, if it holds together.

        Raises:
            Refused: with a sentence for whoever draws.
        """
        raise NotImplementedError

    def with_key(self: D) -> tuple[D, str]:
        """The document after giving out a new key, and the key."""
        if self.last >= HIGHEST:
            raise Refused(_("Bilden rymmer inte mer."))
        return replace(self, last=self.last + 1), f"{self.LETTER}{self.last + 1}"


@dataclass(frozen=True)
class Line:
    """One line of the list that says the same as the drawing."""

    key: str
    name: str
    words: tuple[str, ...] = ()
    group: str = ""
    note: str = ""

    @property
    def about(self) -> str:
        return ", ".join(self.words)


@dataclass(frozen=True)
class Change:
    """One difference between two versions, in words."""

    key: str
    kind: str
    """new, gone, moved or other"""
    words: str


# --- Text ------------------------------------------------------------------------------------------


def one_line(text: str, most: int, what: str) -> str:
    """What somebody typed, on one line.

    Raises:
        Refused: it is longer than `most`.
    """
    seen = "".join(
        " " if each.isspace() else each
        for each in unicodedata.normalize("NFC", text)
        if each.isspace() or unicodedata.category(each) not in {"Cc", "Cf", "Co", "Cs"}
    )
    kept = " ".join(seen.split())
    if len(kept) > most:
        raise Refused(
            _("%(what)s får vara högst %(most)s tecken. Det är nu %(now)s.")
            % {"what": what, "most": most, "now": len(kept)}
        )
    return kept


def named(text: str, most: int, what: str) -> str:
    """A text that has to be there."""
    kept = one_line(text, most, what)
    if not kept:
        raise Refused(_("%(what)s saknas.") % {"what": what})
    return kept


def choice(kind: type[E], value: str) -> E:
    """One of the choices that there are."""
    try:
        return kind(value)
    except ValueError:
        raise Refused(_("Det valet finns inte.")) from None


# --- Items ------------------------------------------------------------------------------------------


def find(items: tuple[I, ...], key: str) -> I:
    """The item with this key.

    Raises:
        Refused: it is not there, perhaps because somebody else has removed it.
    """
    for each in items:
        if each.key == key:
            return each
    raise Refused(_("Det du valde finns inte kvar i bilden."))


def put(items: tuple[I, ...], item: I) -> tuple[I, ...]:
    """The items with this one in the place of the one with its key."""
    return tuple(item if each.key == item.key else each for each in items)


def without(items: tuple[I, ...], *keys: str) -> tuple[I, ...]:
    """The items but these."""
    return tuple(each for each in items if each.key not in keys)


def keys_hold(document: Document) -> None:
    """Keys look like keys, are given out, and stand once in the document."""
    seen: set[str] = set()
    for name in document.LISTS:
        for item in getattr(document, name):
            number = item.key[1:]
            if not KEY.fullmatch(item.key) or int(number) > document.last or item.key in seen:
                raise Refused(_("Bilden kan inte läsas."))
            seen.add(item.key)


# --- As JSON ----------------------------------------------------------------------------------------


def written(document: Document) -> dict[str, Any]:
    """The document as JSON; what is as it was from the start is left out."""
    found: dict[str, Any] = {}
    for each in fields(document):
        value = getattr(document, each.name)
        if each.name in document.LISTS:
            found[each.name] = [_item_written(item) for item in value]
        elif value != each.default:
            found[each.name] = value
    return found


def _item_written(item: Item) -> dict[str, Any]:
    return {
        each.name: list(value) if isinstance(value, tuple) else value
        for each in fields(item)
        if each.default is MISSING or getattr(item, each.name) != each.default
        for value in [getattr(item, each.name)]
    }


def read(kind: type[D], data: object) -> D:
    """The document that JSON holds.

    Raises:
        Refused: it is not one.
    """
    if not isinstance(data, Mapping):
        raise Refused(_("Bilden kan inte läsas."))
    known = {each.name: each for each in fields(kind)}
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name in kind.LISTS and isinstance(value, list):
            found[name] = tuple(_item_read(kind.LISTS[name], each) for each in value)
        elif name in known:
            found[name] = _value(known[name], value)
        else:
            raise Refused(_("Bilden kan inte läsas."))
    return kind(**found).checked()


def _item_read(kind: type[I], data: object) -> I:
    known = {each.name: each for each in fields(kind)}
    if not isinstance(data, Mapping) or not set(data) <= set(known):
        raise Refused(_("Bilden kan inte läsas."))
    if any(name not in data for name, each in known.items() if each.default is MISSING):
        raise Refused(_("Bilden kan inte läsas."))
    return kind(**{name: _value(known[name], value) for name, value in data.items()})


def _value(known: "Field[Any]", value: object) -> Any:
    """A value of the field's own type."""
    kind = known.type
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
        return choice(kind, value)
    if kind in (str, bool) and type(value) is kind:
        return value
    if kind is int and type(value) is int and 0 <= value <= HIGHEST:
        return value
    if kind == tuple[str, ...] and isinstance(value, list) and all(map(_is_text, value)):
        return tuple(value)
    raise Refused(_("Bilden kan inte läsas."))


# --- The way back -----------------------------------------------------------------------------------


def way_back(before: D, after: D) -> dict[str, Any]:
    """What it takes to get from `after` to `before`: only what differs."""
    found: dict[str, Any] = {}
    for each in fields(before):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old == new or each.name == "last":
            continue
        if each.name in before.LISTS:
            same = set(new)
            found[each.name] = {
                "order": [item.key for item in old],
                "items": [_item_written(item) for item in old if item not in same],
            }
        else:
            found[each.name] = old
    return found


def gone_back(document: D, back: Mapping[str, Any]) -> D:
    """The document before the change whose way back this is."""
    found: dict[str, Any] = {}
    for name, value in back.items():
        if name in document.LISTS:
            items = {item.key: item for item in getattr(document, name)}
            items |= {
                item.key: item
                for item in (_item_read(document.LISTS[name], each) for each in value["items"])
            }
            if not set(value["order"]) <= set(items):
                raise Refused(_("Det går inte att ångra längre."))
            found[name] = tuple(items[key] for key in value["order"])
        else:
            found[name] = value
    return replace(document, **found).checked()


def _is_text(value: object) -> bool:
    return isinstance(value, str)
