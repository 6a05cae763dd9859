"""What has been looked for in vain, by area. See competence/demand/signals.py."""

from collections.abc import Mapping
from uuid import UUID

from kollega.competence.demand import signals
from kollega.competence.demand.signals import Missed
from kollega.core.actor import Actor
from kollega.knowledge.models import Wish


@signals.missed
def wishes(actor: Actor) -> Mapping[UUID, Missed]:
    """Words that wait for an answer, each looked for by at least five. One statement."""
    rows = (
        Wish.objects.filter(collaboration_id=actor.collaboration_id, area__isnull=False)
        .exclude(state=Wish.State.ANSWERED)
        .values_list("area_id", "people")
    )
    found: dict[UUID, Missed] = {}
    for area_id, people in rows:
        before = found.get(area_id, Missed(0, 0))
        found[area_id] = Missed(before.words + 1, before.people + people)
    return found
