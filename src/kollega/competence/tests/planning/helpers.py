"""What the tests of planning have in common: a world that lacks something, and searches made without a solver."""

from typing import Any
from uuid import UUID, uuid4

from tests.personas import Persona, World

from kollega.competence.map import services as map_services
from kollega.competence.map.standing import Floors
from kollega.competence.models import Competence, Level, PlanResource, PlanRun
from kollega.competence.planning import by_hand, gathering, jobs, rules, services
from kollega.competence.planning.asked import Asked, plan_years
from kollega.core.actor import acting
from kollega.optimisation.scenario import Scenario

LACKING = Floors(local=1, shared=2, supervisors=0, wants_host=False)
NOTHING = Floors(local=0, shared=0, supervisors=0, wants_host=False)


def asked(**changes: Any) -> Asked:
    """A search for the years to come, that always finds something."""
    years = plan_years()
    usual = {"first_year": years[0], "reached_by": years[-1], "allow_short": True}
    return Asked(**usual | changes)


def lack(world: World) -> None:
    """Two who can something of honour-related violence, and a target of two that is not met."""
    with acting(world.coordinator.actor) as actor:
        for key, floors in (("heder", LACKING), ("spel", NOTHING), ("ekonomi", NOTHING)):
            map_services.set_target(actor, area_id=world.areas[key].id, wanted=floors, version=0)
    say(world, world.answerer, Level.CAN_SUPERVISE)
    say(world, world.asker, Level.WITH_SUPPORT)
    for persona in (world.manager, world.coordinator):
        answer(world, persona)


def say(world: World, persona: Persona, level: Level, area: str = "heder") -> None:
    """Somebody says what she can."""
    with acting(persona.actor) as actor:
        Competence(
            collaboration_id=actor.collaboration_id,
            colleague_id=actor.colleague_id,
            area_id=world.areas[area].id,
            level=level,
        ).save()


def answer(world: World, persona: Persona, budget: int = 100_000, hours: int = 500) -> None:
    """The persona's municipality says what it lays on learning, whoever she is."""
    with acting(persona.actor) as actor:
        for year in plan_years():
            PlanResource.objects.update_or_create(
                collaboration_id=world.collaboration_id,
                municipality_id=actor.municipality_id,
                year=year,
                defaults={"budget": budget, "hours": hours},
            )


def waiting(world: World, persona: Persona | None = None, **changes: Any) -> PlanRun:
    """A search that nobody has begun; one that went on is no more."""
    with acting((persona or world.coordinator).actor) as actor:
        PlanRun.objects.filter(state__in=rules.OPEN).update(state=PlanRun.State.STOPPED)
        return services.start(actor, public_id=uuid4(), minutes=1, asked=asked(**changes))


def found(world: World, persona: Persona | None = None, **changes: Any) -> PlanRun:
    """A search that has ended, with plans as one would make them by hand.

    Nobody has said anything, and the usual targets hold: other rooms' rows are left as they are.
    """
    for each in (world.manager, world.coordinator):
        answer(world, each)
    return end(world, waiting(world, persona, **changes))


def end(world: World, run: PlanRun) -> PlanRun:
    """What the job does, with plans made by hand."""
    jobs.carry_out(world.collaboration_id, run.id, search=by_hand.search)
    return stored(world, run.id)


def gathered(world: World, run: PlanRun) -> tuple[Scenario, dict[str, Any]]:
    """The scenario as the job gathers it."""
    return gathering.gather(
        world.collaboration_id, run.series_id, Asked.of(run.settings), str(run.id)
    )


def gathering_actor(world: World) -> Any:
    """The actor of the job."""
    return jobs._actor(world.collaboration_id)


def stored(world: World, run_id: UUID) -> PlanRun:
    """The search as it stands now."""
    with acting(gathering_actor(world), read_only=True):
        return PlanRun.objects.get(pk=run_id)
