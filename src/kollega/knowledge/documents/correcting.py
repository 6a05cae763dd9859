"""Correcting a document that was taken down: the old words are left nowhere, and what is not changed
stays what it was.

A whole edition has one passage through the gate. So that nothing goes on under a passage which the
journal says is gone, an edition of which anything is changed passes anew, all of it.
"""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from kollega.border import documents, drafts
from kollega.border.gate import Cleared
from kollega.border.takedown import Changed
from kollega.core.actor import Actor
from kollega.knowledge.documents import destruction, likeness, looking_over
from kollega.knowledge.documents.bringing import BATCH, FACTS, LONGEST_KEY, PURPOSE
from kollega.knowledge.models import DocumentEdition, DocumentPassage, KnowledgeDocument
from kollega.swedish import sort_key

TEXT, HEAD, FILE = "text_", "head_", "file_"
"""What the names of a document's parts begin with, as `knowledge_down_document` gives them."""
_NAMES = ("title", "source")


def correct(actor: Actor, document: KnowledgeDocument, changed: Mapping[str, Changed]) -> None:
    """Let the document, locked and open again, say the new in every edition that is told of."""
    here = {"collaboration_id": actor.collaboration_id, "document": document}
    if not changed.keys().isdisjoint(_NAMES):
        _correct_facts(actor, document, changed)
    for edition in DocumentEdition.objects.filter(**here).defer("data").order_by("number"):
        _correct_edition(actor, document, edition, changed)


def _cleared(
    actor: Actor, document: KnowledgeDocument, texts: Mapping[str, str], purpose: str
) -> Cleared:
    """Through the gate: what may stay was decided on before, or by the one who has just assessed it."""
    return looking_over.clear_again(
        actor,
        texts,
        purpose=purpose,
        reason=_("Stod kvar när dokumentet rättades"),
        places=drafts.places_of(actor),
        stays_home=document.only_municipality_id is not None,
    )


def _replace(actor: Actor, document: KnowledgeDocument, old: UUID, new: UUID) -> None:
    documents.replace(actor, old, new, only_municipality_id=document.only_municipality_id)


def _correct_facts(
    actor: Actor, document: KnowledgeDocument, changed: Mapping[str, Changed]
) -> None:
    texts = {
        name: str(changed[name].text if name in changed else getattr(document, name))
        for name in _NAMES
    }
    cleared = _cleared(actor, document, texts, FACTS)
    _replace(actor, document, document.passage_id, cleared.passage_id)
    KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id, pk=document.pk
    ).update(
        title=cleared["title"],
        source=cleared["source"],
        sort_key=sort_key(str(cleared["title"]))[:LONGEST_KEY],
        passage_id=cleared.passage_id,
        version=F("version") + 1,
    )
    # What it was called before would come back with an older edition.
    DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, document=document
    ).update(title=cleared["title"], source=cleared["source"])


def _correct_edition(
    actor: Actor,
    document: KnowledgeDocument,
    edition: DocumentEdition,
    changed: Mapping[str, Changed],
) -> None:
    rows = DocumentPassage.objects.filter(
        collaboration_id=actor.collaboration_id, edition=edition
    ).order_by("number")
    stay, gone, texts = [], [], dict[str, str]()
    names = dict[str, str]()
    is_changed = f"{FILE}{edition.id}" in changed
    for row in rows:
        new = changed.get(f"{TEXT}{row.id}")
        path = _path(edition, str(row.path), changed)
        is_changed = is_changed or new is not None or path != str(row.path)
        if new is not None and not new.text:
            gone.append(row.id)
            continue
        stay.append(row)
        texts[f"t{row.number}"] = str(new.text if new is not None else row.text)
        if path:
            texts[names.setdefault(path, f"h{row.number}")] = path
        row.path = path
    if not is_changed:
        return
    cleared = _cleared(actor, document, texts, PURPOSE)
    for row in stay:
        row.text = cleared[f"t{row.number}"]
        row.path = cleared[names[row.path]] if row.path else ""
        row.passage_id = cleared.passage_id
    if gone:
        destruction.remove_home(document.pk, gone)
        rows.filter(pk__in=gone).delete()
    DocumentPassage.objects.bulk_update(stay, ["text", "path", "passage_id"], batch_size=BATCH)
    DocumentEdition.objects.filter(collaboration_id=actor.collaboration_id, pk=edition.pk).update(
        # What is changed in a text still stands in its file.
        data=None,
        size=0,
        shingles=likeness.sketch(str(each.text) for each in stay),
        passage_id=cleared.passage_id,
    )
    _replace(actor, document, edition.passage_id, cleared.passage_id)


def _path(edition: DocumentEdition, path: str, changed: Mapping[str, Changed]) -> str:
    """The headings, a line for each, as they are to be. A heading is changed wherever it stands."""
    lines = []
    for line in path.split("\n"):
        digest = hashlib.md5(line.encode(), usedforsecurity=False).hexdigest()
        new = changed.get(f"{HEAD}{edition.id}_{digest}")
        lines.append(line if new is None else " ".join(new.text.split()))
    return "\n".join(filter(None, lines))
