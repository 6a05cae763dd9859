"""Collaborations, their municipalities and their areas."""

from datetime import UTC, datetime, time

from kollega.core import clock
from kollega.core.actor import acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world import Collaboration
from kollega.organisation import services


def build(stage: Stage) -> None:
    """Each collaboration with the municipalities that take part in it from the first day."""
    with clock.at(datetime.combine(stage.start, time(8), UTC)):
        for collaboration in stage.world.collaborations.values():
            _build(stage, collaboration)


def _build(stage: Stage, collaboration: Collaboration) -> None:
    shared_id = id_of("collaboration", collaboration.key)
    actor = services.setup_actor(collaboration_id=shared_id)
    with acting(actor):
        services.add_collaboration(actor, public_id=shared_id, name=collaboration.name)
        for each in stage.world.municipalities.values():
            if each.collaboration != collaboration.key:
                continue
            stage.municipalities[each.key] = services.add_municipality(
                actor, code=each.code, name=each.name, inhabitants=each.inhabitants
            )
            services.join(
                actor,
                collaboration_id=shared_id,
                municipality_id=stage.municipalities[each.key].id,
                valid_from=stage.start,
                reference=collaboration.agreement,
            )
        for area in services.adopt_default_areas(actor, collaboration_id=shared_id):
            stage.areas[collaboration.key, area.key] = area.id
