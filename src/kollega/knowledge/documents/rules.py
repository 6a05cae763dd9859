"""Who may do what with a document, and the one way to it."""

from uuid import UUID

from django.utils.translation import gettext as _

from kollega.core.actor import Actor, Role
from kollega.core.gate import one
from kollega.core.rules import Ability, allow
from kollega.knowledge.models import KnowledgeDocument

KIND = "knowledge_document"
"""What the log, the journal and the takedown know a document by."""


def document_for(
    actor: Actor, public_id: UUID, *, need: str = "read", lock: bool = False
) -> KnowledgeDocument:
    """The gate to a document. `need`: "read", "edit", or "restore" for one that was removed.

    Raises:
        Http404: it is not there, or not for the actor.
        PermissionDenied: it may be read, and is not the actor's to change.
    """
    rows = KnowledgeDocument.objects.filter(collaboration_id=actor.collaboration_id)
    if need != "restore":
        rows = rows.filter(removed_at__isnull=True)
    found = one(rows.select_related("owner", "municipality"), KIND, public_id, lock=lock)
    if need != "read":
        may_edit(actor, found).require()
    return found


def may_edit(actor: Actor, document: KnowledgeDocument) -> Ability:
    """Whoever brought it in, managers and administrators there; of what is shared the coordinator too."""
    own = document.owner_id is not None and document.owner_id == actor.colleague_id
    there = document.municipality_id == actor.municipality_id
    steers = actor.has(Role.COORDINATOR) and document.only_municipality_id is None
    return allow(
        "edit",
        own or (there and actor.has(Role.MANAGER, Role.ADMINISTRATOR)) or steers,
        _("Dokumentet ändras av den som tog in det, av chefer i den kommunen och av samordnaren."),
    )
