"""Reads hosts and covers as days that are held."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, F, UUIDField, Value

from kollega.competence.hosting.holding import Taken, Task
from kollega.competence.models import Cover, Host
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_for_ids


@dataclass(frozen=True)
class Behind:
    """The agreement behind a task."""

    area_id: UUID
    municipality_id: UUID
    first_day: date
    last_day: date | None
    reference: str
    delegates: bool | None


@dataclass(frozen=True)
class Held:
    """What is and has been held in a collaboration, and what areas and municipalities are called."""

    tasks: tuple[Task, ...]
    taken: tuple[Taken, ...]
    agreements: tuple[Behind, ...]
    areas: dict[UUID, Area]
    towns: dict[UUID, str]


def held(actor: Actor) -> Held:
    """Everything, of areas in use now. Two statements."""
    rows = _rows(actor)
    areas = areas_for_ids(actor, {row[0] for row in rows})
    tasks, taken, agreements = [], [], []
    for area, holder, town, first, last, is_second, reference, delegates, _name, _order in rows:
        now = areas[area].id
        if holder is not None:
            taken.append(Taken(now, holder, town, first, last, is_second))
        else:
            tasks.append(Task(now, town, first, last, is_second))
            agreements.append(Behind(now, town, first, last, reference, delegates))
    return Held(
        tuple(tasks),
        tuple(taken),
        tuple(agreements),
        {each.id: each for each in areas.values()},
        {row[2]: row[8] for row in rows},
    )


def _rows(actor: Actor) -> list[tuple]:  # type: ignore[type-arg]  # ten columns, named where they are read
    """Hosts, and the covers that were agreed on, with what the municipality that holds is called."""
    hosts = Host.objects.filter(collaboration_id=actor.collaboration_id).annotate(
        gives=Value(None, output_field=UUIDField()),
        called=F("municipality__name"),
        order=F("valid_from"),
    )
    covers = Cover.objects.filter(
        collaboration_id=actor.collaboration_id, state=Cover.State.ACCEPTED
    ).annotate(
        ground=Value(""),
        decides=Value(None, output_field=BooleanField()),
        called=F("instead__name"),
        order=F("first_day"),
    )
    return list(
        hosts.values_list(
            "area_id",
            "gives",
            "municipality_id",
            "valid_from",
            "valid_to",
            "is_second",
            "reference",
            "delegates",
            "called",
            "order",
        ).union(
            covers.values_list(
                "area_id",
                "holder_id",
                "instead_id",
                "first_day",
                "last_day",
                "is_second",
                "ground",
                "decides",
                "called",
                "order",
            ),
            all=True,
        )
    )
