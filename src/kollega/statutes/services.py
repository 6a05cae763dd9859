"""Bringing a statute in: by section, each new wording beside the earlier ones. All of it or nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.core import access, clock, places
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time
from kollega.statutes import jobs
from kollega.statutes.models import Ending, Import, Section, Statute, Wording, section_id
from kollega.statutes.reading import ReadSection, ReadStatute, StatuteError, sfs_order
from kollega.swedish import sort_key
from kollega.swedish.references import Reference

ONE_DAY = timedelta(days=1)
FEW = 2
"""So many sections may go at once however short the act is."""
MOST_GONE = 10
"""Where more than one in so many is gone, the file is rather a part of the act."""
NAMED = 3
"""So many of the sections that are gone are named where a file is refused."""


@dataclass(frozen=True)
class Outcome:
    """What an import did. The lists hold places in words: `20 kap. 2 §`."""

    statute: Statute
    is_new: bool
    sections: int
    added: Sequence[str] = ()
    changed: Sequence[str] = ()
    repealed: Sequence[str] = ()
    was_as_of: str = ""

    @property
    def is_same(self) -> bool:
        """Whether everything stood there already."""
        return not (self.is_new or self.added or self.changed or self.repealed)


def import_statute(
    actor: Actor, *, read: ReadStatute, source: str, shrinks: bool = False
) -> Outcome:
    """Store a statute that was read. `actor` is the installation's administrator.

    What is stored already stays; a section with another text gets one more wording, and one that is
    gone is repealed. In each collaboration a job then brings it into the search and tells the cards.
    `shrinks`: a large part of the sections may be gone.

    Raises:
        StatuteError: what is stored is newer than this, or this is only a part of it.
    """
    one_at_a_time(f"statute {read.sfs}")
    now = clock.now()
    stored = Statute.objects.filter(sfs=read.sfs).first()
    if stored is not None and sfs_order(read.as_of) < sfs_order(stored.as_of):
        told = {"sfs": read.sfs, "older": read.as_of, "newer": stored.as_of}
        raise StatuteError(
            _(
                "%(sfs)s är redan inläst med ändringar till och med SFS %(newer)s. Filen är äldre "
                "(SFS %(older)s). Ingenting är ändrat."
            )
            % told
        )
    was_as_of = stored.as_of if stored else ""
    statute = _statute(stored, read, source, now)
    kept = _Keeping(statute, now, read, shrinks=shrinks)
    kept.keep(read.sections)
    _endings(statute, read)
    _repeals(statute)
    outcome = Outcome(
        statute,
        stored is None,
        len({each.place for each in read.sections}),
        kept.added,
        kept.changed,
        kept.repealed,
        was_as_of,
    )
    if not outcome.is_same or was_as_of != read.as_of:
        _note(actor, statute, outcome, now)
    for collaboration_id in places.collaborations():
        jobs.bring_home.defer(collaboration_id=collaboration_id)
    return outcome


def _statute(stored: Statute | None, read: ReadStatute, source: str, now: datetime) -> Statute:
    statute = stored or Statute(sfs=read.sfs)
    statute.title = read.title
    statute.sort_key = sort_key(read.title)[:300]
    statute.as_of = read.as_of
    statute.says_as_of = read.says_as_of
    statute.issued_on = read.issued_on or statute.issued_on
    statute.in_force_from = read.in_force_from or statute.in_force_from
    statute.repealed_on = read.repealed_on or statute.repealed_on
    statute.repealed_by = read.repealed_by or statute.repealed_by
    statute.repeals = list(read.repeals)
    statute.source = source[:300]
    statute.imported_at = now
    statute.save(force_insert=stored is None)
    return statute


def _note(actor: Actor, statute: Statute, outcome: Outcome, now: datetime) -> None:
    Import(
        statute=statute,
        at=now,
        as_of=statute.as_of,
        source=statute.source,
        added=len(outcome.added),
        changed=len(outcome.changed),
        repealed=len(outcome.repealed),
    ).save(force_insert=True)
    access.audit(actor, "statute.import", "statute", statute.id)


def _endings(statute: Statute, read: ReadStatute) -> None:
    Ending.objects.filter(statute=statute).delete()
    Ending.objects.bulk_create(
        Ending(
            statute=statute,
            order=order,
            title=each.title[:300],
            text=each.text,
            in_force_from=each.in_force_from,
        )
        for order, each in enumerate(read.endings)
    )


def _repeals(statute: Statute) -> None:
    """What one statute says that it repealed is repealed, whichever of them came in first."""
    Statute.objects.filter(sfs__in=statute.repeals, repealed_on__isnull=True).update(
        repealed_on=statute.in_force_from, repealed_by=statute.sfs
    )
    if statute.repealed_on is None:
        by = Statute.objects.filter(repeals__contains=[statute.sfs]).exclude(pk=statute.pk).first()
        if by is not None:
            statute.repealed_on, statute.repealed_by = by.in_force_from, by.sfs
            statute.save(update_fields=["repealed_on", "repealed_by"])


@dataclass
class _Keeping:
    """Compares what was read with what is stored, section by section."""

    statute: Statute
    now: datetime
    read: ReadStatute
    shrinks: bool = False
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    repealed: list[str] = field(default_factory=list)
    _new: list[Wording] = field(default_factory=list)
    _old: list[Wording] = field(default_factory=list)

    def keep(self, read: Iterable[ReadSection]) -> None:
        """Store the sections. A fixed number of statements, however many there are."""
        by_place: dict[tuple[str, str], list[ReadSection]] = {}
        for each in read:
            by_place.setdefault(each.place, []).append(each)
        known = list(Section.objects.filter(statute=self.statute).order_by("order"))
        wordings = self._stored()
        rows = [
            self._section(order, wanted) for order, wanted in enumerate(by_place.values(), start=1)
        ]
        here = {row.id for row in rows}
        gone = [row for row in known if row.id not in here]
        if not self.shrinks:
            self._require_whole([row for row in known if _stands(wordings.get(row.id, ()))], here)
        _upsert(rows)
        for row, wanted in zip(rows, by_place.values(), strict=True):
            self._compare(row, wanted, wordings.get(row.id, []))
        for row in gone:
            self._let_go(row, wordings.get(row.id, []))
        Wording.objects.bulk_create(self._new, batch_size=500)
        Wording.objects.bulk_update(
            self._old,
            ["changed_by", "valid_from", "valid_to", "waits", "replaced_at"],
            batch_size=500,
        )

    def _require_whole(self, standing: Sequence[Section], here: Collection[UUID]) -> None:
        """An excerpt, or a file that was cut off, is not to repeal the rest of the act."""
        lost = [row for row in standing if row.id not in here]
        last = len(list(takewhile(lambda row: row.id not in here, reversed(standing))))
        had_endings = Ending.objects.filter(statute=self.statute).exists()
        is_part = len(lost) > FEW and len(lost) * MOST_GONE > len(standing)
        ends_early = last > FEW or (last and had_endings and not self.read.endings)
        if is_part or ends_early:
            told = {
                "lost": len(lost),
                "all": len(standing),
                "sfs": self.statute.sfs,
                "first": ", ".join(_place(row) for row in lost[:NAMED]),
            }
            raise StatuteError(
                _(
                    "Filen saknar %(lost)d av de %(all)d paragrafer som är inlästa av %(sfs)s, först "
                    "%(first)s, och säger inte att de är upphävda. Är den hel? Ingenting är ändrat. Lägg "
                    "till --shrinks om så många har upphävts."
                )
                % told
            )

    def _stored(self) -> dict[UUID, list[Wording]]:
        found: dict[UUID, list[Wording]] = {}
        rows = Wording.objects.filter(section__statute=self.statute).order_by("number")
        for each in rows:
            found.setdefault(each.section_id, []).append(each)
        return found

    def _section(self, order: int, wanted: Sequence[ReadSection]) -> Section:
        # Where the file has a wording that ends and one that comes, the latter's headings last.
        last = wanted[-1]
        return Section(
            id=section_id(self.statute.sfs, last.chapter, last.section),
            statute=self.statute,
            chapter=last.chapter,
            section=last.section,
            order=order,
            part_title=last.part_title[:300],
            chapter_title=last.chapter_title[:300],
            heading=last.heading[:500],
        )

    def _compare(
        self, row: Section, wanted: Sequence[ReadSection], stored: Sequence[Wording]
    ) -> None:
        standing = [each for each in stored if each.replaced_at is None]
        fresh: list[ReadSection] = []
        for each in wanted:
            same = next((one for one in standing if _is_same(one, each)), None)
            if same is None:
                fresh.append(each)
            else:
                standing.remove(same)
                self._date(same, each)
        is_changed = bool(fresh)
        fresh = [each for each in fresh if not self._again(stored, each)]
        if stored:  # what comes after another wording does not apply since the act's first day
            fresh = [replace(each, valid_from=self._own_day(each)) for each in fresh]
        first_day = min((each.valid_from for each in fresh if each.valid_from), default=None)
        for wording in standing:
            self._end(wording, first_day)
        for number, each in enumerate(fresh, start=len(stored) + 1):
            self._new.append(self._wording(row, number, each))
        if is_changed:
            (self.changed if stored else self.added).append(_place(row))

    def _own_day(self, read: ReadSection) -> date | None:
        """The day that the file gives to this wording itself; not the first day of the whole act."""
        is_first = read.changed_by in {"", self.read.sfs}
        return None if is_first and read.valid_from == self.read.in_force_from else read.valid_from

    def _again(self, stored: Sequence[Wording], read: ReadSection) -> bool:
        """Whether an earlier wording stands there again as it stood: what came between was a mistake."""
        for each in stored:
            as_it_stood = (each.changed_by, each.valid_from) == (read.changed_by, read.valid_from)
            if as_it_stood and each.replaced_at and not each.was_withdrawn and _is_same(each, read):
                each.replaced_at, each.valid_to, each.waits = None, read.valid_to, read.waits
                self._old.append(each)
                return True
        return False

    def _date(self, wording: Wording, read: ReadSection) -> None:
        """A day once known stays known: a file may leave out what is long past."""
        before = (wording.changed_by, wording.valid_from, wording.valid_to, wording.waits)
        day = read.valid_from if wording.number == 1 else self._own_day(read)
        wording.changed_by = read.changed_by or wording.changed_by
        wording.valid_from = day or wording.valid_from
        wording.valid_to = read.valid_to
        wording.waits = read.waits
        if before != (wording.changed_by, wording.valid_from, wording.valid_to, wording.waits):
            self._old.append(wording)

    def _end(self, wording: Wording, next_day: date | None) -> None:
        """Let a wording be an earlier one, or end the day before the next begins to apply.

        One that was to come and stands there no more never begins to apply. Where the next says that it
        began no later than this one, this one was a mistake: it has no last day.
        """
        today = clock.local(self.now).date()
        if wording.is_to_come(today):
            wording.replaced_at = self.now
            self._old.append(wording)
            return
        # The day that was known may be that of a wording which is taken back.
        goes_on = wording.valid_to is None or wording.valid_to >= today
        if goes_on and next_day is not None:
            is_after = wording.valid_from is None or next_day > wording.valid_from
            wording.valid_to = next_day - ONE_DAY if is_after else None
        if wording.valid_to is None or wording.valid_to < today:
            wording.replaced_at = self.now
        self._old.append(wording)

    def _let_go(self, row: Section, stored: Sequence[Wording]) -> None:
        """A section that stands no more in the statute."""
        standing = [each for each in stored if each.replaced_at is None]
        if all(each.is_repeal for each in standing):
            return
        for each in standing:
            self._end(each, None)
        gone = ReadSection(row.chapter, row.section, "", is_repealed=True)
        self._new.append(self._wording(row, len(stored) + 1, gone))
        Section.objects.filter(pk=row.pk).update(gone_at=self.now)
        self.repealed.append(_place(row))

    def _wording(self, row: Section, number: int, read: ReadSection) -> Wording:
        return Wording(
            section=row,
            number=number,
            text=read.text,
            changed_by=read.changed_by,
            valid_from=read.valid_from,
            valid_to=read.valid_to,
            waits=read.waits,
            is_repeal=read.is_repealed,
            imported_at=self.now,
        )


def _place(row: Section) -> str:
    return Reference("", row.chapter, row.section).place


def _stands(stored: Iterable[Wording]) -> bool:
    return any(each.replaced_at is None and not each.is_repeal for each in stored)


def _is_same(stored: Wording, read: ReadSection) -> bool:
    return stored.is_repeal == read.is_repealed and stored.text.split() == read.text.split()


def _upsert(rows: Sequence[Section]) -> None:
    Section.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["order", "part_title", "chapter_title", "heading", "gone_at"],
        batch_size=500,
    )
