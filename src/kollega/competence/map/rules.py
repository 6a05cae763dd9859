"""Who may say how much there should be of an area. `row_for` is the only way to an area's page."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.map.queries import Picture
from kollega.competence.map.standing import AreaRow
from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow


def change_targets(actor: Actor) -> Ability:
    """Say how much there should be of an area."""
    return allow(
        "change_targets",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra målen. Hör av dig till samordnaren."),
    )


def row_for(found: Picture, ref: str) -> AreaRow:
    """The gate: an area on the map by its key or its id, or 404."""
    try:
        wanted: UUID | None = UUID(ref)
    except ValueError:
        wanted = None
    for row in found.rows:
        if row.area.id == wanted or (wanted is None and row.area.key == ref):
            access.opened("area", row.area.id)
            return row
    raise not_found()
