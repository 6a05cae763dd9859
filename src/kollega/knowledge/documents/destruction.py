"""Destruction: documents that were removed, editions of an import that was undone."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.border import documents as own_texts
from kollega.core import clock, destruction
from kollega.core.actor import Actor
from kollega.knowledge.documents import searching
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.models import DocumentEdition, KnowledgeDocument

EDITION = "document_edition"
REMOVED_KEPT = timedelta(days=90)
MOST = 200


class Held(Exception):
    """Somebody has asked for a copy: it may not be destroyed now."""

    def __str__(self) -> str:
        return _("Någon har begärt ut dokumentet. Det kan tas bort när det är besvarat.")


def is_held(actor: Actor, document_id: UUID) -> bool:
    """Whether a text of the document is asked for."""
    here = {"collaboration_id": actor.collaboration_id}
    held = own_texts.held(actor)
    return (
        DocumentEdition.objects.filter(
            **here, document_id=document_id, passage_id__in=held
        ).exists()
        or KnowledgeDocument.objects.filter(**here, pk=document_id, passage_id__in=held).exists()
    )


def destroy_edition(actor: Actor, edition: DocumentEdition, *, ground: str) -> None:
    """Remove an edition and let the one before it hold; the whole document where it was the only one.

    Raises:
        Held: somebody has asked for a copy.
    """
    document = edition.document
    if is_held(actor, document.id):
        raise Held
    others = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, document=document
    ).exclude(pk=edition.pk)
    last = others.order_by("-number").values_list("number", flat=True).first()
    whole = last is None
    destruction.note(
        actor,
        kind=KIND if whole else EDITION,
        object_id=document.id if whole else edition.id,
        ground=ground,
        only_municipality_id=document.only_municipality_id,
    )
    if whole:
        destroy(actor, document.id)
        return
    edition.delete()
    document.edition = last or 1
    document.version += 1
    document.changed_at = clock.now()
    document.save(update_fields=["edition", "version", "changed_at"])
    searching.index(actor, document)


@destruction.destroys(KIND)
def destroy(actor: Actor, document_id: UUID) -> bool:
    """Remove a document with everything that belongs to it; whether it was there."""
    searching.remove(actor, document_id)
    gone, _tables = KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id, pk=document_id
    ).delete()
    return gone > 0


@destruction.destroys(EDITION)
def destroy_again(actor: Actor, edition_id: UUID) -> bool:
    """A backup has brought an edition back that was destroyed."""
    edition = (
        DocumentEdition.objects.filter(collaboration_id=actor.collaboration_id, pk=edition_id)
        .select_related("document")
        .first()
    )
    if edition is None:
        return False
    document = edition.document
    edition.delete()
    last = (
        DocumentEdition.objects.filter(collaboration_id=actor.collaboration_id, document=document)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    if last is None:
        return destroy(actor, document.id)
    document.edition = last
    document.save(update_fields=["edition"])
    searching.index(actor, document)
    return True


def destroy_removed(actor: Actor) -> int:
    """Destroy what was removed long ago and nobody has asked for; how many. Jobs."""
    rows = KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id,
        removed_at__lt=clock.now() - REMOVED_KEPT,
    ).order_by("removed_at")
    count = 0
    for row in rows[:MOST]:
        if is_held(actor, row.id):
            continue
        destruction.note(
            actor,
            kind=KIND,
            object_id=row.id,
            ground="knowledge.removed",
            only_municipality_id=row.only_municipality_id,
        )
        destroy(actor, row.id)
        count += 1
    return count
