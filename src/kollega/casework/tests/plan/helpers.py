"""A plan of the boy's that Maja (asker) has begun and holds."""

import uuid
from datetime import timedelta
from typing import Any

from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import (
    Case,
    CaseKind,
    Goal,
    Party,
    PathStep,
    Plan,
    PlanCase,
    PlanTemplate,
    Promise,
)
from kollega.casework.plan import blanks, services, together
from kollega.casework.plan.gate import Here, plan_for
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.organisation import services as organisation

from kollega.casework.tests import helpers  # isort: skip

WORDS = "Jag vill sova hemma utan att vara rädd."


def begun(who: Persona, case: Case, **more: Any) -> Plan:
    """A plan begun from a case that this person works with."""
    actor = who.actor
    with acting(actor):
        found = gate.case_for(actor, case.id, need="work")
        return services.begin(actor, found, public_id=uuid.uuid4(), **more)


def opened(actor: Actor, plan: Plan) -> Here:
    """The plan as this actor has it; inside `acting`."""
    return plan_for(actor, plan.id, lock=True)


def of_asker(world: World) -> Plan:
    """A plan in Maja's case."""
    return begun(world.asker, helpers.of_asker(world))


def goal(who: Persona, plan: Plan, **fields: Any) -> Goal:
    actor = who.actor
    with acting(actor):
        told = {
            "words": WORDS,
            "now": "Jag sover hos mormor.",
            "first_step": "",
            "wanted": "",
        } | fields
        return services.write_goal(
            actor, opened(actor, plan), public_id=uuid.uuid4(), version=0, **told
        )


def party(who: Persona, plan: Plan, kind: str, name: str) -> Party:
    actor = who.actor
    with acting(actor):
        made, _new = services.put(
            actor,
            opened(actor, plan),
            Party,
            public_id=uuid.uuid4(),
            version=0,
            kind=kind,
            name=name,
        )
        return made


def promise(
    who: Persona, plan: Plan, what: str = "Ringa skolan", by: Party | None = None, **fields: Any
) -> Promise:
    """A promise, of the person herself where nothing else is said."""
    actor = who.actor
    with acting(actor):
        here = opened(actor, plan)
        mine = by or Party.objects.filter(plan=plan, kind="person").get()
        return services.write_promise(
            actor,
            here,
            public_id=uuid.uuid4(),
            version=0,
            what=what,
            party=mine,
            **({"goal": None, "due_on": clock.today() + timedelta(days=7)} | fields),
        )


def case_of_other_unit(world: World, plan: Plan) -> Case:
    """Petra's case of the same person."""
    return helpers.case(world.other_unit, _reachable(world, plan), CaseKind.ECONOMIC)


def joined_by_other_unit(world: World, plan: Plan) -> Case:
    """Petra's case of the same person, that takes part."""
    other = case_of_other_unit(world, plan)
    actor = world.asker.actor
    with acting(actor):
        join = together.ask_case(actor, opened(actor, plan), other)
    actor = world.other_unit.actor
    with acting(actor):
        gate.case_for(actor, other.id, need="work")
        join = PlanCase.objects.select_related("plan", "case__unit").get(pk=join.pk)
        together.answer_case(actor, join, yes=True)
    return other


def _reachable(world: World, plan: Plan) -> Any:
    """The person, once Petra has said why she opens the boy's case: so that she can begin one too."""
    from kollega.casework.cases import services as cases

    actor = world.other_unit.actor
    with acting(actor):
        first = Case.objects.filter(person_id=plan.person_id).order_by("number").first()
        assert first is not None
        cases.state_reason(actor, first, why="same_family", words="")
        return first.person


def step(who: Persona, plan: Plan, **fields: Any) -> PathStep:
    """A step on the way."""
    actor = who.actor
    with acting(actor):
        told = {
            "kind": "trial",
            "words": "Köket på Granen",
            "state": "now",
            "from_day": clock.today() - timedelta(days=20),
            "to_day": None,
            "can": "Jag kan laga mat till fyrtio.",
        }
        made, _new = services.put(
            actor,
            opened(actor, plan),
            PathStep,
            public_id=uuid.uuid4(),
            version=0,
            **(told | fields),
        )
        return made


def template(who: Persona) -> PlanTemplate:
    """A sheet to begin from."""
    actor = who.actor
    with acting(actor):
        return blanks.write(
            actor,
            public_id=uuid.uuid4(),
            version=0,
            title="Det här vill jag",
            intro="Skriv det du vill. Ingen läser om du inte visar.",
            prompts=["Vad vill du ska vara annorlunda hemma?", "Vad går bra redan?"],
        )


def choose(world: World, key: str, *, value: Any) -> None:
    """What Granåker has chosen."""
    actor = world.administrator.actor
    with acting(actor):
        organisation.set_option(actor, key=key, value=value, valid_from=clock.today())
