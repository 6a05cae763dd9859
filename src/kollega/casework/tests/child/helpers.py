"""A boy of twelve with joint custody, whom Maja (asker) works with, through the services."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.child import readers, services
from kollega.casework.gate import Found
from kollega.casework.models import (
    Asked,
    BestInterests,
    Case,
    ChildWords,
    Custody,
    Decision,
    DecisionOutcome,
    Involved,
    Person,
    ReadersTold,
    Relation,
    RelationKind,
)
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import Actor, acting

SAYS = "Jag är rädd för pappa när han har druckit."


def boy(who: Persona, **details: Any) -> Case:
    """A child's case; he is twelve."""
    born_on = date(clock.today().year - 12, 1, 1)
    about = helpers.person(who, given_name="Elis", **({"born_on": born_on} | details))
    return helpers.case(who, about)


def parent(who: Persona, case: Case, name: str, custody: str = Custody.JOINT, **tie: Any) -> Person:
    """A parent of the case's child, whom the case knows of."""
    made = helpers.person(who, given_name=name, family_name="Ek")
    with acting(who.actor):
        gate.case_for(who.actor, case.id)
        own = {"municipality_id": who.actor.municipality_id}
        kind = RelationKind.PARENT
        Relation.objects.create(
            **own, person=made, other=case.person, kind=kind, custody=custody, **tie
        )
        Involved.objects.get_or_create(**own, case=case, person=made)
    return made


def inside(who: Persona, case: Case, act: Callable[[Actor, Found], Any]) -> Any:
    """Do something with the opened case."""
    with acting(who.actor):
        return act(who.actor, gate.case_for(who.actor, case.id))


def told(who: Persona, case: Case, *not_for: Person) -> ReadersTold:
    """Who may read has been told of, and the child was asked."""
    return inside(
        who,
        case,
        lambda actor, found: services.tell_readers(
            actor,
            found,
            public_id=uuid.uuid4(),
            shown=readers.guardians(actor, found),
            asked=Asked.YES,
            not_for=[each.id for each in not_for],
            wish="",
        ),
    )


def words(who: Persona, case: Case, *not_for: Person, text: str = SAYS) -> ChildWords:
    """What the child said, today."""
    passed = told(who, case, *not_for)
    said = services.Said(
        area="safe",
        said_on=clock.today(),
        text=text,
        asked=Asked.YES,
        where="Skolan",
        not_for=tuple(each.id for each in not_for),
    )
    return inside(
        who,
        case,
        lambda actor, found: services.write_words(
            actor,
            found,
            public_id=uuid.uuid4(),
            readers=passed,
            shown=readers.guardians(actor, found),
            said=said,
        ),
    )


def best(who: Persona, case: Case) -> BestInterests:
    """An assessment that has been begun."""
    return inside(
        who,
        case,
        lambda actor, found: services.begin_best(
            actor,
            found,
            public_id=uuid.uuid4(),
            about="Var han ska bo under utredningen",
            child_says="Hos mormor.",
        ),
    )


def decision(who: Persona, case: Case) -> Decision:
    """A decision of the case."""
    return inside(
        who,
        case,
        lambda actor, found: Decision.objects.create(
            municipality_id=actor.municipality_id,
            case=found.case,
            decided_on=clock.today(),
            decider="Enhetschef",
            paragraph="11 kap. 1 § SoL",
            outcome=DecisionOutcome.GRANTED,
            text="Han får en kontaktfamilj, eftersom han är rädd hemma.",
            made_by=actor.account_id,
        ),
    )


def of_asker(world: World) -> Case:
    """A boy's case of Maja's."""
    return boy(world.asker)
