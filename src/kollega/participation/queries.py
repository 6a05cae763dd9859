"""Reads of the ledger. A child's mark and a parent's never stand in one of these answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.casework.gate import Found
from kollega.casework.models import Involved, Person
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.participation import words
from kollega.participation.models import FLOOR, Mark, Moment, Way
from kollega.ui.parts import StateKind


@dataclass(frozen=True)
class MomentLine:
    """A moment in the list. How many have answered, never what."""

    id: UUID
    when: str
    on: date
    level: str
    kind: StateKind
    reached: str
    answers: int


def ledger(actor: Actor, found: Found, first: int, most: int) -> list[MomentLine]:
    """A case's moments, the newest first. One statement."""
    rows = _moments(actor, found).annotate(answers=Count("marks")).order_by("-on", "-marked_at")
    return [
        MomentLine(
            row.id,
            str(row.get_when_display()).capitalize(),
            row.on,
            words.theirs(row.level),
            "good" if row.level >= FLOOR else "mind",
            _("nivå tre eller mer") if row.level >= FLOOR else _("under nivå tre"),
            row.answers,
        )
        for row in rows[first : first + most]
    ]


def _moments(actor: Actor, found: Found) -> QuerySet[Moment]:
    return Moment.objects.filter(municipality_id=actor.municipality_id, case=found.case)


def moment_for(actor: Actor, found: Found, moment_id: UUID, *, lock: bool = False) -> Moment:
    """A moment of an opened case, or 404. One statement."""
    rows = _moments(actor, found)
    if lock:
        rows = rows.select_for_update(of=("self",))
    moment = rows.filter(pk=moment_id).first()
    if moment is None:
        raise not_found()
    return moment


@dataclass(frozen=True)
class Asked:
    """Somebody who is invited to mark, and whether she has."""

    id: UUID
    name: str
    is_about: bool
    has_answered: bool


def asked(actor: Actor, found: Found, moment: Moment) -> list[Asked]:
    """Who is invited to mark: whom the case is about first, then those it knows. One statement."""
    own = {"municipality_id": actor.municipality_id}
    known = Involved.objects.filter(**own, case=found.case).values("person_id")
    rows = (
        Person.objects.filter(**own, pk__in=known)
        | Person.objects.filter(**own, pk=found.case.person_id)
    ).annotate(answered=Exists(Mark.objects.filter(**own, moment=moment, person=OuterRef("pk"))))
    people = [
        Asked(row.id, row.name, row.id == found.case.person_id, row.answered)
        for row in rows.filter(died_on__isnull=True).order_by("sort_key", "id")
    ]
    return sorted(people, key=lambda each: not each.is_about)


def voice_for(actor: Actor, found: Found, person_id: UUID) -> Person:
    """Somebody who may be invited to mark in this case, or 404. One statement; none for whom it is about."""
    if person_id == found.case.person_id:
        return found.person
    own = {"municipality_id": actor.municipality_id}
    known = Involved.objects.filter(**own, case=found.case, person_id=person_id)
    person = Person.objects.filter(pk__in=known.values("person_id"), **own).first()
    if person is None:
        raise not_found()
    return person


def mark_of(actor: Actor, moment: Moment, person: Person) -> Mark | None:
    """What a person marked, None before she has. One statement."""
    return Mark.objects.filter(
        municipality_id=actor.municipality_id, moment=moment, person=person
    ).first()


@dataclass(frozen=True)
class Compared:
    """A person's own mark beside the worker's."""

    mine: str
    theirs: str
    said: str
    way: str
    on: date
    kind: StateKind
    difference: str


def compared(moment: Moment, mark: Mark) -> Compared:
    """How the two differ, in words."""
    kind, difference = _difference(moment.level, mark.level)
    return Compared(
        mine=words.mine(mark.level),
        theirs=words.theirs(moment.level),
        said=mark.words,
        way=str(Way(mark.way).label),
        on=mark.on,
        kind=kind,
        difference=difference,
    )


def _difference(worker: int, person: int | None) -> tuple[StateKind, str]:
    if person is None:
        return "info", _(
            "Personen ville inte svara. Det är också ett svar: fråga gärna en annan gång."
        )
    apart = abs(worker - person)
    if not apart:
        return "good", _("Ni ser det lika.")
    steps = ngettext("%(count)s nivå", "%(count)s nivåer", apart) % {"count": apart}
    if person < worker:
        return "mind", _(
            "Personen upplever mindre delaktighet än du ser: %(steps)s lägre. Fråga vad som skulle"
            " göra skillnad nästa gång."
        ) % {"steps": steps}
    return "info", _(
        "Personen upplever mer delaktighet än du ser: %(steps)s högre. Fråga vad det var som"
        " fungerade."
    ) % {"steps": steps}
