"""What is not destroyed for now, and why. Whose texts they are, only their municipality knows."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from kollega.border import documents
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time
from kollega.public_documents.models import Hold, Request


def lock(actor: Actor) -> None:
    """Let the municipality's registrars write one at a time, until the transaction ends."""
    one_at_a_time(f"kollega requests {actor.municipality_id}")


def for_request(actor: Actor, request: Request, passages: Collection[UUID]) -> None:
    """A request that is not answered keeps its documents."""
    rows = [
        Hold(municipality_id=actor.municipality_id, passage_id=each, request=request)
        for each in passages
    ]
    Hold.objects.bulk_create(rows, ignore_conflicts=True)
    Hold.objects.filter(municipality_id=actor.municipality_id, request=request).update(until=None)
    documents.hold(actor, passages)


def let_go(actor: Actor, request: Request, passages: Collection[UUID] | None = None) -> None:
    """The request no longer keeps its documents, or these of them; others may."""
    rows = Hold.objects.filter(municipality_id=actor.municipality_id, request=request)
    if passages is not None:
        rows = rows.filter(passage_id__in=list(passages))
    _remove(actor, list(rows))


def _remove(actor: Actor, rows: list[Hold]) -> None:
    passages = {each.passage_id for each in rows}
    mine = Hold.objects.filter(municipality_id=actor.municipality_id)
    mine.filter(pk__in=[each.id for each in rows]).delete()
    still = set(mine.filter(passage_id__in=passages).values_list("passage_id", flat=True))
    documents.release(actor, passages - still)


def hold(actor: Actor, passage_id: UUID) -> None:
    """The registrar keeps a document from being destroyed, until she says otherwise."""
    Hold.objects.get_or_create(
        municipality_id=actor.municipality_id,
        passage_id=passage_id,
        request=None,
    )
    documents.hold(actor, [passage_id])
    access.audit(actor, "document.hold", "document", passage_id)


def release(actor: Actor, passage_id: UUID) -> None:
    """Let the rules apply again to a document that she had kept."""
    rows = Hold.objects.filter(
        municipality_id=actor.municipality_id, passage_id=passage_id, request=None
    )
    _remove(actor, list(rows))
    access.audit(actor, "document.release", "document", passage_id)


def end_old(actor: Actor, today: date) -> int:
    """Holds whose last day has passed; how many. A job's, each night."""
    rows = list(Hold.objects.filter(municipality_id=actor.municipality_id, until__lt=today))
    _remove(actor, rows)
    return len(rows)


def held_here(actor: Actor, passages: Collection[UUID]) -> dict[UUID, Hold]:
    """Of these passages, those that are kept, and by what."""
    rows = Hold.objects.filter(
        municipality_id=actor.municipality_id, passage_id__in=list(passages)
    ).select_related("request")
    return {each.passage_id: each for each in rows}
