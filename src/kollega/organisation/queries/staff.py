"""A municipality's people, units, and colleagues in the collaboration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.organisation.models import ROLE_LABELS, Colleague, Membership, Unit
from kollega.swedish import sort_key

PAGE = 50


@dataclass(frozen=True)
class Place:
    """A person's place in a unit, as the municipality's own list shows it."""

    id: UUID
    name: str
    title: str
    unit: str
    roles: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    suspended: bool = False
    lent_by: str = ""

    @property
    def starts_later(self) -> bool:
        return self.valid_from > clock.today()

    @property
    def has_ended(self) -> bool:
        return self.valid_to is not None and self.valid_to < clock.today()


def staff(actor: Actor, *, ended: bool, page: int) -> "tuple[list[Place], Page[Membership]]":
    """One page of the people at work (or soon) in the municipality, or of those who have left."""
    over = Q(valid_to__isnull=False, valid_to__lt=clock.today())
    rows = (
        Membership.objects.filter(over if ended else ~over, municipality_id=actor.municipality_id)
        .select_related("unit", "lent_by")
        .order_by("sort_key", "id")
    )
    shown = Paginator(rows, PAGE).get_page(page)
    return [_place(row) for row in shown], shown


def _place(row: Membership) -> Place:
    return Place(
        id=row.id,
        name=row.name,
        title=row.title,
        unit=row.unit.name,
        roles=tuple(str(ROLE_LABELS[Role(role)]) for role in row.roles),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        suspended=row.suspended,
        lent_by=row.lent_by.name if row.lent_by else "",
    )


def staff_names(actor: Actor, account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What the actor's municipality calls these accounts, those who have left included."""
    rows = Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id__in={each for each in account_ids if each}
    ).order_by("valid_from")
    return dict(rows.values_list("account_id", "name"))


def everybody(actor: Actor) -> dict[UUID, str]:
    """Account → name for everybody who has or has had a place in the municipality, by name."""
    rows = Membership.objects.filter(municipality_id=actor.municipality_id)
    return dict(rows.order_by("sort_key", "valid_from").values_list("account_id", "name"))


def own_phone(actor: Actor, account_id: UUID) -> str:
    """The telephone number that colleagues see, empty where the person is not shown to any."""
    row = Colleague.objects.filter(
        account_id=account_id, municipality_id=actor.municipality_id
    ).first()
    return row.phone if row else ""


@dataclass(frozen=True)
class UnitLine:
    """A unit and how many places in it hold today."""

    id: UUID
    name: str
    people: int
    ever: int
    version: int


def units(actor: Actor) -> list[UnitLine]:
    """The municipality's units by name."""
    today = clock.today()
    now = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gte=today)
    rows = Unit.objects.filter(municipality_id=actor.municipality_id).annotate(
        people=Count("membership", filter=now & Q(membership__valid_from__lte=today)),
        ever=Count("membership"),
    )
    lines = [UnitLine(row.id, row.name, row.people, row.ever, row.version) for row in rows]
    return sorted(lines, key=lambda unit: sort_key(unit.name))


@dataclass(frozen=True)
class ColleagueLine:
    """What colleagues in the collaboration see of each other. `phone` may be empty."""

    id: UUID
    account_id: UUID
    name: str
    title: str
    unit: str
    municipality_id: UUID
    municipality: str
    phone: str
    is_coordinator: bool
    has_left: bool

    @property
    def presentation(self) -> str:
        """Title and municipality in one line, whatever there is of them."""
        return ", ".join(part for part in (self.title, self.municipality) if part)


def colleagues(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, ColleagueLine]:
    """The colleagues of these ids in the actor's collaboration, in one statement."""
    rows = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, id__in={*ids}
    ).select_related("municipality")
    today = clock.today()
    return {
        row.id: ColleagueLine(
            id=row.id,
            account_id=row.account_id,
            name=row.name,
            title=row.title,
            unit=row.unit_name,
            municipality_id=row.municipality_id,
            municipality=row.municipality.name,
            phone=row.phone,
            is_coordinator=row.is_coordinator,
            has_left=row.left_on is not None and row.left_on < today,
        )
        for row in rows
    }
