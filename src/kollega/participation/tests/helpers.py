"""Moments and answers of the tests' case, through the services."""

import uuid
from typing import Any

from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import Case, Involved, Person
from kollega.casework.tests import helpers as cases
from kollega.core import clock
from kollega.core.actor import acting
from kollega.participation import queries, services
from kollega.participation.models import When
from kollega.participation.services import Seen


def moment(who: Persona, case: Case, level: int = 3, **seen: Any) -> uuid.UUID:
    """A moment that this person marks in her case."""
    actor, public_id = who.actor, uuid.uuid4()
    low = {"why_below": "Det gick fort.", "next_step": "Ett möte till."} if level < 3 else {}
    with acting(actor):
        found = gate.case_for(actor, case.id)
        told = Seen(**({"when": When.PLANNING, "on": clock.today(), "level": level} | low | seen))
        services.mark(actor, found, public_id=public_id, version=0, seen=told)
    return public_id


def answer(
    who: Persona, case: Case, moment_id: uuid.UUID, level: int | None, about: Person | None = None
) -> None:
    """What the person of the case, or somebody whom it knows, marked."""
    actor = who.actor
    with acting(actor):
        found = gate.case_for(actor, case.id)
        stored = queries.moment_for(actor, found, moment_id)
        person = queries.voice_for(actor, found, about.id if about else case.person_id)
        services.answer(actor, found, stored, person, level=level)


def knows(who: Persona, case: Case, **details: Any) -> Person:
    """Somebody else whom the case knows."""
    other = cases.person(who, **details)
    with acting(who.actor):
        Involved.objects.create(municipality_id=case.municipality_id, case=case, person=other)
    return other


def marked(world: World) -> list[Any]:
    """[the case, a moment]"""
    case = cases.of_asker(world)
    return [case.id, moment(world.asker, case)]


def unanswered(world: World) -> list[Any]:
    """[the case, a moment, the person, who has not marked]"""
    case = cases.of_asker(world)
    return [case.id, moment(world.asker, case), case.person_id]


def answered(world: World) -> list[Any]:
    """[the case, a moment, the person, who has marked]"""
    case = cases.of_asker(world)
    moment_id = moment(world.asker, case, 4)
    answer(world.asker, case, moment_id, 2)
    return [case.id, moment_id, case.person_id]
