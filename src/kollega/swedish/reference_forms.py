"""How laws and sections are named in Swedish text, found one by one; `references` puts them together."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kollega.swedish.laws import BY_NAME, BY_NUMBER, BY_SHORT, OLD_SOL, SOL

WIDEST = 60
"""A longer run of sections ("1–200 §§") is read as its first and its last."""

# Within a sentence: a few spaces and at most one line's end.
SPACE = r"[^\S\n]{0,3}(?:\n[^\S\n]{0,8})?"
_RUN = rf"{SPACE}(?:[-–—−]{{1,2}}|till(?:{SPACE}och{SPACE}med)?(?!\w)|t\.?o\.?m\.?(?!\w)){SPACE}"
AND = rf"{SPACE}(?:,{SPACE}(?:och|eller|samt)(?!\w)|[,;/]|(?<!\w)(?:och|eller|samt|respektive|resp\.)(?!\w)){SPACE}"


def _items_of(section: str) -> str:
    return rf"{section}(?:(?:{_RUN}|{AND}){section}){{0,30}}"


_SEC = rf"[1-9]\d{{0,2}}(?:{SPACE}[a-z](?!\w))?"
_ITEMS = _items_of(_SEC)
# With the sign before the number, "2 i lagen" is no section "2 i".
_BARE_SEC = rf"[1-9]\d{{0,2}}(?:{SPACE}[a-h](?!\w))?(?!\w)"
_BARE_ITEMS = _items_of(_BARE_SEC)
_SIGN = r"(?:§{1,3}|paragraf(?:en|erna)?(?!\w))"
_KAP = r"kap(?:\.|itlet(?!\w)|itel(?!\w)|(?!\w))"
_PART = re.compile(
    rf"(?<![\w:/])(?:"
    rf"(?P<kap>(?P<chapters>{_ITEMS}){SPACE}{_KAP}|{_KAP}{SPACE}(?P<chapter>{_BARE_SEC}))"
    rf"(?:,?{SPACE}(?:(?P<sections>{_ITEMS}){SPACE}{_SIGN}|{_SIGN}{SPACE}(?P<after_sign>{_BARE_ITEMS})"
    rf"|(?P<loose>{_BARE_SEC})))?"
    rf"|(?P<colon_chapter>[1-9]\d?(?:{SPACE}[a-z])?):(?P<colon>{_BARE_ITEMS})(?!:)"
    rf"|(?P<alone>{_ITEMS}){SPACE}{_SIGN}"
    rf"|{_SIGN}{SPACE}(?P<sign_first>{_BARE_ITEMS}))",
    re.IGNORECASE,
)
NUMBER = r"(?:1[6-9]|20)\d\d:[1-9]\d{0,4}(?![\d:])"


def _in_brackets(name: str) -> str:
    return rf",?{SPACE}(?P<{name}_b>\()?(?:SFS{SPACE})?(?P<{name}>{NUMBER})(?({name}_b)\))"


def _words(names: Sequence[str]) -> str:
    by_length = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s{1,9}") for name in by_length)


_INDEFINITE = {
    name.removesuffix("en"): name
    for name in BY_NAME
    if name.endswith("en") and not name.startswith("lagen ")
}
_OLDER = rf"(?:gamla|äldre|tidigare|dåvarande|förra|upphävda){SPACE}"
_ACT = r"(?:lag|lagen|förordning|förordningen|balk|balken)(?!\w)"
_LAW = re.compile(
    rf"(?<![\w:/.§-])(?:"
    rf"(?P<old>{_OLDER})?(?:(?P<name>{_words([*BY_NAME, *_INDEFINITE])})s?(?!\w)"
    rf"|(?P<short>{_words(list(BY_SHORT))})(?::?s)?(?![\w-]))(?:{_in_brackets('own_number')})?"
    rf"|(?P<this>(?:denna|den{SPACE}här){SPACE}{_ACT})"
    rf"|(?P<same>(?:samma|den|nämnda|sistnämnda){SPACE}{_ACT})"
    rf"|\w{{0,40}}(?:lag|balk|förordning|stadga|kungörelse){_in_brackets('other_number')}"
    rf"|(?P<other>\w{{0,40}}(?:lagen|balken|förordningen|stadgan|ordningen|kungörelsen))s?(?!\w)"
    rf"(?:{_in_brackets('definite_number')})?"
    rf"|\((?:SFS{SPACE})?(?P<bracketed>{NUMBER})\)"
    rf"|SFS{SPACE}(?P<after_sfs>{NUMBER})"
    rf"|(?P<bare>{NUMBER}))",
    re.IGNORECASE,
)
_ANOTHER_SERIES = re.compile(
    r"(?:FS|SOU|Ds|dir\.?|prop\.?|bet\.?|NJA|RÅ|HFD|AD|JO|dnr|mål|nr)\s?\Z", re.IGNORECASE
)
FOREIGN = "?"
_ANY_CASE = {short.lower(): law for short, law in BY_SHORT.items()}
_ALSO_SMALL = {"lvu", "lvm", "lss", "osl", "lpt", "lrv"}
"""Short names that stand for a law without a section even in small letters: none is a word."""


@dataclass(slots=True)
class Named:
    """A law as the text names it; `sfs` is "?" where it is one whose number we do not know.

    `alone`: whether it counts without a section. `short`: the short name, where that is how.
    `chapter`: of "denna lag", the chapter that the text stands in.
    """

    sfs: str
    start: int
    end: int
    alone: bool = True
    short: str = ""
    chapter: str = ""
    used: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    number: str
    start: int
    end: int


@dataclass(slots=True)
class Part:
    """Sections of a chapter as they stand in one piece of text."""

    start: int
    end: int
    chapters: list[Item]
    sections: list[Item]
    chapters_end: int
    colon: bool = False
    loose: bool = False


# --- Laws -----------------------------------------------------------------------------------------


class Laws:
    """The laws that a text names, by place. `sfs`, `chapter`: what "denna lag" means in it."""

    def __init__(self, text: str, sfs: str, chapter: str) -> None:
        self._all: list[Named] = []
        for match in _LAW.finditer(text):
            if match["this"]:
                named: Named | None = Named(
                    sfs or FOREIGN, *match.span(), alone=False, chapter=chapter
                )
            else:
                named = _named(text, match, self._all[-1].sfs if self._all else FOREIGN)
            if named:
                self._all.append(named)
        self._starts = [law.start for law in self._all]
        self._ends = [law.end for law in self._all]

    def before(self, place: int) -> Named | None:
        at = bisect_right(self._ends, place)
        return self._all[at - 1] if at else None

    def after(self, place: int) -> Named | None:
        at = bisect_left(self._starts, place)
        return self._all[at] if at < len(self._all) else None

    def within(self, start: int, end: int) -> set[str]:
        """The numbers of the laws named in a piece of the text."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return {law.sfs for law in self._all[first:last]}

    def alone(self) -> list[Named]:
        return [law for law in self._all if law.alone and not law.used and law.sfs != FOREIGN]


def _named(text: str, match: re.Match[str], last: str) -> Named | None:
    start, end = match.span()
    if match["name"] or match["short"]:
        return _known(match)
    if match["same"]:
        return Named(last, start, end, alone=False)
    if match["other"]:
        return Named(match["definite_number"] or FOREIGN, start, end)
    if not match["bare"]:
        number = match["other_number"] or match["bracketed"] or match["after_sfs"]
        return Named(number, start, end)
    if _ANOTHER_SERIES.search(text, max(0, start - 8), start):
        return None
    # A number on its own is a law's only where we know the law, or where its sections follow.
    return Named(match["bare"], start, end, alone=match["bare"] in BY_NUMBER)


def _known(match: re.Match[str]) -> Named:
    short = match["short"] or ""
    if short:
        law = _ANY_CASE[short.lower()]
    else:
        name = " ".join(match["name"].lower().split())
        law = BY_NAME[_INDEFINITE.get(name, name)]
    is_old = law.sfs == SOL and match["old"]
    number = match["own_number"] or (OLD_SOL if is_old else law.sfs)
    start = match.start() if is_old else match.start("short" if short else "name")
    exact = short in BY_SHORT or short.isupper()
    alone = not short or bool(match["own_number"]) or (exact and len(short) > 2)
    return Named(number, start, match.end(), alone or short.lower() in _ALSO_SMALL, short)


# --- Sections -------------------------------------------------------------------------------------

_ONE = re.compile(_SEC, re.IGNORECASE)
_IS_RUN = re.compile(_RUN, re.IGNORECASE)


def parts_of(text: str) -> Iterator[Part]:
    for match in _PART.finditer(text):
        yield Part(
            match.start(),
            match.end(),
            chapters=_items(match, "chapters", "chapter", "colon_chapter"),
            sections=_items(
                match, "sections", "after_sign", "loose", "colon", "alone", "sign_first"
            ),
            chapters_end=match.end("kap"),
            colon=match["colon"] is not None,
            loose=match["loose"] is not None,
        )


def _items(match: re.Match[str], *names: str) -> list[Item]:
    items: list[Item] = []
    for name in names:
        if match[name] is None:
            continue
        for one in _ONE.finditer(match.string, *match.span(name)):
            item = Item(_tidy(one[0]), one.start(), one.end())
            if items and _IS_RUN.fullmatch(match.string, items[-1].end, item.start):
                items += _between(items[-1], item)
            items.append(item)
    return items


def _tidy(number: str) -> str:
    number = "".join(number.split()).lower()
    return number if number[-1].isdigit() else f"{number[:-1]} {number[-1]}"


def _between(first: Item, last: Item) -> list[Item]:
    """What a run leaves unsaid: 9 of "8–10", b and c of "9 a–9 d"."""
    (low, low_letter), (high, high_letter) = _split(first.number), _split(last.number)
    if not 0 <= high - low <= WIDEST:
        return []
    if low == high:
        letters = range(ord(low_letter or "`") + 1, ord(high_letter or "`"))
        unsaid = [f"{low} {chr(letter)}" for letter in letters]
    else:
        unsaid = [str(number) for number in range(low + 1, high + bool(high_letter))]
    return [Item(number, last.start, last.start) for number in unsaid]


def _split(number: str) -> tuple[int, str]:
    digits, _space, letter = number.partition(" ")
    return int(digits), letter
