"""How many live in the actor's municipality."""

from collections.abc import Iterable
from datetime import date

from kollega.core import access
from kollega.core.actor import Actor
from kollega.organisation.models import Municipality, PopulationCell


def set_population(
    actor: Actor,
    *,
    municipality: Municipality,
    day: date,
    cells: Iterable[tuple[int, int, str, int]],
) -> None:
    """Replace the population of the actor's own municipality.

    Each cell is (age from, age to, 'f' or 'm', count). The database refuses another municipality.
    """
    PopulationCell.objects.filter(municipality=municipality).delete()
    PopulationCell.objects.bulk_create(
        PopulationCell(
            municipality=municipality, age_from=low, age_to=high, sex=sex, count=count, day=day
        )
        for low, high, sex, count in cells
    )
    access.audit(actor, "municipality.population", "municipality", municipality.id)
