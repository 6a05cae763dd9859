"""What is held of a person's documents and pins, given to her and forgotten when she has left."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.knowledge.models import (
    DocumentEdition,
    ImportFile,
    ImportRun,
    KnowledgeDocument,
    Pin,
)

MOST = 2000


@exports(gettext_lazy("Dokument du har tagit in"))
def brought(actor: Actor) -> Rows:
    """Editions that she brought in, newest first."""
    if actor.colleague_id is None:
        return
    rows = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, brought_by_id=actor.colleague_id
    ).select_related("document")
    for row in rows.defer("data", "shingles").order_by("-brought_at")[:MOST]:
        yield {
            _("Intaget"): row.brought_at,
            _("Dokument"): str(row.document.title),
            _("Utgåva"): row.number,
        }


@exports(gettext_lazy("Filer du har lagt in för att ta in"))
def sent(actor: Actor) -> Rows:
    """Files of her imports, newest first."""
    rows = ImportFile.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).defer("raw", "made", "reading")
    for row in rows.order_by("-changed_at")[:MOST]:
        yield {
            _("När"): row.changed_at,
            _("Fil"): row.name,
            _("Läge"): str(row.get_state_display()),
        }


@exports(gettext_lazy("Stycken du har fäst vid ett moment i arbetet"))
def pinned(actor: Actor) -> Rows:
    """Her pins with why, newest first."""
    if actor.colleague_id is None:
        return
    rows = Pin.objects.filter(
        collaboration_id=actor.collaboration_id, pinned_by_id=actor.colleague_id
    )
    for row in rows.order_by("-pinned_at")[:MOST]:
        yield {_("Fäst"): row.pinned_at, _("Varför"): str(row.why)}


@forgets
def forget(actor: Actor) -> None:
    """What she was about to bring in goes; what she brought in stays, without her name."""
    mine = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    if actor.collaboration_id is None:
        ImportRun.objects.filter(**mine).delete()
        return
    if actor.colleague_id is None:
        return
    here = {"collaboration_id": actor.collaboration_id}
    KnowledgeDocument.objects.filter(**here, owner_id=actor.colleague_id).update(owner=None)
    DocumentEdition.objects.filter(**here, brought_by_id=actor.colleague_id).update(brought_by=None)
    Pin.objects.filter(**here, pinned_by_id=actor.colleague_id).update(pinned_by=None)
