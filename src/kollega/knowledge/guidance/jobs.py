"""What municipalities have pinned for themselves follows a new edition: whoever brings it sees only her own."""

from uuid import UUID

from kollega.core import places
from kollega.core.actor import acting, job_for
from kollega.core.jobs import job
from kollega.knowledge.guidance import following
from kollega.knowledge.models import DocumentEdition, KnowledgeDocument


@job()
def follow_everywhere(*, document_id: UUID, collaboration_id: UUID) -> None:
    """Let every municipality's own pins follow into the edition that holds."""
    for municipality_id in places.municipalities(collaboration_id):
        actor = job_for(
            job="knowledge.follow_everywhere",
            collaboration_id=collaboration_id,
            municipality_id=municipality_id,
        )
        with acting(actor):
            document = KnowledgeDocument.objects.filter(
                collaboration_id=collaboration_id, pk=document_id
            ).first()
            if document is None:
                continue
            editions = DocumentEdition.objects.filter(
                collaboration_id=collaboration_id, document=document, number=document.edition
            )
            edition = editions.defer("data").first()
            if edition is not None:
                following.follow(actor, document, edition)
