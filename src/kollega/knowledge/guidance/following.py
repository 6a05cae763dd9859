"""Pins follow their words into a new edition of the document."""

from uuid import UUID

from django.db import connection

from kollega.core.actor import Actor
from kollega.knowledge.documents import likeness
from kollega.knowledge.models import DocumentEdition, DocumentPassage, KnowledgeDocument

LEAST = 0.3
"""What a passage must have in common with the pinned one, where its heading is the same."""
LEAST_ELSEWHERE = 0.6


def follow(actor: Actor, document: KnowledgeDocument, edition: DocumentEdition) -> int:
    """Move the document's pins to the passages that say the same in this edition; how many moved.

    Also what others have pinned for their own municipality alone, which her own eyes do not reach. A pin
    whose words are nowhere stays with the old edition, and is shown to those who keep pins.
    """
    here = {"collaboration_id": actor.collaboration_id, "document": document}
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_pinned_parts(%s)", [document.id])
        pinned = [row[0] for row in cursor.fetchall()]
    old = list(DocumentPassage.objects.filter(**here, pk__in=pinned).exclude(edition=edition))
    new = list(DocumentPassage.objects.filter(**here, edition=edition).order_by("number"))
    if not old or not new:
        return 0
    sketches = [likeness.sketch([str(each.text)]) for each in new]
    moves: list[tuple[UUID, UUID]] = []
    for part in old:
        mine = likeness.sketch([str(part.text)])
        scored = [
            (likeness.alike(mine, theirs), str(each.path) == str(part.path), each)
            for each, theirs in zip(new, sketches, strict=True)
        ]
        share, same_heading, best = max(
            scored, key=lambda each: (each[0] + 0.2 * each[1], -each[2].number)
        )
        if share >= (LEAST if same_heading else LEAST_ELSEWHERE):
            moves.append((part.id, best.id))
    with connection.cursor() as cursor:
        cursor.execute(
            "select knowledge_move_pins(%s, %s::uuid[], %s::uuid[])",
            [document.id, [each[0] for each in moves], [each[1] for each in moves]],
        )
        return int(cursor.fetchone()[0])
