"""Who may see a reading list and change it. `list_for` is the only way to one."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kollega.core import gate
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.knowledge.models.lists import ReadingItem, ReadingList

KIND = "reading_list"


def readable(actor: Actor) -> QuerySet[ReadingList]:
    """The lists that exist for the actor. What was taken back stays with those who may put it back."""
    rows = ReadingList.objects.filter(collaboration_id=actor.collaboration_id)
    if not actor.has(Role.COORDINATOR):
        rows = rows.filter(Q(withdrawn_at__isnull=True) | Q(municipality_id=actor.municipality_id))
    return rows.select_related("municipality", "owner")


def list_for(actor: Actor, list_id: UUID, *, lock: bool = False) -> ReadingList:
    """The gate: a list, or 404."""
    return gate.one(readable(actor), KIND, list_id, lock=lock)


def item_of(actor: Actor, stored: ReadingList, item_id: UUID) -> ReadingItem:
    """Something on a list that the gate has let through, or 404."""
    found = ReadingItem.objects.filter(
        collaboration_id=actor.collaboration_id, reading_list=stored, pk=item_id
    ).first()
    if found is None:
        raise not_found()
    return found


def edit(actor: Actor, stored: ReadingList) -> Ability:
    """Change what is on the list, and take it away from its readers."""
    answers = stored.municipality_id == actor.municipality_id or actor.has(Role.COORDINATOR)
    return allow(
        "edit",
        actor.colleague_id is not None and answers,
        _("Bara kommunen som ansvarar för läslistan kan ändra den."),
    )
