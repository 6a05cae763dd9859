"""What a collaboration knows of the law: its search holds the wordings that apply, its cards are told.

Run as often as one likes: only what differs from what is known already is done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import one_at_a_time
from kollega.search import index
from kollega.search.entries import LAW, Entry
from kollega.search.jobs import settle
from kollega.statutes.known_as import asked_as, known_as
from kollega.statutes.models import Known
from kollega.swedish.laws import BY_NUMBER
from kollega.swedish.references import Reference

MOST_IN_EVENT = 200
NO_WORDING = UUID(int=0)
"""Stands in an event for the wording of a section that had none; events carry ids alone."""

_DIFFERS = """
with applies as (
  select s.id as section_id, s.statute_id, s.chapter, s.section, s.heading, s.chapter_title,
    t.sfs, t.title, w.id as wording_id, w.text, w.valid_from
  from statutes_section s
  join statutes_statute t on t.id = s.statute_id
  left join lateral (
    select w.id, w.text, w.valid_from from statutes_wording w
    where w.section_id = s.id and w.replaced_at is null and not w.waits and not w.is_repeal
      and (w.valid_from is null or w.valid_from <= %(today)s)
      and (w.valid_to is null or w.valid_to >= %(today)s)
      and (t.repealed_on is null or t.repealed_on > %(today)s)
    order by w.valid_from desc nulls last, w.number desc limit 1) w on true)
select a.*, k.id is not null as was_known, k.wording_id as before from applies a
left join statutes_known k on k.collaboration_id = %(scope)s and k.section_id = a.section_id
where %(all)s or k.id is null or k.wording_id is distinct from a.wording_id
order by a.statute_id, a.section_id
"""


@dataclass(frozen=True)
class _Section:
    """A section as it applies today; `text` is None where it applies no more."""

    section_id: UUID
    statute_id: UUID
    chapter: str
    section: str
    heading: str
    chapter_title: str
    sfs: str
    title: str
    wording_id: UUID | None
    text: str | None
    valid_from: date | None
    was_known: bool
    before: UUID | None


def bring_home(actor: Actor) -> int:
    """Index what the actor's collaboration does not know yet, and announce `statutes.changed` for the
    sections that it knew otherwise. How many sections there were to do.

    The event's detail has `sections`: their ids, for `api.references_of`; and `before`: the wording of
    each that was known, in the same order, for `api.texts_of`; `NO_WORDING` where it had none.
    """
    one_at_a_time(f"statutes of {actor.collaboration_id}")
    differing = list(_sections(actor))
    if not differing:
        return 0
    index.put_many(actor, (entry_of(each) for each in differing))
    settle.defer(collaboration_id=actor.collaboration_id)
    Known.objects.bulk_create(
        (
            Known(
                collaboration_id=actor.collaboration_id,
                section_id=each.section_id,
                wording_id=each.wording_id,
            )
            for each in differing
        ),
        update_conflicts=True,
        unique_fields=["collaboration", "section_id"],
        update_fields=["wording_id"],
        batch_size=1000,
    )
    _announce(actor, [each for each in differing if each.was_known])
    return len(differing)


def entries(actor: Actor) -> Iterator[Entry]:
    """Every section of every law, for an index that is built anew."""
    return (entry_of(each) for each in _sections(actor, every=True))


def _sections(actor: Actor, *, every: bool = False) -> Iterator[_Section]:
    """The sections that the collaboration knows otherwise than they apply, or all of them."""
    with connection.cursor() as cursor:
        told = {"today": clock.today(), "scope": actor.collaboration_id, "all": every}
        cursor.execute(_DIFFERS, told)
        for row in cursor.fetchall():
            yield _Section(*row)


def _announce(actor: Actor, changed: Sequence[_Section]) -> None:
    by_statute: dict[UUID, list[_Section]] = {}
    for each in changed:
        by_statute.setdefault(each.statute_id, []).append(each)
    for statute_id, sections in by_statute.items():
        for start in range(0, len(sections), MOST_IN_EVENT):
            told = sections[start : start + MOST_IN_EVENT]
            detail: dict[str, Any] = {
                "sections": [each.section_id for each in told],
                "before": [each.before or NO_WORDING for each in told],
            }
            announce(
                actor,
                "statutes.changed",
                subject_kind="statute",
                subject_id=statute_id,
                detail=detail,
            )


def entry_of(section: _Section) -> Entry:
    """A section as it is found. One that applies no more is found by its number alone."""
    reference = Reference(section.sfs, section.chapter, section.section)
    return Entry(
        LAW,
        section.section_id,
        fields=fields_of(
            reference,
            heading=section.heading,
            chapter_title=section.chapter_title,
            statute=section.title,
            text=section.text or "",
        ),
        ground="law",
        day=section.valid_from,
        references=[reference.ref],
    )


def fields_of(
    reference: Reference, *, heading: str, chapter_title: str, statute: str, text: str
) -> dict[str, str]:
    """What of a section is read by the search."""
    law = BY_NUMBER.get(reference.sfs)
    words = (*known_as(reference), *(law.shorts if law else ()), statute)
    return {
        "title": heading,
        "asked": " ".join(asked_as(reference)),
        # The chapter's title is the same for all its sections: it helps, but tells little.
        "body": " ".join(filter(None, (text, chapter_title))),
        "words": " ".join(words),
    }
