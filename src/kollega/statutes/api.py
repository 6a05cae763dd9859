"""What other rooms may use of the law. It is the same for everybody, so no actor is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from kollega.core import clock, dates
from kollega.statutes.applying import with_wording
from kollega.statutes.beside import register as show_beside
from kollega.statutes.homes import NO_WORDING
from kollega.statutes.links import LinkedText, imported, in_html, linked
from kollega.statutes.models import Section, Statute, Wording, section_id
from kollega.statutes.urls_of import section_url, statute_url
from kollega.swedish.laws import in_force_instead
from kollega.swedish.references import Reference, reference, references_in

__all__ = [
    "NO_WORDING",
    "LinkedText",
    "SectionLine",
    "Standing",
    "changes_since",
    "imported",
    "in_html",
    "linked",
    "reference",
    "references_in",
    "references_of",
    "section_id",
    "section_url",
    "sections",
    "show_beside",
    "standing",
    "statute_url",
    "texts_of",
]

State = Literal["current", "changed", "repealed", "old_law", "unknown"]


@dataclass(frozen=True)
class SectionLine:
    """A section as it applies today; `text` is empty where it applies no more."""

    reference: Reference
    section_id: UUID
    statute_title: str
    chapter_title: str
    heading: str
    text: str
    url: str
    valid_from: date | None = None


@dataclass(frozen=True)
class Standing:
    """How a reference stands today.

    `current`: it applies as it did when it first came in. `changed`: it has got another wording since.
    `repealed`: it stands in a law in force, but applies no more. `old_law`: the law is repealed;
    `instead` is the number of the law that took its place, where that is known. `unknown`: the law has
    not been imported, or has no such section (`law_is_known`).

    `since` is the day from which it stands so, where somebody has told; for `current` and `changed` the
    first day of the present wording. `coming_on` is the first day of a wording to come.
    """

    state: State
    since: date | None = None
    coming_on: date | None = None
    instead: str = ""
    law_is_known: bool = True

    def changed_after(self, day: date) -> bool:
        """Whether somebody who read the section on that day must read it again."""
        if self.state in {"repealed", "old_law"}:
            return True
        return self.state != "unknown" and self.since is not None and self.since > day

    @property
    def said(self) -> str:
        """In words, to show beside the reference; "" where there is nothing to tell."""
        told = {"day": dates.day(self.since) if self.since else "", "law": self.instead}
        if self.state == "old_law":
            if self.instead:
                return _("Äldre lag. Den som gäller nu är SFS %(law)s.") % told
            return _("Lagen är upphävd.")
        if self.state == "repealed":
            return _("Paragrafen är upphävd.")
        if self.state == "changed" and self.since:
            return _("Ändrad, gäller i sin nuvarande lydelse från %(day)s.") % told
        if self.state == "unknown" and self.law_is_known:
            return _("Lagen har ingen sådan paragraf.")
        return ""


@dataclass(frozen=True)
class Change:
    """A section that got another wording, or none."""

    reference: Reference
    title: str
    url: str
    at: datetime
    valid_from: date | None
    is_repealed: bool


def sections(references: Iterable[Reference]) -> dict[Reference, SectionLine]:
    """The sections that have been imported, as they apply today. One statement."""
    wanted = _by_id(references)
    if not wanted:
        return {}
    rows = with_wording(
        Section.objects.filter(id__in=wanted).select_related("statute"), clock.today()
    )
    found = {}
    for row in rows:
        wording = row.said or {}
        day = wording.get("valid_from")
        of = wanted[row.id]
        found[of] = SectionLine(
            reference=of,
            section_id=row.id,
            statute_title=row.statute.title,
            chapter_title=row.chapter_title,
            heading=row.heading,
            text=wording.get("text", ""),
            url=section_url(of),
            valid_from=date.fromisoformat(day) if day else None,
        )
    return found


def references_of(section_ids: Iterable[UUID]) -> list[Reference]:
    """The references of sections, from the ids that an event `statutes.changed` carries."""
    rows = Section.objects.filter(id__in=list(section_ids)).order_by("statute__sfs", "order")
    return [Reference(*each) for each in rows.values_list("statute__sfs", "chapter", "section")]


def texts_of(wording_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What wordings say, from the ids that an event `statutes.changed` carries. One statement."""
    return dict(Wording.objects.filter(id__in=list(wording_ids)).values_list("id", "text"))


def standing(references: Iterable[Reference]) -> dict[Reference, Standing]:
    """How each reference stands today. At most two statements, however many there are."""
    wanted = set(references)
    if not wanted:
        return {}
    today = clock.today()
    numbers = {each.sfs for each in wanted}
    told = Statute.objects.filter(Q(sfs__in=numbers) | Q(repeals__has_any_keys=list(numbers)))
    laws = {row.sfs: row for row in told}
    repealing = {old: row for row in laws.values() for old in row.repeals}
    rows = _standing_rows(wanted, today)
    return {
        each: _standing(each, laws.get(each.sfs), repealing.get(each.sfs), rows, today)
        for each in wanted
    }


def changes_since(moment: datetime, *, sfs: Sequence[str] = (), limit: int = 100) -> list[Change]:
    """Sections that have got another wording in imports since then, the latest first. One statement."""
    rows = Wording.objects.filter(imported_at__gt=moment, number__gt=1)
    earlier = Wording.objects.filter(
        section_id=OuterRef("section_id"), imported_at__lt=OuterRef("imported_at")
    )
    rows = rows.filter(Exists(earlier)).select_related("section__statute")
    if sfs:
        rows = rows.filter(section__statute__sfs__in=sfs)
    found = []
    for row in rows.order_by("-imported_at", "section__order", "-number")[:limit]:
        if row.was_withdrawn:
            continue
        of = Reference(row.section.statute.sfs, row.section.chapter, row.section.section)
        found.append(
            Change(
                of,
                row.section.statute.title,
                section_url(of),
                row.imported_at,
                row.valid_from,
                row.is_repeal,
            )
        )
    return found


# --- How a reference stands -----------------------------------------------------------------------


def _by_id(references: Iterable[Reference]) -> dict[UUID, Reference]:
    return {
        section_id(each.sfs, each.chapter, each.section): each
        for each in references
        if each.section
    }


@dataclass
class _Wordings:
    """A section's wordings by how they stand on a day."""

    present: Wording | None = None
    over: list[int] = field(default_factory=list)
    coming: Wording | None = None
    ended: date | None = None

    @property
    def is_changed(self) -> bool:
        """Whether another wording came before the present one. One that came after it and is over was
        a mistake, and is put right."""
        return any(self.present is None or each < self.present.number for each in self.over)


def _standing_rows(wanted: set[Reference], today: date) -> dict[UUID, _Wordings]:
    found: dict[UUID, _Wordings] = {}
    ids = _by_id(wanted)
    if not ids:
        return found
    for each in Wording.objects.filter(section_id__in=ids).order_by(
        F("valid_from").asc(nulls_first=True), "number"
    ):
        of = found.setdefault(each.section_id, _Wordings())
        if each.was_withdrawn:
            continue
        is_over = each.replaced_at is not None or (each.valid_to and each.valid_to < today)
        if each.is_repeal or is_over:
            of.over += [] if each.is_repeal else [each.number]
            last = each.valid_from if each.is_repeal else each.valid_to
            of.ended = max(filter(None, (of.ended, last)), default=None)
        elif each.is_to_come(today):
            of.coming = of.coming or each
        else:
            of.present = each
    return found


def _standing(
    each: Reference,
    law: Statute | None,
    repealing: Statute | None,
    rows: dict[UUID, _Wordings],
    today: date,
) -> Standing:
    instead = in_force_instead(each.sfs)
    if law is not None and law.repealed_on and law.repealed_on <= today:
        return Standing("old_law", law.repealed_on, instead=instead or law.repealed_by)
    day = repealing.in_force_from if repealing else None
    if instead or (repealing and (day is None or day <= today)):
        by = instead or (repealing.sfs if repealing else "")
        return Standing("old_law", day, instead=by, law_is_known=law is not None)
    if law is None:
        return Standing("unknown", law_is_known=False)
    if not each.section:
        return Standing("current", law.in_force_from)
    return _of_section(rows.get(section_id(each.sfs, each.chapter, each.section)))


def _of_section(of: _Wordings | None) -> Standing:
    if of is None:
        return Standing("unknown")
    coming = of.coming.valid_from if of.coming else None
    if of.present is None:
        state: State = "current" if of.coming and not of.over else "repealed"
        return Standing(state, of.ended, coming)
    since = of.present.valid_from
    if since is None and of.is_changed:
        since = clock.local(of.present.imported_at).date()
    return Standing("changed" if of.is_changed else "current", since, coming)
