"""What the tests of strategy documents do: make one of the world, send it, let it hold."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.personas import World

from kollega.border import drafts
from kollega.competence.models import PlanProposal, PlanRun, Strategy, StrategyDecision
from kollega.competence.strategy import deciding, rules, services, texts
from kollega.competence.strategy.contents import Contents
from kollega.competence.strategy.conversion import contents
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.optimisation.explaining import explain
from kollega.optimisation.greedy import greedy
from kollega.optimisation.scenario import Scenario
from kollega.organisation.models import Municipality

PREFACE = "Vi är små var för sig. Tillsammans har vi det som behövs."
YEARS = 3


def scenario_of(world: World, **changes: Any) -> Scenario:
    """Two municipalities that lack: a course, shadowing, and somebody who can supervise."""
    towns = [world.asker.municipality, world.answerer.municipality]
    heder, spel = str(world.areas["heder"].id), str(world.areas["spel"].id)
    here, there = (str(town.id) for town in towns)
    form: dict[str, Any] = {
        "first_year": clock.today().year,
        "years": YEARS,
        "municipalities": [
            {
                "id": str(town.id),
                "name": town.name,
                "inhabitants": town.inhabitants,
                "budget": [80_000] * YEARS,
                "learning_hours": [800] * YEARS,
            }
            for town in towns
        ],
        "areas": [
            {"id": heder, "name": world.areas["heder"].title, "rare": True},
            {"id": spel, "name": world.areas["spel"].title},
        ],
        "targets": [
            {"kind": "collaboration", "area": heder, "level": 3, "count": 3},
            {"kind": "local", "area": spel, "level": 2, "count": 1},
        ],
        "people": [
            {
                "id": f"opaque-{number}",
                "employments": [{"municipality": home}],
                "levels": {heder: level},
                "hours_per_year": 80,
                "supervising_hours_per_year": 80,
            }
            for number, (home, level) in enumerate(
                [(here, 2), (here, 2), (here, 0), (there, 4), (there, 0)]
            )
        ],
        "courses": [
            {
                "id": "spelkurs",
                "name": "Kurs om spelberoende",
                "lifts": [{"area": spel, "from_level": 0, "to_level": 2}],
                "seats": [5] * YEARS,
                "cost": 4_000,
                "hours": 16,
            }
        ],
        "shadowing": [
            {
                "id": "skuggning",
                "name": "Skuggning",
                "from_level": 2,
                "to_level": 3,
                "hours": 40,
                "supervisor_hours": 20,
                "trips": 2,
            }
        ],
        "journeys": [{"between": here, "and": there, "minutes": 60}],
        "travel_cost_per_hour": 300,
    }
    return Scenario.model_validate_json(json.dumps(form | changes))


def contents_of(world: World, **changes: Any) -> Contents:
    """What a plan for the world becomes."""
    scenario = scenario_of(world, **changes)
    plan = greedy(scenario)
    return contents(scenario, plan, explain(scenario, plan))


def proposal(world: World) -> PlanProposal:
    """A search that is done, with one proposal."""
    scenario = scenario_of(world)
    plan = greedy(scenario)
    actor = world.coordinator.actor
    with acting(actor):
        run = PlanRun(
            collaboration_id=world.collaboration_id,
            series_id=uuid4(),
            state=PlanRun.State.DONE,
            scenario=scenario.model_dump(mode="json", by_alias=True),
        )
        run.save(force_insert=True)
        found = PlanProposal(
            collaboration_id=world.collaboration_id,
            run=run,
            goal=plan.goal.value,
            plan=plan.model_dump(mode="json"),
            reasons=[asdict(each) for each in explain(scenario, plan)],
        )
        found.save(force_insert=True)
    return found


def at_work(world: World) -> Strategy:
    """The draft that there is, made anew where there is none."""
    actor = world.coordinator.actor
    with acting(actor):
        found = rules.readable(actor).filter(state=Strategy.State.DRAFT).first()
        return found or services.make(actor, public_id=uuid4(), contents=contents_of(world))


def standing(world: World, state: Strategy.State) -> Strategy:
    """One in that state, beside those that there are in others: put there as it is."""
    actor = world.coordinator.actor
    with acting(actor):
        rows = rules.readable(actor)
        if found := rows.filter(state=state).first():
            return found
        contents = contents_of(world)
        row = Strategy(
            collaboration_id=world.collaboration_id,
            number=rows.count() + 1,
            state=state,
            first_year=contents.first_year,
            last_year=contents.last_year,
            contents=contents.model_dump(mode="json"),
            follow_up_days=services.usual_days(contents),
            sending=0 if state == Strategy.State.DRAFT else 1,
            sent_on=None if state == Strategy.State.DRAFT else clock.today(),
            adopted_on=clock.today() if state == Strategy.State.ADOPTED else None,
        )
        row.save(force_insert=True)
    return row


def write(world: World, strategy: Strategy, text: str, ref: str = "forord") -> None:
    """The coordinator writes somewhere in the draft."""
    actor = world.coordinator.actor
    with acting(actor):
        part, area_id, _area = texts.place_of(strategy, ref)
        draft = drafts.save(
            actor,
            draft_id=uuid4(),
            purpose=texts.PURPOSE,
            subject_id=texts.subject_of(strategy, part, area_id),
            version=0,
            body={"text": text},
        )
        texts.write(actor, strategy, part, area_id, draft, version=0)


def sent(world: World) -> Strategy:
    """A document that lies with the boards."""
    actor = world.coordinator.actor
    with acting(actor):
        found = rules.readable(actor).filter(state=Strategy.State.SENT).first()
    if found is not None:
        return found
    strategy = at_work(world)
    write(world, strategy, PREFACE)
    with acting(actor):
        deciding.send(actor, strategy)
    return strategy


def decide(
    world: World,
    strategy: Strategy,
    town: Municipality,
    outcome: StrategyDecision.Outcome = StrategyDecision.Outcome.ADOPTED,
    *,
    actor: Actor | None = None,
    version: int = 0,
) -> StrategyDecision:
    """A board's decision is noted."""
    actor = actor or world.coordinator.actor
    with acting(actor):
        return deciding.decide(
            actor,
            strategy,
            municipality_id=town.id,
            outcome=outcome,
            decided_on=clock.today(),
            paragraph="§ 45",
            version=version,
        )


def adopted(world: World) -> Strategy:
    """A document that holds."""
    actor = world.coordinator.actor
    with acting(actor):
        found = rules.readable(actor).filter(state=Strategy.State.ADOPTED).first()
    if found is not None:
        return found
    strategy = sent(world)
    for town in (world.asker.municipality, world.answerer.municipality):
        decide(world, strategy, town)
    with acting(actor):
        deciding.adopt(actor, strategy)
    return strategy


def measure_key(world: World, strategy: Strategy, town: Municipality) -> str:
    """The first of a municipality's measures."""
    del world
    found = services.contents_of(strategy)
    return next(each.key for each in found.measures if each.place == str(town.id))


def read(strategy_id: UUID, world: World) -> Strategy:
    """The row as it is now."""
    with acting(world.coordinator.actor):
        return Strategy.objects.get(collaboration_id=world.collaboration_id, pk=strategy_id)


def today() -> date:
    return clock.today()
