"""A boy in Granåker whom Maja (asker) works with, through the services.

Olle works in the same unit, Karin is its manager, Petra works in another unit. The numbers are the Tax
Agency's test numbers.
"""

import uuid
from datetime import timedelta
from typing import Any

from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.cases import services as cases
from kollega.casework.cases import steps, workers
from kollega.casework.cases.standing import standing_of
from kollega.casework.models import (
    Case,
    CaseKind,
    CaseWorker,
    Deadline,
    Handover,
    Merge,
    Opening,
    Outcome,
    Part,
    Person,
    Relation,
    Reporter,
    ReportKind,
)
from kollega.casework.people import merging, relations
from kollega.casework.people import services as people
from kollega.casework.people.services import Details
from kollega.core import clock
from kollega.core.actor import acting

BOY, MOTHER, FATHER = "20170110-2384", "19820821-2384", "19811228-9874"


def person(who: Persona, **details: Any) -> Person:
    """Somebody whom this person adds."""
    actor = who.actor
    with acting(actor):
        return people.add_person(
            actor,
            public_id=uuid.uuid4(),
            details=Details(**({"given_name": "Elis", "family_name": "Ek"} | details)),
        )


def case(
    who: Persona, about: Person | None = None, kind: str = CaseKind.CHILD, days_ago: int = 0
) -> Case:
    """A case that this person has begun and answers for."""
    about = about or person(who)
    actor = who.actor
    told = cases.Told(
        kind=ReportKind.CONCERN,
        received_at=clock.now() - timedelta(days=days_ago, minutes=5),
        reporter=Reporter.SCHOOL,
        reporter_name="Läraren",
        text="Han har somnat på lektionen flera gånger.",
    )
    with acting(actor):
        known = gate.person_for(actor, about.id)
        return cases.begin(actor, public_id=uuid.uuid4(), person=known.person, kind=kind, told=told)


def of_asker(world: World) -> Case:
    """A child's case of Maja's."""
    return case(world.asker)


def related(world: World) -> tuple[Case, Relation]:
    """(a child's case of Maja's, the mother's relation to the child, with joint custody)."""
    made = of_asker(world)
    mother = person(world.asker, given_name="Elsa", number=MOTHER)
    return made, relate(world.asker, mother, made.person_id, custody="joint")


def relate(who: Persona, someone: Person, to: uuid.UUID, **said: Any) -> Relation:
    """`someone` is the parent, or something else, of the person whom she opens."""
    actor = who.actor
    with acting(actor):
        opened = gate.person_for(actor, to).person
        return relations.relate(
            actor,
            public_id=uuid.uuid4(),
            person=someone,
            other=opened,
            said=relations.Said(**({"kind": "parent"} | said)),
        )


def merged(world: World) -> tuple[Case, Merge]:
    """(a case of Maja's, that another row was found to be its person)."""
    made = of_asker(world)
    twice = person(world.asker)
    actor = world.asker.actor
    with acting(actor):
        kept, gone = (gate.person_for(actor, each).person for each in (made.person_id, twice.id))
        return made, merging.merge(actor, kept=kept, gone=gone)


def noted(world: World) -> tuple[uuid.UUID, uuid.UUID]:
    """(the case, a note of Maja's in it)."""
    made = of_asker(world)
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, made.id)
        note = cases.write_note(
            actor,
            found,
            public_id=uuid.uuid4(),
            version=0,
            text="Mamma ringde. Hon vill träffas på skolan.",
            happened_on=clock.today(),
            of_weight=False,
        )
    return made.id, note.id


def investigated(world: World) -> tuple[uuid.UUID, uuid.UUID]:
    """(a case of Maja's in which an investigation has been opened, that decision)."""
    made, decision_id = of_asker(world), uuid.uuid4()
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, made.id)
        steps.open_or_not(
            actor,
            found,
            standing_of(actor, found),
            public_id=decision_id,
            on=clock.today(),
            outcome=Outcome.INVESTIGATE,
            decider="Socialsekreterare",
            paragraph="20 kap. 2 § SoL",
            text="Oron är återkommande.",
        )
    return made.id, decision_id


def timed(world: World) -> tuple[uuid.UUID, uuid.UUID]:
    """(a case of Maja's, the deadline of its preliminary assessment)."""
    made = of_asker(world)
    with acting(world.asker.actor):
        row = Deadline.objects.get(case=made, rule="preliminary_assessment")
    return made.id, row.id


def asked_to_take_over(world: World) -> uuid.UUID:
    """Olle is asked to take a case of Maja's over."""
    made = of_asker(world)
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, made.id)
        who = world.same_unit.account.id
        workers.ask(actor, found, account_id=who, message="Ring mamma på torsdag.")
        return Handover.objects.get(case=made).id


def with_co_worker(world: World) -> tuple[uuid.UUID, uuid.UUID]:
    """(a case of Maja's, the row that says that a colleague of another unit helps with it)."""
    made = of_asker(world)
    actor = world.asker.actor
    with acting(actor):
        row = CaseWorker(
            municipality_id=actor.municipality_id,
            case=made,
            account_id=world.registrar.account.id,
            part=Part.CO_WORKER,
        )
        row.save(force_insert=True)
    return made.id, row.id


def opened_with_reason(world: World) -> uuid.UUID:
    """Petra has opened a case of Maja's with a reason."""
    made = of_asker(world)
    actor = world.other_unit.actor
    with acting(actor):
        cases.state_reason(actor, gate.closed_to(actor, made.id), why="covers", words="Jour")
        return Opening.objects.get(case=made).id
