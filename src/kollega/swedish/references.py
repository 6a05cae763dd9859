"""References to statutes in Swedish text: "20 kap. 2 § SoL", "SoL 20:2", "11 a § LVU", "(2025:400)".

Only what the text says is read: a section without its law is a reference only where the caller tells
in which law the text stands. The time is linear in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kollega.swedish.laws import BY_NAME, BY_NUMBER, BY_SHORT, OLD_SOL, SOL

MOST = 1000
"""References read out of one text; what comes after is left unread."""
WIDEST = 60
"""A longer run of sections ("1–200 §§") is read as its first and its last."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An act (`sfs`), a chapter of it, or a section; "" where the text names none.

    `start` and `end`: the words' place in the text. A section inside a run ("9" of "8–10 §§") has an
    empty place. Two references to the same section are equal wherever they stand.
    """

    sfs: str
    chapter: str = ""
    section: str = ""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def ref(self) -> str:
        """How the reference is written for programs: `2025:400 20 kap. 2 §`.

        >>> Reference("2025:400", "16", "2 a").ref
        '2025:400 16 kap. 2 a §'
        """
        return " ".join(filter(None, (self.sfs, self.place)))

    @property
    def place(self) -> str:
        """The place within its law: `20 kap. 2 §`; "" for the whole law."""
        chapter = f"{self.chapter} kap." if self.chapter else ""
        return " ".join(filter(None, (chapter, f"{self.section} §" if self.section else "")))

    @property
    def shown(self) -> str:
        """As people write it: `20 kap. 2 § SoL`."""
        law = BY_NUMBER.get(self.sfs)
        return " ".join(filter(None, (self.place, law.short if law else self.sfs)))

    @property
    def law(self) -> "Reference":
        """The law that the section stands in."""
        return Reference(self.sfs)


# Within a sentence: a few spaces and at most one line's end.
_S = r"[^\S\n]{0,3}(?:\n[^\S\n]{0,8})?"
_RUN = rf"{_S}(?:[-–—−]{{1,2}}|till(?:{_S}och{_S}med)?(?!\w)|t\.?o\.?m\.?(?!\w)){_S}"
_AND = rf"{_S}(?:,{_S}(?:och|eller|samt)(?!\w)|[,;/]|(?<!\w)(?:och|eller|samt|respektive|resp\.)(?!\w)){_S}"


def _items_of(section: str) -> str:
    return rf"{section}(?:(?:{_RUN}|{_AND}){section}){{0,30}}"


_SEC = rf"[1-9]\d{{0,2}}(?:{_S}[a-z](?!\w))?"
_ITEMS = _items_of(_SEC)
# With the sign before the number, "2 i lagen" is no section "2 i".
_BARE_SEC = rf"[1-9]\d{{0,2}}(?:{_S}[a-h](?!\w))?(?!\w)"
_BARE_ITEMS = _items_of(_BARE_SEC)
_SIGN = r"(?:§{1,3}|paragraf(?:en|erna)?(?!\w))"
_KAP = r"kap(?:\.|itlet(?!\w)|itel(?!\w)|(?!\w))"
_PART = re.compile(
    rf"(?<![\w:/])(?:"
    rf"(?P<kap>(?P<chapters>{_ITEMS}){_S}{_KAP}|{_KAP}{_S}(?P<chapter>{_BARE_SEC}))"
    rf"(?:,?{_S}(?:(?P<sections>{_ITEMS}){_S}{_SIGN}|{_SIGN}{_S}(?P<after_sign>{_BARE_ITEMS})"
    rf"|(?P<loose>{_BARE_SEC})))?"
    rf"|(?P<colon_chapter>[1-9]\d?(?:{_S}[a-z])?):(?P<colon>{_BARE_ITEMS})(?!:)"
    rf"|(?P<alone>{_ITEMS}){_S}{_SIGN}"
    rf"|{_SIGN}{_S}(?P<sign_first>{_BARE_ITEMS}))",
    re.IGNORECASE,
)
# What says where in a section: second paragraph, point 3.
_DETAIL = (
    rf"(?:{_S}(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|sista|och|eller|,|[-–]|stycket|styckena"
    rf"|st\.?|meningen|men\.|punkten|punkterna|punkt|p\.?|mom\.?|\d{{1,2}}(?![\d:])|[a-h])"
    rf"(?![^\W\d])){{0,12}}"
)
_TO_LAW = re.compile(rf"{_DETAIL}{_S}(?:(?:i|enligt|av)(?!\w){_S}(?:den{_S})?)?\(?", re.IGNORECASE)
_TO_NEXT = re.compile(rf"{_DETAIL}{_AND}(?:(?:i|enligt)(?!\w){_S})?", re.IGNORECASE)
_FROM_LAW = re.compile(_S)
_FROM_LAW_LOOSELY = re.compile(rf"\)?[,:]?{_S}")
_END = re.compile(rf"{_S}(?:\Z|[.,;:!?)])")
_WIDEST_GAP = 160

_NUMBER = r"(?:1[6-9]|20)\d\d:[1-9]\d{0,4}(?![\d:])"


def _in_brackets(name: str) -> str:
    return rf",?{_S}(?P<{name}_b>\()?(?:SFS{_S})?(?P<{name}>{_NUMBER})(?({name}_b)\))"


def _words(names: Sequence[str]) -> str:
    by_length = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s{1,9}") for name in by_length)


_INDEFINITE = {
    name.removesuffix("en"): name
    for name in BY_NAME
    if name.endswith("en") and not name.startswith("lagen ")
}
_OLDER = rf"(?:gamla|äldre|tidigare|dåvarande|förra|upphävda){_S}"
_ACT = r"(?:lag|lagen|förordning|förordningen|balk|balken)(?!\w)"
_LAW = re.compile(
    rf"(?<![\w:/.§-])(?:"
    rf"(?P<old>{_OLDER})?(?:(?P<name>{_words([*BY_NAME, *_INDEFINITE])})s?(?!\w)"
    rf"|(?P<short>{_words(list(BY_SHORT))})(?::?s)?(?![\w-]))(?:{_in_brackets('own_number')})?"
    rf"|(?P<this>(?:denna|den{_S}här){_S}{_ACT})"
    rf"|(?P<same>(?:samma|den|nämnda|sistnämnda){_S}{_ACT})"
    rf"|\w{{0,40}}(?:lag|balk|förordning|stadga|kungörelse){_in_brackets('other_number')}"
    rf"|(?P<other>\w{{0,40}}(?:lagen|balken|förordningen|stadgan|ordningen|kungörelsen))s?(?!\w)"
    rf"(?:{_in_brackets('definite_number')})?"
    rf"|\((?:SFS{_S})?(?P<bracketed>{_NUMBER})\)"
    rf"|SFS{_S}(?P<after_sfs>{_NUMBER})"
    rf"|(?P<bare>{_NUMBER}))",
    re.IGNORECASE,
)
_ANOTHER_SERIES = re.compile(
    r"(?:FS|SOU|Ds|dir\.?|prop\.?|bet\.?|NJA|RÅ|HFD|AD|JO|dnr|mål|nr)\s?\Z", re.IGNORECASE
)
_FOREIGN = "?"
_ANY_CASE = {short.lower(): law for short, law in BY_SHORT.items()}
_ALSO_SMALL = {"lvu", "lvm", "lss", "osl", "lpt", "lrv"}
"""Short names that stand for a law without a section even in small letters: none is a word."""


@dataclass(slots=True)
class _Named:
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
class _Item:
    number: str
    start: int
    end: int


@dataclass(slots=True)
class _Part:
    """Sections of a chapter as they stand in one piece of text."""

    start: int
    end: int
    chapters: list[_Item]
    sections: list[_Item]
    chapters_end: int
    colon: bool = False
    loose: bool = False


def references_in(text: str, *, sfs: str = "", chapter: str = "") -> tuple[Reference, ...]:
    """The references of a text in the order they stand.

    `sfs`, `chapter`: the law and chapter that the text itself stands in, for "2 §" and "denna lag".

    >>> [each.ref for each in references_in("Enligt 10 kap. 8–9 §§ SoL och 2 § LVU")]
    ['2025:400 10 kap. 8 §', '2025:400 10 kap. 9 §', '1990:52 2 §']
    """
    laws = _Laws(text, Reference(sfs, chapter))
    found: list[Reference] = []
    for group in _groups(text, list(_parts(text))):
        found += _resolve(text, group, laws, sfs, chapter)
        if len(found) >= MOST:
            break
    found += [Reference(law.sfs, "", "", law.start, law.end) for law in laws.alone()]
    return tuple(sorted(found, key=lambda each: (each.start, each.end))[:MOST])


_REF = re.compile(
    rf"(?P<sfs>{_NUMBER})(?: (?P<chapter>[1-9]\d{{0,2}}(?: [a-z])?) kap\.)?"
    r"(?: (?P<section>[1-9]\d{0,2}(?: [a-z])?) §)?"
)


def reference(ref: str) -> Reference | None:
    """The reference that `Reference.ref` printed; None for any other text.

    >>> reference("2025:400 16 kap. 2 a §").shown
    '16 kap. 2 a § SoL'
    """
    match = _REF.fullmatch(ref)
    if match is None:
        return None
    return Reference(
        match["sfs"], match["chapter"] or "", match["section"] or "", start=0, end=len(ref)
    )


# --- Laws -----------------------------------------------------------------------------------------


class _Laws:
    """The laws that a text names, by place."""

    def __init__(self, text: str, here: Reference) -> None:
        self._all: list[_Named] = []
        for match in _LAW.finditer(text):
            named = _named(text, match, here, self._all[-1].sfs if self._all else _FOREIGN)
            if named:
                self._all.append(named)
        self._starts = [law.start for law in self._all]
        self._ends = [law.end for law in self._all]

    def before(self, place: int) -> _Named | None:
        at = bisect_right(self._ends, place)
        return self._all[at - 1] if at else None

    def after(self, place: int) -> _Named | None:
        at = bisect_left(self._starts, place)
        return self._all[at] if at < len(self._all) else None

    def alone(self) -> list[_Named]:
        return [law for law in self._all if law.alone and not law.used and law.sfs != _FOREIGN]


def _named(text: str, match: re.Match[str], here: Reference, last: str) -> _Named | None:
    start, end = match.span()
    if match["name"] or match["short"]:
        return _known(match)
    if match["this"]:
        return _Named(here.sfs or _FOREIGN, start, end, alone=False, chapter=here.chapter)
    if match["same"]:
        return _Named(last, start, end, alone=False)
    if match["other"]:
        return _Named(match["definite_number"] or _FOREIGN, start, end)
    if match["bare"]:
        if _ANOTHER_SERIES.search(text, max(0, start - 8), start):
            return None
        # A number on its own is a law's only where we know the law, or where its sections follow.
        return _Named(match["bare"], start, end, alone=match["bare"] in BY_NUMBER)
    number = match["other_number"] or match["bracketed"] or match["after_sfs"]
    return _Named(number, start, end)


def _known(match: re.Match[str]) -> _Named:
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
    return _Named(number, start, match.end(), alone or short.lower() in _ALSO_SMALL, short)


# --- Sections -------------------------------------------------------------------------------------

_ONE = re.compile(_SEC, re.IGNORECASE)
_IS_RUN = re.compile(_RUN, re.IGNORECASE)


def _parts(text: str) -> Iterator[_Part]:
    for match in _PART.finditer(text):
        yield _Part(
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


def _items(match: re.Match[str], *names: str) -> list[_Item]:
    items: list[_Item] = []
    for name in names:
        if match[name] is None:
            continue
        for one in _ONE.finditer(match.string, *match.span(name)):
            item = _Item(_tidy(one[0]), one.start(), one.end())
            if items and _IS_RUN.fullmatch(match.string, items[-1].end, item.start):
                items += _between(items[-1], item)
            items.append(item)
    return items


def _tidy(number: str) -> str:
    number = "".join(number.split()).lower()
    return number if number[-1].isdigit() else f"{number[:-1]} {number[-1]}"


def _between(first: _Item, last: _Item) -> list[_Item]:
    """What a run leaves unsaid: 9 of "8–10", b and c of "9 a–9 d"."""
    (low, low_letter), (high, high_letter) = _split(first.number), _split(last.number)
    if not 0 <= high - low <= WIDEST:
        return []
    if low == high:
        letters = range(ord(low_letter or "`") + 1, ord(high_letter or "`"))
        unsaid = [f"{low} {chr(letter)}" for letter in letters]
    else:
        unsaid = [str(number) for number in range(low + 1, high + bool(high_letter))]
    return [_Item(number, last.start, last.start) for number in unsaid]


def _split(number: str) -> tuple[int, str]:
    digits, _space, letter = number.partition(" ")
    return int(digits), letter


def _groups(text: str, parts: list[_Part]) -> Iterator[list[_Part]]:
    """Parts that share a law: "5 kap. 1 § och 6 kap. 2 § SoL"."""
    group: list[_Part] = []
    for part in parts:
        if group and not _continues(text, group[-1], part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _continues(text: str, last: _Part, part: _Part) -> bool:
    if part.start - last.end > _WIDEST_GAP:
        return False
    if not part.chapters and len(part.sections) > 1 and text[last.end : part.start].isspace():
        # "9 § 1 och 2 § LSS": the number right after the sign is a point of that section.
        part.sections = part.sections[1:]
        return True
    return _TO_NEXT.fullmatch(text, last.end, part.start) is not None


# --- Which law ------------------------------------------------------------------------------------


def _resolve(
    text: str, group: list[_Part], laws: _Laws, here: str, chapter: str
) -> list[Reference]:
    before, after = _before(text, group[0], laws), _after(text, group[-1], laws)
    near = before is not None and _FROM_LAW.fullmatch(text, before.end, group[0].start) is not None
    if before and near and after and len(group) > 1 and not before.used:
        # "SoL 5 kap. 1 § och 2 § LVU"
        return _of_law(text, group[:-1], before) + _of_law(text, group[-1:], after, follows=True)
    if before and not before.used and (near or not after):
        return _of_law(text, group, before)
    if after:
        return _of_law(text, group, after, follows=True)
    if not here:
        return []
    return _listed(_without_loose(group), here, chapter)


def _before(text: str, part: _Part, laws: _Laws) -> _Named | None:
    law = laws.before(part.start)
    fits = (
        law
        and part.start - law.end <= _WIDEST_GAP
        and _FROM_LAW_LOOSELY.fullmatch(text, law.end, part.start)
    )
    return law if law and fits and _may_hold(law, part) else None


def _after(text: str, part: _Part, laws: _Laws) -> _Named | None:
    law = laws.after(part.end)
    fits = (
        law and law.start - part.end <= _WIDEST_GAP and _TO_LAW.fullmatch(text, part.end, law.start)
    )
    return law if law and fits and _may_hold(law, part) else None


def _may_hold(law: _Named, part: _Part) -> bool:
    """A short name of two letters must not be a word or a time: "kl 20:15", "2 § fl."."""
    if len(law.short) == 2 and law.short not in BY_SHORT:
        return not part.colon and law.short.lower() not in {"fl", "kl"}
    return True


def _of_law(
    text: str, group: list[_Part], law: _Named, *, follows: bool = False
) -> list[Reference]:
    law.used = True
    if law.sfs == _FOREIGN:
        return []
    if not follows and group[-1].loose and not _END.match(text, group[-1].end):
        group = _without_loose(group)  # "SoL 20 kap. 3 månader"
    found = _listed(group, law.sfs, law.chapter)
    at = -1 if follows else 0
    start = found[at].start if follows else law.start
    end = law.end if follows else found[at].end
    found[at] = Reference(law.sfs, found[at].chapter, found[at].section, start, end)
    return found


def _without_loose(group: list[_Part]) -> list[_Part]:
    """A number that only a law beside it could make a section is none."""
    for part in group:
        if part.loose:
            part.end, part.sections, part.loose = part.chapters_end, [], False
    return group


def _listed(group: list[_Part], sfs: str, chapter: str) -> list[Reference]:
    found: list[Reference] = []
    for part in group:
        items = [(item, "") for item in part.chapters[: -1 if part.sections else None]]
        if part.chapters:
            chapter = part.chapters[-1].number
        items += [(item, chapter) for item in part.sections]
        for at, (item, within) in enumerate(items):
            start = part.start if at == 0 else item.start
            end = part.end if at == len(items) - 1 else item.end
            if within or item in part.sections:
                found.append(Reference(sfs, within, item.number, start, end))
            else:
                found.append(Reference(sfs, item.number, "", start, end))
    return found
