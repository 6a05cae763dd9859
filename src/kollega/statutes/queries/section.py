"""A section: what it says today, what it will say, what it has said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.core import clock, dates
from kollega.statutes.difference import Piece, difference
from kollega.statutes.known_as import known_as
from kollega.statutes.links import LinkedText, linked
from kollega.statutes.models import Section, Statute, Wording
from kollega.statutes.queries.laws import Entry
from kollega.statutes.urls_of import section_url
from kollega.swedish.references import Reference


@dataclass(frozen=True)
class WordingText:
    """An earlier or a coming wording, with what differs from the one after it."""

    when: str
    changed_by: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class SectionPage:
    """A section: what it says today, what it will say and what it has said."""

    reference: Reference
    name: str
    heading: str
    chapter_title: str
    paragraphs: tuple[LinkedText, ...]
    applies: bool
    when: str
    changed_by: str
    known_as: str = ""
    coming: tuple[WordingText, ...] = ()
    earlier: tuple[WordingText, ...] = ()
    previous: Entry | None = None
    following: Entry | None = None


def section_page(section: Section) -> SectionPage:
    """A section with its wordings and neighbours. At most three statements."""
    today = clock.today()
    of = Reference(section.statute.sfs, section.chapter, section.section)
    rows = list(Wording.objects.filter(section=section).order_by("number"))
    present = _present(rows, section.statute, today)
    coming = [row for row in rows if _is_coming(row, today)]
    earlier = [row for row in rows if row is not present and row not in coming]
    text = present.text if present else ""
    before, after = _neighbours(section)
    return SectionPage(
        reference=of,
        name=of.place,
        heading=section.heading,
        chapter_title=section.chapter_title,
        paragraphs=linked([text], sfs=of.sfs, chapter=section.chapter)[0].paragraphs(),
        applies=present is not None,
        when=_from(present) if present else _ended(rows, section.statute),
        changed_by=present.changed_by if present else "",
        known_as=", ".join(known_as(of)),
        coming=tuple(
            WordingText(_comes(row), row.changed_by, tuple(difference(text, row.text)))
            for row in coming
        ),
        earlier=_history(earlier, present),
        previous=before,
        following=after,
    )


def _present(rows: Sequence[Wording], statute: Statute, today: date) -> Wording | None:
    """The same as `applying`, of wordings that are read already."""
    if statute.repealed_on and statute.repealed_on <= today:
        return None
    fits = [
        row
        for row in rows
        if row.replaced_at is None
        and not (row.waits or row.is_repeal)
        and (row.valid_from is None or row.valid_from <= today)
        and (row.valid_to is None or row.valid_to >= today)
    ]
    return max(fits, key=lambda row: (row.valid_from or date.min, row.number), default=None)


def _is_coming(row: Wording, today: date) -> bool:
    return row.is_to_come(today) and row.replaced_at is None and not row.is_repeal


def _history(earlier: Sequence[Wording], present: Wording | None) -> tuple[WordingText, ...]:
    """Earlier wordings, the latest first, each against the one that came after it."""
    found = []
    later = present.text if present else ""
    for row in sorted(earlier, key=lambda row: row.number, reverse=True):
        if row.is_repeal:
            continue
        pieces = tuple(difference(row.text, later)) if later else (Piece("same", row.text),)
        found.append(WordingText(_was(row), row.changed_by, pieces))
        later = row.text
    return tuple(found)


def _from(row: Wording) -> str:
    if row.valid_from is None:
        return ""
    return _("Gäller från %(day)s.") % {"day": dates.day(row.valid_from)}


def _comes(row: Wording) -> str:
    if row.valid_from is None:
        return _("Börjar gälla den dag som regeringen bestämmer")
    return _("Börjar gälla %(day)s") % {"day": dates.day(row.valid_from)}


def _was(row: Wording) -> str:
    told = {
        "first": dates.day(row.valid_from) if row.valid_from else "",
        "last": dates.day(row.valid_to) if row.valid_to else "",
        "seen": dates.day(clock.local(row.replaced_at).date()) if row.replaced_at else "",
    }
    if row.was_withdrawn:
        return _("Ersatt vid inläsningen %(seen)s") % told
    if row.valid_from and row.valid_to:
        return _("Gällde från %(first)s till och med %(last)s") % told
    if row.valid_to:
        return _("Gällde till och med %(last)s") % told
    return _("Ersatt vid inläsningen %(seen)s") % told


def _ended(rows: Sequence[Wording], statute: Statute) -> str:
    if statute.repealed_on and statute.repealed_on <= clock.today():
        return _("Lagen är upphävd från %(day)s.") % {"day": dates.day(statute.repealed_on)}
    by = next((row.changed_by for row in reversed(rows) if row.is_repeal and row.changed_by), "")
    if by:
        return _("Paragrafen är upphävd genom SFS %(number)s.") % {"number": by}
    last = max((row.valid_to for row in rows if row.valid_to), default=None)
    if last:
        return _("Paragrafen gällde till och med %(day)s.") % {"day": dates.day(last)}
    if any(_is_coming(row, clock.today()) for row in rows):
        return _("Paragrafen har inte börjat gälla.")
    return _("Paragrafen finns inte kvar i lagen.")


def _neighbours(section: Section) -> tuple[Entry | None, Entry | None]:
    sfs = section.statute.sfs
    rows = Section.objects.filter(
        Q(order=section.order - 1) | Q(order=section.order + 1),
        statute_id=section.statute_id,
        gone_at__isnull=True,
    ).order_by("order")
    found: dict[bool, Entry] = {}
    for row in rows:
        of = Reference(sfs, row.chapter, row.section)
        found[row.order > section.order] = Entry(of.place, row.heading, section_url(of))
    return found.get(False), found.get(True)
