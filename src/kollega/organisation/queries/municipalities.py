"""The municipalities of the collaboration, and the population of one's own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.models import AccessibilityReport, Agreement, PopulationCell
from kollega.organisation.queries.staff import staff_names
from kollega.ui.parts import number_word


@dataclass(frozen=True)
class Part:
    """A municipality's part in the collaboration. `id` is the agreement's."""

    id: UUID
    municipality_id: UUID
    name: str
    code: str
    inhabitants: int
    reference: str
    valid_from: date
    valid_to: date | None

    @property
    def holds(self) -> bool:
        """Whether the municipality takes part today."""
        today = clock.today()
        return self.valid_from <= today and (self.valid_to is None or self.valid_to >= today)

    @property
    def starts_later(self) -> bool:
        return self.valid_from > clock.today()

    @property
    def people(self) -> str:
        """The inhabitants as read on screen."""
        return number_word(self.inhabitants)


def parts(actor: Actor) -> list[Part]:
    """Every agreement of the actor's collaboration, in the municipalities' order."""
    rows = (
        Agreement.objects.filter(collaboration_id=actor.collaboration_id)
        .select_related("municipality")
        .order_by("municipality__sort_key", "valid_from")
    )
    return [
        Part(
            id=row.id,
            municipality_id=row.municipality_id,
            name=row.municipality.name,
            code=row.municipality.code,
            inhabitants=row.municipality.inhabitants,
            reference=row.reference,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Cell:
    """So many women ('f') or men ('m') of these ages, both ends included."""

    age_from: int
    age_to: int
    sex: str
    count: int


@dataclass(frozen=True)
class Population:
    """What the municipality has imported; without cells nothing is known."""

    cells: tuple[Cell, ...] = ()
    day: date | None = None

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def people(self) -> str:
        """The total as read on screen."""
        return number_word(self.total)


def population(actor: Actor) -> Population:
    """How many live in the actor's own municipality, by age and sex."""
    rows = list(
        PopulationCell.objects.filter(municipality_id=actor.municipality_id).order_by(
            "age_from", "sex"
        )
    )
    cells = tuple(Cell(row.age_from, row.age_to, row.sex, row.count) for row in rows)
    return Population(cells, rows[0].day if rows else None)


@dataclass(frozen=True)
class Report:
    """Something that somebody could not use."""

    id: UUID
    at: str
    where: str
    text: str
    who: str
    is_done: bool


def reports(actor: Actor) -> list[Report]:
    """The newest hundred reports of the own municipality, those not done first."""
    rows = list(
        AccessibilityReport.objects.filter(municipality_id=actor.municipality_id).order_by("-at")[
            :100
        ]
    )
    names = staff_names(actor, [row.account_id for row in rows])
    lines = [
        Report(
            id=row.id,
            at=f"{clock.local(row.at):%Y-%m-%d %H.%M}",
            where=row.where,
            text=row.text,
            who=names.get(row.account_id, ""),
            is_done=row.done_at is not None,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.is_done)
