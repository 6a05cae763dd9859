"""How a document is taken down with all its editions, put back, corrected and destroyed."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import takedown
from kollega.border.takedown import Changed, Part, Subject
from kollega.core import access, clock
from kollega.core import destruction as journal
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.knowledge.documents import correcting, destruction, rules, searching
from kollega.knowledge.documents.correcting import FILE, HEAD
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.documents.serving import served
from kollega.knowledge.models import DocumentArea, KnowledgeDocument
from kollega.organisation.models import PracticeArea


def look(actor: Actor, document_id: UUID) -> Subject:
    """The gate for somebody who may read it. One without an area is told of under the first there is."""
    document = rules.document_for(actor, document_id)
    here = {"collaboration_id": actor.collaboration_id}
    area = (
        DocumentArea.objects.filter(**here, document=document)
        .values_list("area_id", flat=True)
        .first()
    )
    if area is None:
        area = (
            PracticeArea.objects.filter(**here).order_by("sort_key").values_list("id", flat=True)[0]
        )
    return Subject(area, clock.local(document.added_at).date())


def take_down(actor: Actor, document_id: UUID) -> str:
    """Close it to everybody, in the caller's transaction: pages, search, what is pinned."""
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_take_down_document(%s, %s)", [document_id, clock.now()])
        done = str(cursor.fetchone()[0])
    if done == "now":
        searching.remove(actor, document_id)
    if done:
        access.audit(actor, "knowledge_document.report", KIND, document_id)
    return done


def parts(_actor: Actor, document_id: UUID) -> list[Part]:
    """Its texts while it is down: what it is called, each heading once before its first passage, the
    passages, its files, older editions last."""
    with connection.cursor() as cursor:
        cursor.execute("select part, said, is_old from knowledge_down_document(%s)", [document_id])
        rows = cursor.fetchall()
    labels = {"title": _("Titel"), "source": _("Källa"), FILE: _("Filen"), HEAD: _("Rubrik")}
    return [
        Part(
            key,
            labels.get(key) or labels.get(key.partition("_")[0] + "_", _("Avsnitt")),
            said,
            may_be_removed=key != "title",
            file_id=UUID(key.removeprefix(FILE)) if key.startswith(FILE) else None,
            earlier=is_old,
        )
        for key, said, is_old in rows
    ]


def file(_actor: Actor, document_id: UUID, file_id: UUID) -> HttpResponse:
    """The file of an edition while it is down."""
    with connection.cursor() as cursor:
        cursor.execute("select * from knowledge_down_document_file(%s, %s)", [document_id, file_id])
        row = cursor.fetchone()
    if row is None:
        raise not_found()
    return served(row[0], bytes(row[1]), "dokument")


def _lift(document_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_lift_document(%s)", [document_id])
        return bool(cursor.fetchone()[0])


def put_back(actor: Actor, document_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open it as it was, or with some of its texts changed. What is changed is no longer in its file."""
    if not _lift(document_id):
        raise not_found()
    document = KnowledgeDocument.objects.select_for_update().get(
        collaboration_id=actor.collaboration_id, pk=document_id
    )
    correcting.correct(actor, document, changed)
    document.refresh_from_db()
    if document.removed_at is None:
        searching.index(actor, document)
    access.audit(actor, "knowledge_document.put_back", KIND, document_id)


def destroy(actor: Actor, document_id: UUID, ground: str) -> None:
    """Remove it with its editions; the journal and the log keep that it was.

    Raises:
        ValidationError: somebody has asked for a copy; the caller undoes what was done.
    """
    if not _lift(document_id):
        raise not_found()
    document = KnowledgeDocument.objects.get(
        collaboration_id=actor.collaboration_id, pk=document_id
    )
    if destruction.is_held(actor, document_id):
        raise ValidationError(str(destruction.Held()))
    access.audit(actor, "knowledge_document.destroy", KIND, document_id, reason=ground)
    journal.note(
        actor,
        kind=KIND,
        object_id=document_id,
        ground=ground,
        only_municipality_id=document.only_municipality_id,
    )
    destruction.destroy(actor, document_id)


def _nobody(*_ids: object) -> list[UUID]:
    """Nobody asked for it and nobody had a notice of it: it lies in the bank for all."""
    return []


takedown.register(
    takedown.Kind(
        key=KIND,
        words=gettext_lazy("ett dokument"),
        the=gettext_lazy("dokumentet"),
        page="knowledge:document",
        gate=look,
        take_down=take_down,
        parts=parts,
        put_back=put_back,
        file=file,
        destroy=destroy,
        owners=_nobody,
        noticed=_nobody,
    )
)
# An export has documents and cards in it, each noted for the one who fetches it.
takedown.fetches("knowledge:document_file", "knowledge:document_own_file", "knowledge:export_file")
