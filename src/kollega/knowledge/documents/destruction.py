"""Destruction: documents that were removed, editions of an import that was undone."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kollega.border import documents as own_texts
from kollega.core import clock, destruction
from kollega.core.actor import Actor
from kollega.knowledge.documents import facts_of_edition, searching
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.guidance import following
from kollega.knowledge.models import DocumentEdition, DocumentPassage, KnowledgeDocument

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


def remove_home(document_id: UUID, parts: Iterable[UUID] | None = None) -> None:
    """Remove what any municipality has pinned of the document, or of these passages of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select knowledge_remove_document_home(%s, %s::uuid[])",
            [document_id, None if parts is None else list(parts)],
        )


def _delete_edition(edition: DocumentEdition) -> None:
    parts = DocumentPassage.objects.filter(
        collaboration_id=edition.collaboration_id, edition=edition
    )
    remove_home(edition.document_id, parts.values_list("id", flat=True))
    edition.delete()


def destroy_edition(actor: Actor, edition: DocumentEdition, *, ground: str) -> None:
    """Remove an edition and let the one before it hold; the whole document where it was the only one.

    Raises:
        Held: somebody has asked for a copy.
    """
    # Read now and locked: another edition of it may have been undone just before.
    document = KnowledgeDocument.objects.select_for_update(of=("self",)).get(
        collaboration_id=actor.collaboration_id, pk=edition.document_id
    )
    if is_held(actor, document.id):
        raise Held
    others = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, document=document
    ).exclude(pk=edition.pk)
    before = others.defer("data").order_by("-number").first()
    whole = before is None
    destruction.note(
        actor,
        kind=KIND if whole else EDITION,
        object_id=document.id if whole else edition.id,
        ground=ground,
        only_municipality_id=document.only_municipality_id,
    )
    if before is None:
        destroy(actor, document.id)
    else:
        _step_back(actor, document, edition, before)


def _step_back(
    actor: Actor, document: KnowledgeDocument, edition: DocumentEdition, before: DocumentEdition
) -> None:
    """Remove an edition. Where it is the one that holds, the one before it does again: with what was
    said of it, and what was pinned in it."""
    held = edition.number == document.edition
    if held:
        document.edition = before.number
        following.follow(actor, document, before)
    _delete_edition(edition)
    document.version += 1
    document.changed_at = clock.now()
    if held:
        facts_of_edition.take_back(actor, document, edition, before)
    else:
        document.save(update_fields=["version", "changed_at"])
    if document.removed_at is None:
        searching.index(actor, document)


@destruction.destroys(KIND)
def destroy(actor: Actor, document_id: UUID) -> bool:
    """Remove a document with everything that belongs to it; whether it was there."""
    searching.remove(actor, document_id)
    remove_home(document_id)
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
    before = (
        DocumentEdition.objects.filter(collaboration_id=actor.collaboration_id, document=document)
        .exclude(pk=edition.pk)
        .defer("data")
        .order_by("-number")
        .first()
    )
    if before is None:
        return destroy(actor, document.id)
    _step_back(actor, document, edition, before)
    return True


def long_removed(actor: Actor) -> list[UUID]:
    """Documents that were removed long ago, the oldest first. Jobs."""
    rows = KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id,
        removed_at__lt=clock.now() - REMOVED_KEPT,
    ).order_by("removed_at")
    return list(rows.values_list("id", flat=True)[:MOST])


def destroy_removed(actor: Actor, document_id: UUID) -> bool:
    """Destroy one that was removed long ago, unless somebody has asked for it; whether it was. Jobs."""
    row = (
        KnowledgeDocument.objects.select_for_update()
        .filter(
            collaboration_id=actor.collaboration_id,
            pk=document_id,
            removed_at__lt=clock.now() - REMOVED_KEPT,
        )
        .first()
    )
    if row is None or is_held(actor, row.id):
        return False
    destruction.note(
        actor,
        kind=KIND,
        object_id=row.id,
        ground="knowledge.removed",
        only_municipality_id=row.only_municipality_id,
    )
    return destroy(actor, row.id)
