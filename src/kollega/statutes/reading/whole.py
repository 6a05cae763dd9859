"""A statute put together: its title and number, its days, and what stands after the sections."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from kollega.statutes.reading.decoding import Block, Source, StatuteError
from kollega.statutes.reading.notes import (
    NUMBER_IN_ADDRESS,
    SFS,
    SFS_IN_ADDRESS,
    Dates,
    day_in,
    joined,
)
from kollega.statutes.reading.parts import Ending, ReadSection, ReadStatute, sfs_order

TRANSITIONS = re.compile(
    r"(?:Övergångsbestämmelser|Ikraftträdande- och övergångsbestämmelser)\Z", re.I
)
_NUMBER_ALONE = re.compile(rf"(?:SFS )?({SFS})\Z")
ANNEX = re.compile(r"Bilaga(?: \d+| [A-Z])?\b(?!.*[.,]\Z)")
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_IN_FORCE = re.compile(
    rf"träder i kraft den (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})", re.IGNORECASE
)
_REPEALS = re.compile(
    r"[Gg]enom (?:lagen|förordningen|denna lag|denna förordning) upphävs (?P<rest>[^.]{1,400})"
    r"|då (?P<then>[^.]{1,300}?) (?:ska|skall) upphöra att gälla"
)

# --- What comes after the sections ----------------------------------------------------------------


def endings_of(blocks: Sequence[Block]) -> list[Ending]:
    """The transitional provisions by the acts that they came with, and annexes."""
    found: list[Ending] = []
    title = ""
    paragraphs: list[str] = []
    for block in blocks:
        text = joined(block.lines)
        alone = _NUMBER_ALONE.match(text)
        if alone or TRANSITIONS.match(text) or (ANNEX.match(text) and len(text) < 80):
            found += _ending(title, paragraphs)
            title, paragraphs = (alone[1] if alone else text), []
        else:
            paragraphs.append(text)
    return found + _ending(title, paragraphs)


def _ending(title: str, paragraphs: list[str]) -> list[Ending]:
    if not paragraphs:
        return []
    text = "\n\n".join(paragraphs)
    match = _IN_FORCE.search(text)
    day = None
    if match:
        day = day_in(f"{match[3]}-{_MONTHS.index(match[2].lower()) + 1:02}-{int(match[1]):02}")
    return [Ending(title, text, day)]


# --- The whole ------------------------------------------------------------------------------------


def statute_of(
    taken: Source,
    *,
    front: Sequence[str],
    sections: Sequence[ReadSection],
    endings: Sequence[Ending],
    dates: Dates,
    name: str,
) -> ReadStatute:
    """The statute. `front`: the lines above its first section; `dates`: what a note there says.

    Raises:
        StatuteError: it has no number or no title, or a number that is none.
    """
    facts = {**_front_facts(front), **taken.facts}
    title, sfs = _title_and_number(facts, front, taken.blocks, name)
    _require_numbers(sfs, sections)
    stated = re.search(SFS, facts.get("andrad", ""))
    days = {each.title: each.in_force_from for each in endings if each.in_force_from}
    first_day = day_in(_fact(facts, "ikraft")) or dates.first or days.get(sfs)
    sections = tuple(_dated(each, sfs, days, first_day) for each in sections)
    return ReadStatute(
        sfs=sfs,
        title=title,
        sections=sections,
        endings=tuple(endings),
        as_of=stated[0] if stated else _last_number(sfs, sections, endings),
        says_as_of=stated is not None,
        issued_on=day_in(_fact(facts, "utfardad")),
        in_force_from=first_day,
        repealed_on=day_in(_fact(facts, "upphavd")),
        repealed_by=_first(SFS, _fact(facts, "upphnr", "upphavd_genom", "upphavdgenom")),
        repeals=_repealed(sfs, endings),
    )


def _require_numbers(sfs: str, sections: Iterable[ReadSection]) -> None:
    """Every number must fit in an address: what cannot be opened is not taken in."""
    if not re.fullmatch(SFS_IN_ADDRESS, sfs.replace(":", "-"), re.ASCII):
        raise StatuteError(
            _("%(number)s är inget SFS-nummer. Ingenting är inläst.") % {"number": sfs}
        )
    for each in sections:
        for number in filter(None, each.place):
            if not re.fullmatch(NUMBER_IN_ADDRESS, number.replace(" ", ""), re.ASCII):
                raise StatuteError(
                    _(
                        "%(number)s kan inte vara en paragraf eller ett kapitel. Ingenting är inläst."
                    )
                    % {"number": number}
                )


def _front_facts(front: Iterable[str]) -> dict[str, str]:
    """Lines like "Ändrad: t.o.m. SFS 2025:1501" above the first section."""
    facts: dict[str, str] = {}
    names = {
        "sfs nr": "beteckning",
        "ändrad": "andrad",
        "utfärdad": "utfardad",
        "upphävd": "upphavd",
    }
    for line in front:
        if line.startswith("t.o.m."):
            facts["andrad"] = line
        key, colon, value = line.partition(":")
        if colon and key.strip().lower() in names:
            facts[names[key.strip().lower()]] = value.strip()
        if "upphävts genom" in line.lower():
            facts["upphnr"] = line
    return facts


def _fact(facts: Mapping[str, str], *names: str) -> str:
    for name in names:
        for suffix in ("", "_datum", "datum"):
            if value := facts.get(f"{name}{suffix}"):
                return value
    return ""


def _title_and_number(
    facts: Mapping[str, str], front: Sequence[str], blocks: Sequence[Block], name: str
) -> tuple[str, str]:
    top = next((joined(block.lines[:1]) for block in blocks if block.is_heading), "")
    lines = [facts.get("rubrik", ""), *front[:6], top]
    title = next((line for line in lines if re.search(rf"\({SFS}\)", line)), "")
    title = title or facts.get("rubrik", "") or top or next(iter(front), "")
    number = _first(SFS, facts.get("beteckning", "")) or _first(SFS, title)
    if not number:
        in_name = re.search(r"(?<!\d)(1[6-9]\d\d|20\d\d)[-:_](\d{1,5})(?!\d)", name)
        number = f"{in_name[1]}:{in_name[2]}" if in_name else ""
    if not number:
        raise StatuteError(
            _("Filen säger inte vilken författning den är: SFS-numret saknas. Ingenting är inläst.")
        )
    title = " ".join(re.sub(rf"\s*\((?:SFS )?{SFS}\)", "", title).split())
    if not title or len(title) > 300:
        raise StatuteError(_("Filen saknar författningens rubrik. Ingenting är inläst."))
    return title, number


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[0] if found else ""


def _dated(
    section: ReadSection, sfs: str, days: dict[str, date], first_day: date | None
) -> ReadSection:
    """The section with the day from which it applies, where the provisions on coming into force tell."""
    if section.valid_from or section.waits or (section.valid_to and not section.changed_by):
        return replace(section, valid_from=section.valid_from or first_day)
    by = section.changed_by
    return replace(section, valid_from=days.get(by) if by and by != sfs else first_day)


def _last_number(sfs: str, sections: Iterable[ReadSection], endings: Iterable[Ending]) -> str:
    numbers = [each.changed_by for each in sections if each.changed_by]
    numbers += [each.title for each in endings if _NUMBER_ALONE.match(each.title)]
    return max([sfs, *numbers], key=sfs_order)


def _repealed(sfs: str, endings: Iterable[Ending]) -> tuple[str, ...]:
    """The acts that the statute's own provisions on coming into force repeal."""
    found: list[str] = []
    for ending in endings:
        if ending.title == sfs:
            for match in _REPEALS.finditer(ending.text):
                found += re.findall(SFS, match["rest"] or match["then"])
    return tuple(dict.fromkeys(each for each in found if each != sfs))
