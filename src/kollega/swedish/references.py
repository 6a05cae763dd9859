"""References to statutes in Swedish text: "20 kap. 2 § SoL", "SoL 20:2", "11 a § LVU", "(2025:400)".

Only what the text says is read: a section without its law is a reference only where the caller tells
in which law the text stands. The time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kollega.swedish.laws import BY_NUMBER, BY_SHORT
from kollega.swedish.reference_forms import AND, FOREIGN, NUMBER, SPACE, Laws, Named, Part, parts_of

MOST = 1000
"""References read out of one text; what comes after is left unread."""


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


# What says where in a section: second paragraph, point 3.
_DETAIL = (
    rf"(?:{SPACE}(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|sista|och|eller|,|[-–]|stycket|styckena"
    rf"|st\.?|meningen|men\.|punkten|punkterna|punkt|p\.?|mom\.?|\d{{1,2}}(?![\d:])|[a-h])"
    rf"(?![^\W\d])){{0,12}}"
)
_TO_LAW = re.compile(
    rf"{_DETAIL}{SPACE}(?:(?:i|enligt|av)(?!\w){SPACE}(?:den{SPACE})?)?\(?", re.IGNORECASE
)
_TO_NEXT = re.compile(rf"{_DETAIL}{AND}(?:(?:i|enligt)(?!\w){SPACE})?", re.IGNORECASE)
_FROM_LAW = re.compile(SPACE)
_FROM_LAW_LOOSELY = re.compile(rf"\)?[,:]?{SPACE}")
_END = re.compile(rf"{SPACE}(?:\Z|[.,;:!?)])")
_WIDEST_GAP = 160


def references_in(text: str, *, sfs: str = "", chapter: str = "") -> tuple[Reference, ...]:
    """The references of a text in the order they stand.

    `sfs`, `chapter`: the law and chapter that the text itself stands in, for "2 §" and "denna lag".

    >>> [each.ref for each in references_in("Enligt 10 kap. 8–9 §§ SoL och 2 § LVU")]
    ['2025:400 10 kap. 8 §', '2025:400 10 kap. 9 §', '1990:52 2 §']
    """
    laws = Laws(text, sfs, chapter)
    leads = _leads(text, laws, sfs) if sfs else ()
    found: list[Reference] = []
    for group in _groups(text, list(parts_of(text))):
        at = group[0].start
        lead = next((law for start, end, law in leads if start <= at < end), None)
        here = (sfs, chapter) if lead is None else (lead, "")
        found += _resolve(text, group, laws, *here)
        if len(found) >= MOST:
            break
    found += [Reference(law.sfs, "", "", law.start, law.end) for law in laws.alone()]
    return tuple(sorted(found, key=lambda each: (each.start, each.end))[:MOST])


_REF = re.compile(
    rf"(?P<sfs>{NUMBER})(?: (?P<chapter>[1-9]\d{{0,2}}(?: [a-z])?) kap\.)?"
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


_LIST = re.compile(r"(?<=:)(?:\n\n(?:[-–—•]|\d{1,3}\.|[a-z]\)) [^\n]*(?:\n[^\n]+)*)+")


def _leads(text: str, laws: Laws, here: str) -> list[tuple[int, int, str]]:
    """Lists whose leading sentence names another law than the text's own: place, and which law.

    "" where it names more than one: which of them the list is about is not known.
    """
    found = []
    for match in _LIST.finditer(text):
        start = text.rfind("\n\n", 0, match.start()) + 1
        others = laws.within(start, match.start()) - {here}
        if others:
            law = others.pop() if len(others) == 1 else ""
            found.append((match.start(), match.end(), "" if law == FOREIGN else law))
    return found


def _groups(text: str, parts: list[Part]) -> Iterator[list[Part]]:
    """Parts that share a law: "5 kap. 1 § och 6 kap. 2 § SoL"."""
    group: list[Part] = []
    for part in parts:
        if group and not _continues(text, group[-1], part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _continues(text: str, last: Part, part: Part) -> bool:
    if part.start - last.end > _WIDEST_GAP:
        return False
    if not part.chapters and len(part.sections) > 1 and text[last.end : part.start].isspace():
        # "9 § 1 och 2 § LSS": the number right after the sign is a point of that section.
        part.sections = part.sections[1:]
        return True
    return _TO_NEXT.fullmatch(text, last.end, part.start) is not None


# --- Which law ------------------------------------------------------------------------------------


def _resolve(text: str, group: list[Part], laws: Laws, here: str, chapter: str) -> list[Reference]:
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


def _before(text: str, part: Part, laws: Laws) -> Named | None:
    law = laws.before(part.start)
    fits = (
        law
        and part.start - law.end <= _WIDEST_GAP
        and _FROM_LAW_LOOSELY.fullmatch(text, law.end, part.start)
    )
    return law if law and fits and _may_hold(law, part) else None


def _after(text: str, part: Part, laws: Laws) -> Named | None:
    law = laws.after(part.end)
    fits = (
        law and law.start - part.end <= _WIDEST_GAP and _TO_LAW.fullmatch(text, part.end, law.start)
    )
    return law if law and fits and _may_hold(law, part) else None


def _may_hold(law: Named, part: Part) -> bool:
    """A short name of two letters must not be a word or a time: "kl 20:15", "2 § fl."."""
    if len(law.short) == 2 and law.short not in BY_SHORT:
        return not part.colon and law.short.lower() not in {"fl", "kl"}
    return True


def _of_law(text: str, group: list[Part], law: Named, *, follows: bool = False) -> list[Reference]:
    law.used = True
    if law.sfs == FOREIGN:
        return []
    if not follows and group[-1].loose and not _END.match(text, group[-1].end):
        group = _without_loose(group)  # "SoL 20 kap. 3 månader"
    found = _listed(group, law.sfs, law.chapter)
    at = -1 if follows else 0
    start = found[at].start if follows else law.start
    end = law.end if follows else found[at].end
    found[at] = Reference(law.sfs, found[at].chapter, found[at].section, start, end)
    return found


def _without_loose(group: list[Part]) -> list[Part]:
    """A number that only a law beside it could make a section is none."""
    for part in group:
        if part.loose:
            part.end, part.sections, part.loose = part.chapters_end, [], False
    return group


def _listed(group: list[Part], sfs: str, chapter: str) -> list[Reference]:
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
