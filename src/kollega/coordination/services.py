"""Writes of the room: thanks. What is done with questions is `consultation.steering`."""

from collections.abc import Collection
from uuid import UUID, uuid5

from kollega.coordination.models import Thanks
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague


def thank(
    actor: Actor, *, public_id: UUID, colleague_ids: Collection[UUID], words: str
) -> list[Thanks]:
    """Thank colleagues. The same `public_id` twice thanks once."""
    given = []
    present = Colleague.objects.filter(
        at_work(),
        collaboration_id=actor.collaboration_id,
        pk__in=list(colleague_ids),
    )
    for colleague in present:
        id_ = uuid5(public_id, str(colleague.id))
        if Thanks.objects.filter(collaboration_id=actor.collaboration_id, pk=id_).exists():
            continue
        row = Thanks(
            id=id_,
            collaboration_id=actor.collaboration_id,
            colleague=colleague,
            by_id=actor.colleague_id,
            words=words,
        )
        row.save(force_insert=True)
        access.audit(actor, "thanks.give", "thanks", row.id)
        announce(actor, "thanks.given", subject_kind="thanks", subject_id=row.id)
        given.append(row)
    return given
