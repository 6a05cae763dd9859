"""Reads hosts and covers as days that are held."""

from uuid import UUID

from kollega.competence.hosting.holding import Taken, Task
from kollega.competence.models import Cover, Host
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_for_ids


def tasks_and_covers(actor: Actor) -> tuple[list[Task], list[Taken]]:
    """Everything that is or has been held in the collaboration, and what was agreed between them; of
    areas in use now. Three statements."""
    return held(actor)[:2]


def held(actor: Actor) -> tuple[list[Task], list[Taken], dict[UUID, Area]]:
    """The same, and the areas they are of."""
    hosts = list(Host.objects.filter(collaboration_id=actor.collaboration_id))
    covers = list(
        Cover.objects.filter(
            collaboration_id=actor.collaboration_id, state=Cover.State.ACCEPTED
        ).order_by("decided_at")
    )
    ids = {row.area_id for row in hosts} | {row.area_id for row in covers}
    areas = areas_for_ids(actor, ids)
    tasks = [
        Task(
            areas[row.area_id].id, row.municipality_id, row.valid_from, row.valid_to, row.is_second
        )
        for row in hosts
    ]
    taken = [
        Taken(
            areas[row.area_id].id,
            row.holder_id,
            row.instead_id,
            row.first_day,
            row.last_day,
            row.is_second,
        )
        for row in covers
    ]
    return tasks, taken, {each.id: each for each in areas.values()}
