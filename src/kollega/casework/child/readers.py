"""Who may come to read what a child says: what a worker is told before anything is written.

What is said here is what may happen. Whether something is handed out is decided when somebody asks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from kollega.casework.cases.queries import name_of
from kollega.casework.gate import Found, current
from kollega.casework.models import (
    CaseWorker,
    Custody,
    Involved,
    Opening,
    Part,
    Person,
    Relation,
    RelationKind,
    WhyOpened,
)
from kollega.casework.people import numbers
from kollega.core import access, clock
from kollega.core.actor import Actor

OF_AGE = 18


@dataclass(frozen=True)
class Guardian:
    """Somebody who has custody of the child today. `person` is whoever a sheet is made for.

    `banned_from`: whom a contact ban protects from this guardian, in words. `is_known`: the case knows of the
    guardian, so how she is reached may be seen.
    """

    person: Person
    name: str
    custody: str
    banned_from: str
    is_known: bool

    @property
    def id(self) -> UUID:
        return self.person.id


@dataclass(frozen=True)
class Other:
    """Somebody at work who reads: a worker, or one who opened with a reason."""

    name: str
    as_what: str


def has_custody(row: Relation, born_on: date | None, on: date) -> bool:
    """Whether somebody has custody of the other on a day. Custody ends when the child is of age."""
    if (row.from_day and row.from_day > on) or (row.to_day and row.to_day < on):
        return False
    if born_on is not None and numbers.age(born_on, on) >= OF_AGE:
        return False
    return row.kind == RelationKind.GUARDIAN or (
        row.kind == RelationKind.PARENT and bool(row.custody)
    )


def guardians(actor: Actor, found: Found) -> list[Guardian]:
    """Who has custody of the case's child today, those under a contact ban first. One statement."""
    known = Involved.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, person=OuterRef("person")
    )
    rows = list(
        Relation.objects.filter(municipality_id=actor.municipality_id, other=found.person)
        .annotate(is_known=Exists(known))
        .select_related("person")
        .order_by("person__sort_key", "id")
    )
    return told_of(rows, found.person.born_on, clock.today())


def told_of(rows: Iterable[Relation], born_on: date | None, on: date) -> list[Guardian]:
    """The guardians among a child's relations, once each. Pure."""
    rows = [each for each in rows if not each.to_day or each.to_day >= on]
    banned = {each.person_id for each in rows if each.contact_ban}
    made = {
        each.person_id: _guardian(each, each.person_id in banned)
        for each in rows
        if has_custody(each, born_on, on)
    }
    return sorted(made.values(), key=lambda each: not each.banned_from)


def _guardian(row: Relation, is_banned: bool) -> Guardian:
    person: Person = row.person
    is_known = bool(getattr(row, "is_known", False))
    hidden = person.is_protected and not is_known
    custody = (
        _("särskilt förordnad vårdnadshavare")
        if row.kind == RelationKind.GUARDIAN
        else str(Custody(row.custody).label)
    )
    return Guardian(
        person,
        _("Vårdnadshavare med skyddade uppgifter") if hidden else person.name,
        custody,
        _("barnet") if is_banned else "",
        is_known,
    )


def with_bans_between(actor: Actor, some: list[Guardian]) -> list[Guardian]:
    """The same, where a ban protects one guardian from another told too. One statement.

    Those whom the case knows are opened for it.
    """
    for each in some:
        if each.is_known:
            access.open_rows("person", each.id, person_id=each.id)
    ids = [each.id for each in some]
    today = clock.today()
    rows = Relation.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=today),
        municipality_id=actor.municipality_id,
        contact_ban=True,
        person__in=ids,
        other__in=ids,
    )
    banned = {row.person_id for row in rows}
    both = _("den andra vårdnadshavaren")
    return [
        Guardian(each.person, each.name, each.custody, each.banned_from or both, each.is_known)
        if each.id in banned
        else each
        for each in some
    ]


def others(actor: Actor, found: Found) -> list[Other]:
    """Who at work reads the case: its workers, and whoever has opened it with a reason. One statement."""
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    workers = (
        CaseWorker.objects.filter(current(), **own)
        .annotate(name=name_of("account_id"))
        .values_list("name", "part")
    )
    opened = (
        Opening.objects.filter(**own)
        .annotate(name=name_of("account_id"))
        .values_list("name", "why")
    )
    rows = dict.fromkeys((name or "", code) for name, code in workers.union(opened, all=True))
    parts, reasons = set(Part.values), set(WhyOpened.values)
    said = [Other(name, str(Part(code).label)) for name, code in rows if code in parts]
    said += [
        Other(name, _("har öppnat: %(why)s") % {"why": WhyOpened(code).label})
        for name, code in rows
        if code in reasons
    ]
    return said


def custody_ids(some: Iterable[Guardian]) -> list[UUID]:
    """The guardians' ids, in an order that can be compared."""
    return sorted(each.id for each in some)
