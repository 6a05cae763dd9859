"""The map of the tests, through the services."""

import uuid
from typing import Any

from tests.personas import Persona, World

from kollega.casework.models import ResourceKind
from kollega.casework.resources import services
from kollega.casework.resources.services import Told
from kollega.core.actor import acting


def resource(who: Persona, *, shared: bool = False, **told: Any) -> uuid.UUID:
    """Something that this person writes in, and perhaps shows to the others."""
    actor, public_id = who.actor, uuid.uuid4()
    about = {
        "kind": ResourceKind.OPEN,
        "name": "Familjecentralen",
        "contact": "Berit på måndagar",
        "phone": "0950-174 06 05",
        "helps": ["competence"],
        "note": "Fika klockan tio.",
    } | told
    with acting(actor):
        stored = services.save(actor, public_id=public_id, version=0, told=Told(**about))
        if shared:
            services.share(actor, stored)
    return public_id


def open_one(world: World) -> list[Any]:
    """[an open service of Granåker's]"""
    return [resource(world.asker)]
