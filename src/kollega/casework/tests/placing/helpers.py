"""Considerations and placements of the tests' case, through the services."""

import uuid
from datetime import date, timedelta
from typing import Any

from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import Case, Form, Kin, Law
from kollega.casework.placing import services
from kollega.casework.placing.services import Gone, Place
from kollega.casework.tests import helpers as cases
from kollega.core import clock
from kollega.core.actor import acting


def considered(who: Persona, case: Case, **gone: Any) -> uuid.UUID:
    """Home gone through in a case."""
    actor, public_id = who.actor, uuid.uuid4()
    with acting(actor):
        found = gate.case_for(actor, case.id)
        told = Gone(**({"on": clock.today(), "kin": Kin.CANNOT, "missing": ["night"]} | gone))
        services.consider(actor, found, public_id=public_id, version=0, gone=told)
    return public_id


def placed(who: Persona, case: Case, days_ago: int = 10, **place: Any) -> uuid.UUID:
    """A placement in a case."""
    actor, public_id = who.actor, uuid.uuid4()
    began: date = clock.today() - timedelta(days=days_ago)
    with acting(actor):
        found = gate.case_for(actor, case.id)
        told = Place(
            **(
                {"form": Form.FAMILY, "law": Law.SOL, "from_day": began, "name": "Björkgården"}
                | place
            )
        )
        services.place(actor, found, public_id=public_id, place=told)
    return public_id


def consideration(world: World) -> list[Any]:
    """[the case, a consideration]"""
    case = cases.of_asker(world)
    return [case.id, considered(world.asker, case)]


def placement(world: World) -> list[Any]:
    """[the case, a placement]"""
    case = cases.of_asker(world)
    return [case.id, placed(world.asker, case)]
