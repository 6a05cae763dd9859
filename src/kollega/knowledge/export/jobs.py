"""Exports are made after the answer has gone, and forgotten when their time has passed."""

from dataclasses import replace
from uuid import NAMESPACE_OID, UUID, uuid5

from kollega.core import notices
from kollega.core.actor import Actor, acting
from kollega.core.jobs import job
from kollega.knowledge.export import services
from kollega.organisation.identity import account_with_actors


def _actor(account_id: UUID, municipality_id: UUID, collaboration_id: UUID) -> Actor | None:
    """The one who asked, where she works there still."""
    account = account_with_actors(account_id)
    for each in account.actors if account is not None else ():
        here = (each.municipality_id, each.collaboration_id)
        if here == (municipality_id, collaboration_id):
            return replace(each, job="knowledge.make_export")
    return None


@job(retry=2)
def make_export(
    *, export_id: UUID, account_id: UUID, municipality_id: UUID, collaboration_id: UUID
) -> None:
    """Make the file as the one who asked, with what she may read, and tell her."""
    actor = _actor(account_id, municipality_id, collaboration_id)
    if actor is None:
        return
    try:
        made = services.make(actor, export_id)
    except Exception:
        services.fail(actor, export_id)
        raise
    if made:
        with acting(actor):
            notices.write.defer(
                kind_key="knowledge.export_ready",
                event_id=uuid5(NAMESPACE_OID, f"knowledge.export {export_id}"),
                subject_id=export_id,
                account_ids=[account_id],
            )


@job()
def forget_export(*, account_id: UUID, municipality_id: UUID) -> None:
    """The file has been there for its time."""
    actor = Actor(
        account_id=account_id, municipality_id=municipality_id, job="knowledge.forget_export"
    )
    with acting(actor):
        services.forget_old(account_id, municipality_id)
