"""From blocks of text to a statute: chapters, headings, sections, what is to come and what has been.

A line is a section's beginning where its number stands first and comes after the last; what looks like
a heading is one where a section or a chapter follows, and otherwise belongs to the section's text.
"""

import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from kollega.statutes.reading.decoding import Block, Source, StatuteError, source
from kollega.statutes.reading.notes import SFS, Dates, joined, order_of, place_of, without_notes
from kollega.statutes.reading.parts import Ending, ReadSection, ReadStatute
from kollega.statutes.reading.whole import ANNEX, TRANSITIONS, endings_of, statute_of

_CHAPTER = re.compile(r"(\d{1,3}(?: ?[a-z])?) kap\.(?!\s*\d+(?: ?[a-z])? §)\s*(.*)", re.I | re.S)
_SECTION = re.compile(
    r"(\d{1,3}(?: ?[a-z])?) ?§(?!§)(?:[^\S\n]*\n?\s*(?=[A-ZÅÄÖ/(\"'\d])(.*))?\Z", re.S
)
_REPEALED = re.compile(
    rf"(?P<list>\d{{1,3}}(?: ?[a-z])?(?:\s*(?:,|och|[-–])\s*\d{{1,3}}(?: ?[a-z])?)*) ?§§?"
    rf"\s+(?:Har upphävts|har upphävts|Upphävd)\b[^.]{{0,40}}?\(?(?P<by>{SFS})?\)?\.?\s*\Z"
)
_PART = re.compile(
    r"(?:AVDELNING|AVD\.|(?:FÖRSTA|ANDRA|TREDJE|FJÄRDE|FEMTE|SJÄTTE|SJUNDE|ÅTTONDE) AVDELNINGEN"
    r"|Avdelning [IVX]+\.?)(?:\s|\Z)"
)
_CHANGED = re.compile(rf"\s*\b(?:Lag|Förordning|Kungörelse|SFS)\s\((?P<by>{SFS})\)\s?\.?\Z")
_ITEM = re.compile(r"(?:[-–—•*]|\d{1,3}[.)]|[a-z][.)])\s")
_LONGEST_HEADING = 200


def read(raw: bytes, *, name: str = "") -> ReadStatute:
    """Read a statute out of a file. `name`: the file's name, which may hold the statute's number.

    Raises:
        StatuteError: the file is no statute in a form that is known, in Swedish why.
    """
    taken = source(raw)
    reader = _Reader(taken)
    reader.go()
    if not reader.sections:
        raise StatuteError(
            _("Filen innehåller inga paragrafer i en form som känns igen. Ingenting är inläst.")
        )
    return statute_of(
        taken,
        front=[line for block in reader.front for line in block.lines],
        sections=reader.sections,
        endings=reader.endings,
        dates=reader.dates,
        name=name,
    )


@dataclass(slots=True)
class _Open:
    """The section that is being read."""

    section: ReadSection
    paragraphs: list[str] = field(default_factory=list)


class _Reader:
    """Goes through the blocks once, knowing which chapter and which headings it stands under."""

    def __init__(self, taken: Source) -> None:
        self.blocks = taken.blocks
        self.marks_headings = taken.marks_headings
        self.title = taken.facts.get("rubrik", "")
        self.sections: list[ReadSection] = []
        self.endings: list[Ending] = []
        self.front: list[Block] = []
        self.dates = Dates()
        self._part = self._chapter = self._chapter_title = self._heading = ""
        self._chapter_dates = Dates()
        self._pending: list[tuple[str, Dates]] = []
        self._waiting: list[tuple[str, Dates]] = []
        self._open: _Open | None = None
        self._last: tuple[int, str] = (0, "")

    def go(self) -> None:
        for at, block in enumerate(self.blocks):
            text = joined(block.lines)
            if TRANSITIONS.match(text) or (ANNEX.match(text) and self._is_heading(at)):
                self._close()
                self.endings = endings_of(self.blocks[at:])
                return
            self._take(at, block, "\n".join(block.lines))
        self._close()

    def _take(self, at: int, block: Block, raw: str) -> None:
        text, dates = without_notes(raw)
        if not text.strip():  # a note on its own line is about what comes next
            if not self.sections and self._open is None and "apitl" not in raw:
                self.dates = dates
            self._chapter_dates = dates if "apitl" in raw else self._chapter_dates
        elif _PART.match(text) and (block.is_heading or self._is_heading(at)):
            self._close()
            self._part, self._heading, self._pending = joined(text.split("\n")), "", []
        elif self._is_chapter(at, block, text) or self._is_section(text, dates):
            pass
        elif (block.is_heading or self._is_heading(at)) and not self._is_title(at):
            self._pending.append((joined(text.split("\n")), dates))
        else:
            self._add(text)

    def _is_title(self, at: int) -> bool:
        """Whether a block is the statute's own title: in plain text whatever stands first."""
        text = joined(self.blocks[at].lines)
        if not self.marks_headings:
            return at == 0
        return not self.sections and (text == self.title or bool(re.search(rf"\({SFS}\)", text)))

    def _add(self, text: str) -> None:
        if self._open is None:
            self.front.append(Block(tuple(text.split("\n"))))
            return
        # What looked like headings was text after all.
        self._open.paragraphs += [heading for heading, _dates in self._pending]
        self._pending = []
        self._open.paragraphs.append(joined(text.split("\n")))

    # --- Chapters and sections

    def _is_chapter(self, at: int, block: Block, text: str) -> bool:
        match = _CHAPTER.match(text)
        if not match or len(match[2]) > _LONGEST_HEADING:
            return False
        number, (title, dates) = place_of(match[1]), without_notes(match[2])
        if self._chapter and order_of(number) < order_of(self._chapter):
            return False
        if "har upphävts" in title:
            self._close()
            return True
        if not (block.is_heading or self._is_heading(at, skip_number=True)):
            return False
        self._close()
        if number != self._chapter:
            self._last = (0, "")
        if not (number == self._chapter and dates.first):
            # Of two titles the one that holds until the other comes.
            self._chapter_title = joined(title.split("\n"))
        self._chapter, self._heading, self._pending = number, "", []
        return True

    def _is_section(self, text: str, before: Dates) -> bool:
        if repealed := _REPEALED.match(text):
            self._close()
            self._add_repealed(repealed["list"], repealed["by"] or "")
            return True
        match = _SECTION.match(text)
        if not match:
            return False
        number = place_of(match[1])
        rest, dates = without_notes(match[2] or "")
        if dates == Dates():
            dates = before
        is_again = order_of(number) == self._last and dates != Dates()
        if order_of(number) <= self._last and not is_again:
            return False
        self._close()
        self._last = order_of(number)
        self._headings_for(dates)
        self._open = _Open(
            ReadSection(
                self._chapter,
                number,
                "",
                self._heading,
                self._chapter_title,
                self._part,
                valid_from=dates.first or self._chapter_dates.first,
                valid_to=dates.last or self._chapter_dates.last,
                waits=dates.waits,
            )
        )
        if rest.strip():
            self._open.paragraphs.append(joined(rest.split("\n")))
        return True

    def _add_repealed(self, listed: str, by: str) -> None:
        for number in re.findall(r"\d{1,3}(?: ?[a-z](?!\w))?", listed):
            self._last = order_of(place_of(number))
            self.sections.append(
                ReadSection(
                    self._chapter,
                    place_of(number),
                    "",
                    "",
                    self._chapter_title,
                    self._part,
                    changed_by=by,
                    is_repealed=True,
                )
            )

    def _headings_for(self, dates: Dates) -> None:
        """Take the headings above a section. Those of another time than its own wait for the wording
        that comes after it; what is read meanwhile is this section's text."""
        above, self._pending, self._waiting = [*self._waiting, *self._pending], [], []
        fits = []
        for heading, of in above:
            if not dates.ends and of.ends:
                continue
            if dates.ends and of.first:
                self._waiting.append((heading, of))
            else:
                fits.append(heading)
        if fits:
            self._heading = " – ".join(fits)

    def _close(self) -> None:
        if self._open is None:
            return
        paragraphs, changed_by = self._open.paragraphs, ""
        while paragraphs and (match := _CHANGED.search(paragraphs[-1])):
            changed_by = changed_by or match["by"]
            paragraphs[-1] = paragraphs[-1][: match.start()].rstrip()
            if not paragraphs[-1]:
                paragraphs.pop()
        self.sections.append(
            replace(self._open.section, text="\n\n".join(paragraphs), changed_by=changed_by)
        )
        self._open = None

    # --- Headings

    def _is_heading(self, at: int, *, skip_number: bool = False) -> bool:
        """Whether a block is a heading: marked so, or short, unlike a sentence, and before a section."""
        if self.blocks[at].is_heading:
            return True
        if self.marks_headings and not skip_number:
            return False
        if not _could_head(self.blocks[at], anywhere=skip_number):
            return False
        for block in self.blocks[at + 1 : at + 8]:
            text, _dates = without_notes("\n".join(block.lines))
            if any(begins.match(text) for begins in _BEGINNINGS):
                return True
            if text.strip() and not _could_head(block):
                break
        return False


_BEGINNINGS = (_SECTION, _CHAPTER, _REPEALED, _PART, TRANSITIONS)


def _could_head(block: Block, *, anywhere: bool = False) -> bool:
    text, _dates = without_notes("\n".join(block.lines))
    text = joined(text.split("\n"))
    if len(text) > _LONGEST_HEADING or _ITEM.match(text):
        return False
    ends = text.endswith((".", ",", ";", ":")) and not text.endswith(("m.m.", "m.fl."))
    return anywhere or bool(re.match(r"[A-ZÅÄÖ]", text) and not ends)
