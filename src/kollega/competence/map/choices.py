"""A collaboration's choices for jobs, whose actors carry none."""

from dataclasses import replace

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.models import CollaborationSetting


def with_choices(actor: Actor) -> Actor:
    """The same actor with what its collaboration has chosen today, as a request's has. One statement."""
    place = actor.collaboration
    if place is None:
        return actor
    rows = (
        CollaborationSetting.objects.filter(
            collaboration_id=place.id, key__startswith="competence.", valid_from__lte=clock.today()
        )
        .order_by("valid_from", "set_at")
        .values_list("key", "value")
    )
    return replace(actor, collaborations=(replace(place, settings=dict(rows)),))
