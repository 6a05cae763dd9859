"""Pins follow their words into a new edition of the document."""

from kollega.core.actor import Actor
from kollega.knowledge.documents import likeness
from kollega.knowledge.models import DocumentEdition, DocumentPassage, KnowledgeDocument, Pin

LEAST = 0.3
"""What a passage must have in common with the pinned one, where its heading is the same."""
LEAST_ELSEWHERE = 0.6


def follow(actor: Actor, document: KnowledgeDocument, edition: DocumentEdition) -> int:
    """Move the document's pins to the passages that say the same in this edition; how many moved. Those
    that are unpinned too: pinned again, they say what holds.

    A pin whose words are nowhere stays with the old edition, and is shown to those who keep pins.
    """
    here = {"collaboration_id": actor.collaboration_id, "document": document}
    pins = list(Pin.objects.filter(**here, part__isnull=False).select_related("part"))
    if not pins:
        return 0
    new = list(DocumentPassage.objects.filter(**here, edition=edition).order_by("number"))
    sketches = [likeness.sketch([str(each.text)]) for each in new]
    moved = 0
    for pin in pins:
        old = pin.part
        if old is None or old.edition_id == edition.id:
            continue
        mine = likeness.sketch([str(old.text)])
        scored = [
            (likeness.alike(mine, theirs), str(each.path) == str(old.path), each)
            for each, theirs in zip(new, sketches, strict=True)
        ]
        share, same_heading, best = max(
            scored, key=lambda each: (each[0] + 0.2 * each[1], -each[2].number)
        )
        if share >= (LEAST if same_heading else LEAST_ELSEWHERE):
            Pin.objects.filter(collaboration_id=actor.collaboration_id, pk=pin.pk).update(part=best)
            moved += 1
    return moved
