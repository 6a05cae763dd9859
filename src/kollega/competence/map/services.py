"""Writes: how much there should be of an area.

Announces `target.changed` (subject: the area).
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kollega.competence.map import rules
from kollega.competence.map.queries import usual_floors
from kollega.competence.map.standing import Floors
from kollega.competence.models import Target
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.api import Area, areas_for_ids


def set_target(actor: Actor, *, area_id: UUID, wanted: Floors, version: int) -> Target:
    """Say how much there should be of an area. `version` is what the page had seen, 0 for no target.

    Raises:
        Http404: there is no such area in the collaboration.
        Conflict: somebody changed it in between.
    """
    rules.change_targets(actor).require()
    area = _area(actor, area_id)
    one_at_a_time(f"target {actor.collaboration_id} {area.id}")
    row = _rows(actor, area).select_for_update().first()
    seen = _floors(row) if row else usual_floors(actor, area)
    current = row.version if row else 0
    if version != current:
        _refuse_overwriting(current, seen, wanted)
    row = row or Target(collaboration_id=actor.collaboration_id, area_id=area.id, version=0)
    row.local_floor = wanted.local
    row.shared_floor = wanted.shared
    row.supervisors = wanted.supervisors
    row.wants_host = wanted.wants_host
    row.version += 1
    row.save()
    _changed(actor, area.id, "target.set")
    return row


def clear_target(actor: Actor, *, area_id: UUID) -> None:
    """Let the collaboration's usual numbers hold for an area again."""
    rules.change_targets(actor).require()
    area = _area(actor, area_id)
    if _rows(actor, area).delete()[0]:
        _changed(actor, area.id, "target.clear")


def _area(actor: Actor, area_id: UUID) -> Area:
    area = areas_for_ids(actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    return area


def _rows(actor: Actor, area: Area) -> QuerySet[Target]:
    return Target.objects.filter(collaboration_id=actor.collaboration_id, area_id=area.id)


def _floors(row: Target) -> Floors:
    return Floors(row.local_floor, row.shared_floor, row.supervisors, row.wants_host, own=True)


def _changed(actor: Actor, area_id: UUID, verb: str) -> None:
    access.audit(actor, verb, "target", area_id)
    announce(actor, "target.changed", subject_kind="target", subject_id=area_id)


def _refuse_overwriting(version: int, stored: Floors, yours: Floors) -> None:
    def words(floors: Floors) -> dict[str, tuple[str, str]]:
        return {
            "local": (_("I varje kommun"), str(floors.local)),
            "shared": (_("I hela samverkan"), str(floors.shared)),
            "supervisors": (_("Kan handleda"), str(floors.supervisors)),
            "wants_host": (_("Stödkommun"), _("Ja") if floors.wants_host else _("Nej")),
        }

    theirs, mine = words(stored), words(yours)
    differing = {
        name: (theirs[name][0], theirs[name][1], mine[name][1])
        for name in theirs
        if theirs[name] != mine[name]
    }
    if differing:
        raise Conflict(version=version, fields=differing)
