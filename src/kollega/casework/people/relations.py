"""Writes about who people are to each other, and the cases that know of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _

from kollega.casework.gate import reach
from kollega.casework.models import Case, Involved, Person, Relation, RelationKind
from kollega.casework.people import kin
from kollega.casework.people.kin import Tie
from kollega.core import access, clock
from kollega.core.actor import Actor, open_rows
from kollega.core.posting import next_version, once, one_at_a_time

MOST_STEPS = 12


@dataclass(frozen=True)
class Said:
    """What a relation is, as it was filled in."""

    kind: str
    custody: str = ""
    contact_ban: bool = False
    lives_with: bool = False
    from_day: date | None = None
    to_day: date | None = None


def tie_of(row: Relation) -> Tie:
    """The stored relation, for `kin`."""
    return Tie(
        row.person_id,
        row.other_id,
        row.kind,
        row.custody,
        row.contact_ban,
        row.from_day,
        row.to_day,
    )


def relate(actor: Actor, *, public_id: UUID, person: Person, other: Person, said: Said) -> Relation:
    """Write that `person` is something to `other`. One of the two is opened; cases that the actor opens come to
    know of the other.

    Raises:
        ValidationError: it cannot be so.
    """

    def create() -> Relation:
        one_at_a_time(f"relations {actor.municipality_id}")
        _check(actor, person, other, said)
        row = Relation(
            id=public_id,
            municipality_id=actor.municipality_id,
            person=person,
            other=other,
            **vars(said),
        )
        row.save(force_insert=True)
        _involve(actor, person, other)
        _note(actor, row, "person.relate")
        return row

    row, _new = once(
        Relation.objects.filter(municipality_id=actor.municipality_id), public_id, create
    )
    return row


def change(actor: Actor, row: Relation, *, version: int, said: Said) -> None:
    """Change what a relation is, or that it has ended. `row` is locked.

    Raises:
        ValidationError: it cannot be so.
        Conflict: somebody has changed it in between.
    """
    one_at_a_time(f"relations {actor.municipality_id}")
    _check(actor, row.person, row.other, said, but=row.id)
    row.version = next_version(
        row,
        version,
        {
            "custody": (_("Vårdnad"), said.custody),
            "contact_ban": (_("Kontaktförbud"), str(said.contact_ban)),
            "lives_with": (_("Bor tillsammans"), str(said.lives_with)),
        },
    )
    for name, value in vars(said).items():
        setattr(row, name, value)
    row.save()
    _note(actor, row, "person.relate")


def remove(actor: Actor, row: Relation) -> None:
    """Take away what was never so. Cases that the actor opens no longer know of the other through it."""
    _note(actor, row, "person.unrelate")
    ends = (row.person_id, row.other_id)
    row.delete()
    still = Relation.objects.filter(
        Q(person_id=ends[0], other_id=ends[1]) | Q(person_id=ends[1], other_id=ends[0]),
        municipality_id=actor.municipality_id,
    )
    if not still.exists():
        for about, other in (ends, ends[::-1]):
            Involved.objects.filter(
                municipality_id=actor.municipality_id,
                person_id=other,
                case_id__in=_open_cases(actor, about).values("pk"),
            ).delete()


def involve_kin(actor: Actor, case: Case) -> None:
    """A case that begins knows those whom its person is something to. The person is opened."""
    ties = Relation.objects.filter(
        Q(person_id=case.person_id) | Q(other_id=case.person_id),
        municipality_id=actor.municipality_id,
        to_day__isnull=True,
    ).select_related("person", "other")
    known = {row.other if row.person_id == case.person_id else row.person for row in ties}
    # One whose details are protected is let into by those who work with her, one by one.
    Involved.objects.bulk_create(
        [
            Involved(municipality_id=actor.municipality_id, case=case, person=each)
            for each in known
            if not each.is_protected
        ],
        ignore_conflicts=True,
    )


def _involve(actor: Actor, person: Person, other: Person) -> None:
    rows = [
        Involved(municipality_id=actor.municipality_id, case=case, person=known)
        for about, known in ((person, other), (other, person))
        for case in _open_cases(actor, about.id)
    ]
    Involved.objects.bulk_create(rows, ignore_conflicts=True)


def _open_cases(actor: Actor, person_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(
        reach(actor),
        municipality_id=actor.municipality_id,
        person_id=person_id,
        closed_on__isnull=True,
    )


def _note(actor: Actor, row: Relation, verb: str) -> None:
    for person_id in (row.person_id, row.other_id):
        access.audit(actor, verb, "person", person_id, person_id=person_id, reason=row.kind)


def _check(
    actor: Actor, person: Person, other: Person, said: Said, but: UUID | None = None
) -> None:
    """Refuse what cannot be. Those above are walked through without being shown, and so without a line."""
    new = Tie(
        person.id,
        other.id,
        said.kind,
        said.custody,
        said.contact_ban,
        said.from_day,
        said.to_day,
    )
    open_rows([person.id, other.id])
    around = [
        tie_of(row)
        for row in Relation.objects.filter(
            Q(person__in=[person, other]) | Q(other__in=[person, other]),
            municipality_id=actor.municipality_id,
        )
        if row.id != but
    ]
    older = above(actor, person.id, but) if said.kind in kin.ABOVE else set()
    born = {each.id: each.born_on for each in (person, other)}
    if wrong := kin.wrong_with(new, around, born, older, clock.today()):
        raise ValidationError(wrong)


def above(actor: Actor, person_id: UUID, but: UUID | None = None) -> set[UUID]:
    """Everybody above a person, through those whom nobody has opened: walked and not shown."""
    parents: dict[UUID, list[UUID]] = {}
    level = {person_id}
    for _step in range(MOST_STEPS):
        open_rows(level)
        rows = Relation.objects.filter(
            municipality_id=actor.municipality_id,
            other_id__in=level,
            kind__in=[RelationKind.PARENT, RelationKind.GRANDPARENT],
        )
        level = set()
        for row in (each for each in rows if each.id != but):
            parents.setdefault(row.other_id, []).append(row.person_id)
            level.add(row.person_id)
        level -= parents.keys()
        if not level:
            break
    return kin.ancestors_of(person_id, parents)
