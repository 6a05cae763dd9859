"""Other cards to read with a card."""

from dataclasses import dataclass

from kollega.core.actor import Actor
from kollega.knowledge.cards import finding
from kollega.knowledge.cards.queries.lists import CardLine, for_ids
from kollega.knowledge.models.cards import (
    Card,
    CardLink,
)


@dataclass(frozen=True)
class RelatedChoice:
    """A card that may be read with another."""

    line: CardLine
    is_chosen: bool


def related_choices(actor: Actor, card: Card) -> list[RelatedChoice]:
    """Those chosen already, and cards about the same things. Four statements."""
    here = {"collaboration_id": actor.collaboration_id}
    chosen = {
        *card.links.filter(**here).values_list("other_id", flat=True),
        *CardLink.objects.filter(**here, other=card).values_list("card_id", flat=True),
    }
    alike = finding.alike(actor, card)
    lines = for_ids(actor, [*chosen, *alike])
    ordered = [*sorted(chosen & lines.keys(), key=lambda each: lines[each].title)]
    ordered += [each for each in alike if each in lines and each not in chosen]
    return [RelatedChoice(lines[each], each in chosen) for each in ordered if each != card.id]
