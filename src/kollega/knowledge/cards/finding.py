"""Cards in the search: what is indexed of one, and how a hit is shown."""

from uuid import UUID

from kollega.core.actor import Actor
from kollega.knowledge import markdown
from kollega.knowledge.models.cards import Card, CardArea, Status
from kollega.search import index, query

KIND = "card"


def refresh(actor: Actor, card: Card) -> None:
    """Let the card be found by what it says now, or not at all where it is not published."""
    if card.status != Status.PUBLISHED or not card.title:
        index.remove(actor, kind=KIND, object_id=card.id)
        return
    areas = CardArea.objects.filter(collaboration_id=card.collaboration_id, card=card)
    area_ids = list(areas.order_by("place").values_list("area_id", flat=True))
    index.add(
        actor,
        kind=KIND,
        object_id=card.id,
        text="\n".join((card.title, card.answer, markdown.plain(card.body))),
        area_id=area_ids[0] if area_ids else None,
        only_municipality_id=card.only_municipality_id,
    )


def alike(actor: Actor, card: Card, *, most: int = 8) -> list[UUID]:
    """Published cards about the same things, the likest first."""
    said = f"{card.title}\n{card.answer}"
    hits = query.find(actor, said, kind=KIND, limit=most + 1)
    return [each.object_id for each in hits if each.object_id != card.id][:most]
