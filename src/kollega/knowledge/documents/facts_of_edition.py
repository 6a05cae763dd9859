"""What was said of a document with each edition, so that an edition which is undone takes its own back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.core.actor import Actor
from kollega.knowledge.documents import looking_over
from kollega.knowledge.models import DocumentArea, DocumentEdition, KnowledgeDocument
from kollega.swedish import sort_key

PURPOSE = "document_facts"
LONGEST_KEY = 300
_TOGETHER = (("title", "source"), ("day",), ("check_by", "checked_on"), ("area_ids",))
"""What is said in one breath: taken back together, or not at all."""


def _areas(actor: Actor, document: KnowledgeDocument) -> list[UUID]:
    rows = DocumentArea.objects.filter(collaboration_id=actor.collaboration_id, document=document)
    return sorted(rows.values_list("area_id", flat=True))


def keep(actor: Actor, document: KnowledgeDocument) -> None:
    """Note what is said of the document now with the edition that holds."""
    DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, document=document, number=document.edition
    ).update(
        title=document.title,
        source=document.source,
        day=document.day,
        check_by=document.check_by,
        checked_on=document.checked_on,
        area_ids=_areas(actor, document),
    )


def take_back(
    actor: Actor, document: KnowledgeDocument, undone: DocumentEdition, before: DocumentEdition
) -> None:
    """Let what is said of the document be what was said with the edition before, and save it.

    What somebody has changed since the undone edition came stays as she wrote it.
    """
    now: Mapping[str, Any] = {
        **{name: getattr(document, name) for names in _TOGETHER[:3] for name in names},
        "area_ids": _areas(actor, document),
    }
    for names in _TOGETHER:
        said = {name: getattr(before, name) for name in names}
        if any(now[name] != getattr(undone, name) for name in names) or said.get("title") == "":
            continue
        if "title" in said:
            _rename(actor, document, said)
        elif "area_ids" in said:
            _move(actor, document, said["area_ids"])
        else:
            for name, value in said.items():
                setattr(document, name, value)
    document.save()


def _rename(actor: Actor, document: KnowledgeDocument, said: Mapping[str, Any]) -> None:
    if all(said[name] == getattr(document, name) for name in said):
        return
    if actor.account_id is None:  # a backup was read back: the passage is there already
        document.title, document.source = said["title"], said["source"]
    else:
        cleared = looking_over.clear_again(
            actor,
            {name: str(text) for name, text in said.items()},
            purpose=PURPOSE,
            reason=_("Stod så i utgåvan före"),
            places=drafts.places_of(actor),
            stays_home=document.only_municipality_id is not None,
        )
        document.title, document.source = cleared["title"], cleared["source"]
        document.passage_id = cleared.passage_id
    document.sort_key = sort_key(str(document.title))[:LONGEST_KEY]


def _move(actor: Actor, document: KnowledgeDocument, area_ids: list[UUID]) -> None:
    from kollega.knowledge.documents.bringing import set_areas

    set_areas(actor, document, area_ids)
