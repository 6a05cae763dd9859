"""What the tests of the map and of alarms do: count, judge, look."""

from uuid import UUID

from tests.personas import Persona, World

from kollega.competence.alarm import judging
from kollega.competence.map import pushing
from kollega.competence.map.choices import with_choices
from kollega.competence.map.queries import Picture, picture
from kollega.competence.map.standing import Verdict
from kollega.core.actor import Role, acting, job_for
from kollega.core.places import municipalities

COUNTER = frozenset({Role.COUNTER})


def count_all(world: World) -> None:
    """Every municipality counts, as by night."""
    for municipality_id in municipalities(world.collaboration_id):
        count(world, municipality_id)


def count(world: World, municipality_id: UUID) -> bool:
    """One municipality counts; whether anything differed."""
    actor = job_for(
        job="test.count",
        collaboration_id=world.collaboration_id,
        municipality_id=municipality_id,
        roles=COUNTER,
    )
    with acting(actor):
        return pushing.push(with_choices(actor))


def judge(world: World) -> list[Verdict]:
    """What has turned red since the last time."""
    actor = job_for(job="test.judge", collaboration_id=world.collaboration_id)
    with acting(actor):
        return judging.judge(with_choices(actor))


def seen(persona: Persona) -> Picture:
    """The map as somebody sees it."""
    with acting(persona.actor, read_only=True) as actor:
        return picture(actor)
