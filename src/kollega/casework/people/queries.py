"""Reads for the pages about a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.cases.queries import name_of
from kollega.casework.models import ContactChange, Custody, May, Person, Relation, RelationKind, Way
from kollega.casework.people import finding, kin, numbers
from kollega.casework.people.relations import tie_of
from kollega.casework.people.services import CONTACT_WORDS
from kollega.core import clock
from kollega.core.actor import Actor, open_rows

CHANGES_SHOWN = 20


@dataclass(frozen=True)
class ContactChangeLine:
    """A change of how somebody may be reached: who, when, and what became what."""

    at: datetime
    by: str
    ways: tuple[str, ...]
    others: str


def contact_changes(actor: Actor, person: Person) -> list[ContactChangeLine]:
    """The latest changes of an opened person's safe contact. One statement."""
    rows = (
        ContactChange.objects.filter(municipality_id=actor.municipality_id, person=person)
        .annotate(name=name_of("by"))
        .order_by("-at", "id")[:CHANGES_SHOWN]
    )
    return [
        ContactChangeLine(
            row.at,
            row.name or "",
            tuple(_way_changed(each) for each in row.ways),
            ", ".join(str(CONTACT_WORDS[name]).lower() for name in row.others),
        )
        for row in rows
    ]


def _way_changed(stored: str) -> str:
    way, before, after = stored.split(":")
    return f"{str(Way(way).label).capitalize()}: {May(before).label} → {May(after).label}"


@dataclass(frozen=True)
class Relative:
    """Somebody whom an opened person is something to. `as_what` is what she is; of one whose details are
    protected the name stands only for those who work with her.
    """

    relation_id: UUID
    name: str
    url: str
    as_what: str
    age: str
    custody: str
    lives_with: bool
    ban: str
    is_protected: bool
    from_day: date | None
    to_day: date | None


def _reversed() -> dict[str, str]:
    """What the opened person's own relation makes the other."""
    return {
        RelationKind.PARENT: _("barn"),
        RelationKind.GRANDPARENT: _("barnbarn"),
        RelationKind.GUARDIAN: _("barn som personen är särskilt förordnad vårdnadshavare för"),
        RelationKind.TRUSTEE: _("har personen som god man"),
        RelationKind.ADMINISTRATOR: _("har personen som förvaltare"),
    }


def _as_what() -> dict[str, str]:
    return {
        RelationKind.PARENT: _("förälder"),
        RelationKind.GUARDIAN: _("särskilt förordnad vårdnadshavare"),
        RelationKind.PARTNER: _("partner"),
        RelationKind.SIBLING: _("syskon"),
        RelationKind.GRANDPARENT: _("mor- eller farförälder"),
        RelationKind.TRUSTEE: _("god man"),
        RelationKind.ADMINISTRATOR: _("förvaltare"),
        RelationKind.CONTACT: _("viktig person"),
    }


def relatives(actor: Actor, person: Person) -> list[Relative]:
    """Everybody an opened person is something to, those at home first, those who were last. Two statements at
    most.
    """
    rows = list(
        Relation.objects.filter(
            Q(person=person) | Q(other=person), municipality_id=actor.municipality_id
        ).select_related("person", "other")
    )
    others = {row.id: row.other if row.person_id == person.id else row.person for row in rows}
    may_name = _may_name(actor, others.values())
    today = clock.today()
    found = [_relative(row, person, others[row.id], may_name, today) for row in rows]
    return sorted(found, key=lambda each: (each.to_day is not None, not each.lives_with, each.name))


def _may_name(actor: Actor, people: Iterable[Person]) -> set[UUID]:
    """Whose names may stand here: everybody's but those who are protected from the actor."""
    people = list(people)
    hidden = [each.id for each in people if each.is_protected]
    named = {each.id for each in people} - set(hidden)
    if hidden:
        mine = Person.objects.filter(municipality_id=actor.municipality_id, pk__in=hidden)
        named |= set(mine.filter(finding.works_with(actor)).values_list("pk", flat=True))
    return named


def _relative(
    row: Relation, person: Person, other: Person, may_name: set[UUID], today: date
) -> Relative:
    other_is_it = row.person_id == other.id
    kind = RelationKind(row.kind)
    what = _as_what()[kind] if other_is_it else _reversed().get(kind, _as_what()[kind])
    child = row.other
    over = row.custody and not kin.has_custody(tie_of(row), child.born_on, today)
    named = other.id in may_name
    return Relative(
        row.id,
        other.name if named else _("Någon med skyddade personuppgifter"),
        reverse("casework:person", args=[other.id]) if named else "",
        what,
        _("%(years)d år") % {"years": numbers.age(other.born_on, other.died_on or today)}
        if other.born_on and named
        else "",
        "" if over or not row.custody else str(Custody(row.custody).label),
        row.lives_with,
        _ban(row, person),
        other.is_protected,
        row.from_day,
        row.to_day,
    )


def _ban(row: Relation, person: Person) -> str:
    if not row.contact_ban:
        return ""
    if row.other_id == person.id:
        return _("Har kontaktförbud mot personen")
    return _("Personen har kontaktförbud mot hen")


@dataclass(frozen=True)
class NamedReader:
    """Somebody who may come to read what is written of a child, by name."""

    name: str
    as_what: str
    words: str
    kind: str


@dataclass(frozen=True)
class MayRead:
    """'Vem kan få läsa detta?' of a child: who, and what is said of secrecy. `grown_up`: nobody as guardian."""

    readers: list[NamedReader]
    secrecy: list[str]
    grown_up: bool
    nobody_known: bool


def who_may_read(actor: Actor, child: Person) -> MayRead:
    """Who may come to read what is written of an opened child, the guardians as they are today. Two statements,
    three where somebody is protected.
    """
    today, own = clock.today(), {"municipality_id": actor.municipality_id}
    rows = list(Relation.objects.filter(other=child, **own).select_related("person"))
    around = {row.person_id: row.person for row in rows}
    # A ban between the parents stands in their own relation, which is looked at and not shown.
    open_rows(around)
    bans = Relation.objects.filter(
        person__in=list(around), other__in=list(around), contact_ban=True, **own
    )
    ties = [tie_of(row) for row in [*rows, *bans]]
    named = _may_name(actor, around.values())
    readers = [
        NamedReader(
            around[each.person_id].name
            if each.person_id in named
            else _("Någon med skyddade personuppgifter"),
            each.as_what,
            each.words,
            each.kind,
        )
        for each in kin.who_may_read(child.id, child.born_on, ties, today)
    ]
    grown_up = child.born_on is not None and numbers.age(child.born_on, today) >= kin.OF_AGE
    return MayRead(readers, kin.secrecy(child.born_on, today), grown_up, not readers)
