"""Read the shipped files, and say with file and key what is wrong in them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
GROUND_KINDS = ("law", "research", "experience", "person")
SURENESS = ("sure", "fairly", "unsure")
LONGEST_ANSWER = 60
LONGEST_PHRASE, MOST_IN_GROUP = 4, 12
LONGEST_WAY = 10
"""Words of a way of asking: what somebody types, not what a card says."""
FOLDER = "kollega.knowledge.shipped"


class ShippedError(ValueError):
    """A shipped file contradicts itself; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a card rests on. `kind`: law, research, experience or person; `text` names it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ShippedCard:
    """A card as written. `key` is stable; `areas` are keys of the list of practice areas.

    `answer` is the short answer, `body` Markdown, `sure` one of sure, fairly and unsure,
    `check_months` how long it stands before somebody looks at it again, `related` keys of cards.
    `asked` are ways of asking for it, which only the search reads.
    """

    key: str
    title: str
    answer: str
    body: str
    areas: tuple[str, ...]
    sure: str
    check_months: int
    related: tuple[str, ...]
    grounds: tuple[Ground, ...]
    asked: tuple[str, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """All that a person reads, by field."""
        grounds = {f"ground_{at}": each.text for at, each in enumerate(self.grounds)}
        return {"title": self.title, "answer": self.answer, "body": self.body, **grounds}


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card of a reading list, by key, and why one should read it."""

    card: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A few cards to read in order, by kind of work."""

    key: str
    title: str
    lead: str
    cards: tuple[ListedCard, ...]


def load_cards() -> tuple[ShippedCard, ...]:
    """All cards, in the order of the files' names."""
    folder = files(FOLDER).joinpath("cards")
    found: list[ShippedCard] = []
    for each in sorted(folder.iterdir(), key=lambda file: file.name):
        if each.name.endswith(".toml"):
            found += parse_cards(each.read_text(encoding="utf-8"), source=each.name)
    _unique((card.key for card in found), "cards")
    known = {card.key for card in found}
    for card in found:
        for other in card.related:
            if other not in known:
                raise ShippedError(f"{card.key}: there is no card {other!r}")
    return tuple(found)


def load_lists() -> tuple[ReadingList, ...]:
    """All reading lists."""
    return parse_lists(_text("lists.toml"), source="lists.toml")


def load_synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same; each word stands in one group."""
    return parse_synonyms(_text("synonyms.toml"), source="synonyms.toml")


def parse_cards(text: str, *, source: str) -> tuple[ShippedCard, ...]:
    """Read cards from TOML text; `source` is the name used in error messages."""
    return tuple(_card(each, source) for each in _tables(text, "card", source))


def parse_lists(text: str, *, source: str) -> tuple[ReadingList, ...]:
    """Read reading lists from TOML text."""
    found = []
    for raw in _tables(text, "list", source):
        where = _where(raw, source)
        _fields(raw, {"key", "title", "lead", "card"}, where)
        cards = tuple(
            ListedCard(_said(each, "card", where), _said(each, "why", where))
            for each in raw["card"]
        )
        _unique((each.card for each in cards), where)
        found.append(
            ReadingList(
                _key(raw, where), _said(raw, "title", where), _said(raw, "lead", where), cards
            )
        )
    return tuple(found)


def parse_synonyms(text: str, *, source: str) -> tuple[tuple[str, ...], ...]:
    """Read groups of synonyms from TOML text."""
    groups = []
    for raw in _tables(text, "group", source):
        words = tuple(_words(raw, "words", source))
        if not 2 <= len(words) <= MOST_IN_GROUP:
            raise ShippedError(f"{source}: {words}: a group has two to {MOST_IN_GROUP} words")
        for word in words:
            if len(word.split()) > LONGEST_PHRASE or word != " ".join(word.split()):
                raise ShippedError(f"{source}: {word!r}: at most {LONGEST_PHRASE} words")
        groups.append(words)
    _unique((word.casefold() for group in groups for word in group), source)
    return tuple(groups)


def _card(raw: dict[str, Any], source: str) -> ShippedCard:
    where = _where(raw, source)
    _fields(
        raw,
        {"key", "title", "answer", "body", "areas", "sure", "check_months", "related", "ground"},
        where,
        optional={"asked"},
    )
    card = ShippedCard(
        key=_key(raw, where),
        title=_said(raw, "title", where),
        answer=_said(raw, "answer", where),
        body=_said(raw, "body", where),
        areas=tuple(_words(raw, "areas", where)),
        sure=_one_of(raw, "sure", SURENESS, where),
        check_months=raw["check_months"],
        related=tuple(_words(raw, "related", where)),
        grounds=tuple(
            Ground(_one_of(each, "kind", GROUND_KINDS, where), _said(each, "text", where))
            for each in raw["ground"]
        ),
        asked=_ways(raw, where),
    )
    if not card.title.endswith("?"):
        raise ShippedError(f"{where}: the title is a question")
    if len(card.answer.split()) > LONGEST_ANSWER:
        raise ShippedError(f"{where}: the short answer has at most {LONGEST_ANSWER} words")
    if not (isinstance(card.check_months, int) and 1 <= card.check_months <= 36):
        raise ShippedError(f"{where}: check_months is 1 to 36")
    if not card.grounds or not card.areas or card.key in card.related:
        raise ShippedError(f"{where}: a card has grounds and areas, and is not related to itself")
    return card


def _ways(raw: dict[str, Any], where: str) -> tuple[str, ...]:
    """Ways of asking, each once: short and one's own, for the law is found by its own ways."""
    ways = tuple(_words(raw, "asked", where)) if "asked" in raw else ()
    for way in ways:
        if len(way.split()) > LONGEST_WAY or way != " ".join(way.split()) or "§" in way:
            raise ShippedError(f"{where}: {way!r}: at most {LONGEST_WAY} words, and no paragraph")
    _unique((way.casefold() for way in ways), where)
    return ways


def _text(name: str) -> str:
    return files(FOLDER).joinpath(name).read_text(encoding="utf-8")


def _tables(text: str, name: str, source: str) -> list[dict[str, Any]]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ShippedError(f"{source}: {error}") from None
    tables = raw.get(name)
    if set(raw) != {name} or not isinstance(tables, list):
        raise ShippedError(f"{source}: only [[{name}]] tables stand here")
    return [dict(each) for each in tables]


def _where(raw: dict[str, Any], source: str) -> str:
    return f"{source}: {raw.get('key', '?')}"


def _fields(
    raw: dict[str, Any], wanted: set[str], where: str, *, optional: Iterable[str] = ()
) -> None:
    if wrong := wanted ^ set(raw).difference(optional):
        raise ShippedError(f"{where}: missing or unknown: {', '.join(sorted(wrong))}")


def _key(raw: dict[str, Any], where: str) -> str:
    key = _said(raw, "key", where)
    if not KEY.match(key):
        raise ShippedError(f"{where}: a key is small letters, digits and hyphens")
    return key


def _said(raw: dict[str, Any], name: str, where: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ShippedError(f"{where}: {name} is a text")
    return value.strip()


def _words(raw: dict[str, Any], name: str, where: str) -> Iterator[str]:
    value = raw.get(name)
    if not isinstance(value, list):
        raise ShippedError(f"{where}: {name} is a list")
    for each in value:
        if not isinstance(each, str) or not each.strip():
            raise ShippedError(f"{where}: {name} is a list of words")
        yield each


def _one_of(raw: dict[str, Any], name: str, allowed: tuple[str, ...], where: str) -> str:
    value = _said(raw, name, where)
    if value not in allowed:
        raise ShippedError(f"{where}: {name} is one of {', '.join(allowed)}")
    return value


def _unique(keys: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ShippedError(f"{where}: {key!r} stands twice")
        seen.add(key)
