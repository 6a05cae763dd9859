"""A municipality's own staff, as their managers plan by them. Somebody lent from elsewhere is not among them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from kollega.competence.models import ManagerLevel, ProfileChoice
from kollega.competence.profile import rules
from kollega.competence.profile.grounds import Grounds, formal_grounds
from kollega.core import access, clock, gate
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.organisation.models import Colleague, Membership

PAGE = 40


@dataclass(frozen=True)
class Staff:
    """One of the municipality's staff. `id` is her place's; `colleague_id` None where none sees her."""

    id: UUID
    account_id: UUID
    name: str
    title: str
    unit: str
    colleague_id: UUID | None
    answers_told: bool
    is_me: bool

    @property
    def presentation(self) -> str:
        """Title and unit in one line."""
        return ", ".join(part for part in (self.title, self.unit) if part)


@dataclass(frozen=True)
class StaffLine:
    """A line of the manager's list. `set_on`: when a manager last set a level; None for never."""

    id: UUID
    name: str
    title: str
    unit: str
    set_on: date | None
    grounds: Grounds
    is_me: bool


def _places(actor: Actor) -> QuerySet[Membership]:
    """Places that hold today, but those of people who are lent from another municipality."""
    today = clock.today()
    elsewhere = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=OuterRef("account_id")
    ).exclude(municipality_id=actor.municipality_id)
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        ~Exists(elsewhere),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
    )


def staff_for(actor: Actor, place_id: UUID) -> Staff:
    """The gate: one of the staff of the manager's own municipality, by her place at work.

    Raises:
        Http404: there is none there.
    """
    rules.see_staff(actor).require()
    return _staff(actor, gate.one(_told(actor), "membership", place_id, lock=False))


def staff_of(actor: Actor, account_id: UUID) -> Staff:
    """The same by account, where something of hers led here.

    Raises:
        Http404: she is not at work in the municipality any more.
    """
    rules.see_staff(actor).require()
    row = _told(actor).filter(account_id=account_id).order_by("valid_from", "id").first()
    if row is None:
        raise not_found()
    access.opened("membership", row.id)
    return _staff(actor, row)


def _told(actor: Actor) -> QuerySet[Any]:
    colleague = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=OuterRef("account_id")
    )
    told = ProfileChoice.objects.filter(
        collaboration_id=actor.collaboration_id,
        colleague__account_id=OuterRef("account_id"),
        answers_told=True,
    )
    return (
        _places(actor)
        .select_related("unit")
        .annotate(shown_as=Subquery(colleague.values("id")[:1]), told=Exists(told))
    )


def _staff(actor: Actor, row: Any) -> Staff:
    return Staff(
        id=row.id,
        account_id=row.account_id,
        name=row.name,
        title=row.title,
        unit=row.unit.name,
        colleague_id=row.shown_as,
        answers_told=row.told,
        is_me=row.account_id == actor.account_id,
    )


def staff_page(
    actor: Actor, *, unit_id: UUID | None, page: int
) -> "tuple[list[StaffLine], Page[Any]]":
    """One page of the staff by name, each once. Three statements."""
    rules.see_staff(actor).require()
    levels = (
        ManagerLevel.objects.filter(
            municipality_id=actor.municipality_id, account_id=OuterRef("account_id")
        )
        .values("account_id")
        .annotate(last=Max("set_on"))
    )
    earlier = _places(actor).filter(
        Q(valid_from__lt=OuterRef("valid_from"))
        | Q(valid_from=OuterRef("valid_from"), id__lt=OuterRef("id")),
        account_id=OuterRef("account_id"),
    )
    once = Q(unit_id=unit_id) if unit_id else ~Exists(earlier)
    rows: QuerySet[Any] = (
        _places(actor)
        .filter(once)
        .select_related("unit")
        .annotate(set_on=Subquery(levels.values("last")[:1]))
        .order_by("sort_key", "id")
    )
    shown = Paginator(rows, PAGE).get_page(page)
    here = list(shown)
    grounds = formal_grounds(actor, {row.account_id for row in here})
    return [
        StaffLine(
            id=row.id,
            name=row.name,
            title=row.title,
            unit=row.unit.name,
            set_on=row.set_on,
            grounds=grounds[row.account_id],
            is_me=row.account_id == actor.account_id,
        )
        for row in here
    ], shown
