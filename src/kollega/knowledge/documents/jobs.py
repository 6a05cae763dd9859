"""Reading what was sent, after the answer has gone; by night, what is old is forgotten."""

import logging
from uuid import UUID

from django.db import DatabaseError

from kollega.core import places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.notices import notify
from kollega.files import Reason, Refused
from kollega.knowledge.cards.jobs import managers
from kollega.knowledge.documents import destruction, imports, keeping
from kollega.knowledge.models import ImportFile, KnowledgeDocument
from kollega.organisation.models import Membership

logger = logging.getLogger(__name__)


def _actor(municipality_id: UUID, account_id: UUID) -> Actor:
    return job_for(
        job="knowledge.read_import", municipality_id=municipality_id, account_id=account_id
    )


@job(retry=2)
def read_import(*, run_id: UUID, municipality_id: UUID, account_id: UUID) -> None:
    """Read the import's files, one after the other; each is there as soon as it is read."""
    actor = _actor(municipality_id, account_id)
    while True:
        with acting(actor):
            file = (
                ImportFile.objects.filter(
                    municipality_id=municipality_id,
                    account_id=account_id,
                    run_id=run_id,
                    state=ImportFile.State.WAITING,
                )
                .order_by("number")
                .first()
            )
        if file is None:
            return
        outcome = imports.read(bytes(file.raw or b""), file.name, seconds=imports.SECONDS_LATER)
        try:
            with acting(actor):
                imports.keep_later(actor, file.id, outcome)
        except Exception as error:  # noqa: BLE001 - whatever is in one file, the others are read
            logger.error("a file that was read could not be kept: %s", type(error).__name__)  # noqa: TRY400 - the rest of the error may hold its text
            with acting(actor):
                imports.keep_later(actor, file.id, Refused(Reason.BROKEN))


@nightly
def forget_imports() -> None:
    """Remove what nobody decided on, acting for each account in turn: nobody else can see it."""
    for municipality_id in places.municipalities():
        with acting(
            job_for(job="knowledge.forget_imports", municipality_id=municipality_id), read_only=True
        ):
            staff = Membership.objects.filter(municipality_id=municipality_id)
            accounts = list(staff.values_list("account_id", flat=True).distinct())
        for account_id in accounts:
            owner = _actor(municipality_id, account_id)
            with acting(owner):
                imports.forget_old(owner)


@nightly
def remind_of_documents() -> None:
    """Tell each municipality's people of documents that are to be looked over."""
    for collaboration_id in places.collaborations():
        for municipality_id in places.municipalities(collaboration_id):
            actor = job_for(
                job="knowledge.remind_of_documents",
                collaboration_id=collaboration_id,
                municipality_id=municipality_id,
            )
            with acting(actor):
                keeping.remind(actor)


@listener(keeping.SOON, per_municipality=True)
def tell_soon(actor: Actor, event: Event) -> None:
    """Tell whoever brought it in that it is soon to be looked over."""
    _tell_owner(actor, event, keeping.SOON)


@listener(keeping.DUE, per_municipality=True)
def tell_due(actor: Actor, event: Event) -> None:
    """Tell whoever brought it in that it should have been looked over."""
    _tell_owner(actor, event, keeping.DUE)


def _tell_owner(actor: Actor, event: Event, kind: str) -> None:
    """Tell whoever answers for a document of the job's municipality; the managers where nobody does."""
    document = (
        KnowledgeDocument.objects.filter(
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
            pk=event.subject_id,
        )
        .select_related("owner")
        .first()
    )
    if document is not None:
        notify(keeping.owner_accounts(document) or managers(actor), kind, event)


@nightly
def destroy_removed_documents() -> None:
    """Destroy what was removed long ago: what is shared, and what is each municipality's own."""
    for collaboration_id in places.collaborations():
        for municipality_id in (None, *places.municipalities(collaboration_id)):
            actor = job_for(
                job="knowledge.destroy_removed_documents",
                collaboration_id=collaboration_id,
                municipality_id=municipality_id,
            )
            with acting(actor, read_only=True):
                found = destruction.long_removed(actor)
            for document_id in found:
                try:
                    with acting(actor):
                        destruction.destroy_removed(actor, document_id)
                except DatabaseError:
                    # The next one is not to wait for it; it is tried again next night.
                    logger.exception("a removed document could not be destroyed")
