"""Writes to documents that are kept: what is said of them, whether they still hold, removing them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.border import gate
from kollega.border.drafts import places_of
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version
from kollega.knowledge.documents import bringing, searching
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.models import DocumentArea, KnowledgeDocument
from kollega.organisation.models import PracticeArea
from kollega.swedish import sort_key


@dataclass(frozen=True)
class Facts:
    """What is said of a document."""

    title: str
    source: str
    day: date | None
    check_by: date | None
    area_ids: Sequence[UUID]


def change(
    actor: Actor,
    document: KnowledgeDocument,
    facts: Facts,
    *,
    version: int,
    reason: str = "",
) -> None:
    """Change what is said of a document; it is locked by the caller. `reason`: why names may stay.

    Raises:
        NotCleared: its new words can point somebody out.
        Conflict: somebody changed it in between.
    """
    title, source = facts.title.strip(), facts.source.strip()
    check_by = facts.check_by or bringing.months_ahead(clock.today(), bringing.CHECK_MONTHS)
    _require_newest(actor, document, replace(facts, check_by=check_by), version)
    if (title, source) != (str(document.title), str(document.source)):
        texts, places = {"title": title, "source": source}, places_of(actor)
        stays_home = document.only_municipality_id is not None
        check = gate.check(texts, places=places, stays_home=stays_home)
        cleared = gate.clear(
            actor,
            texts,
            purpose=bringing.FACTS,
            kept={each.key: reason for each in check.open if reason and each.may_be_kept},
            places=places,
            stays_home=stays_home,
        )
        document.title, document.source = cleared["title"], cleared["source"]
        document.passage_id = cleared.passage_id
        document.sort_key = sort_key(title)[: bringing.LONGEST_KEY]
    document.day, document.check_by = facts.day, check_by
    document.changed_at = clock.now()
    document.save()
    bringing.set_areas(actor, document, facts.area_ids)
    searching.index(actor, document)
    access.audit(actor, "knowledge_document.change", KIND, document.id)


def _require_newest(actor: Actor, document: KnowledgeDocument, facts: Facts, version: int) -> None:
    """Count the version up, or raise Conflict where an old page says something else."""
    there = DocumentArea.objects.filter(
        collaboration_id=actor.collaboration_id, document=document
    ).values_list("area_id", flat=True)
    stored = Facts(
        str(document.title), str(document.source), document.day, document.check_by, list(there)
    )
    theirs, mine = _Said(actor, stored, document.version), _Said(actor, facts, version)
    labels = {
        "title": _("Titel"),
        "source": _("Källa"),
        "day": _("Beslutat eller utgivet"),
        "check_by": _("Ses över senast"),
        "areas": _("Område"),
    }
    said = {name: (label, str(getattr(mine, name))) for name, label in labels.items()}
    back = reverse("knowledge:document", args=[document.id])
    document.version = next_version(theirs, version, said, back=back)


class _Said:
    """What is said of a document, as text, so that two can be held against each other."""

    def __init__(self, actor: Actor, facts: Facts, version: int) -> None:
        self.version = version
        self.title, self.source = facts.title.strip(), facts.source.strip()
        self.day = facts.day.isoformat() if facts.day else ""
        self.check_by = facts.check_by.isoformat() if facts.check_by else ""
        areas = PracticeArea.objects.filter(
            collaboration_id=actor.collaboration_id, pk__in=facts.area_ids
        )
        self.areas = ", ".join(str(each.title) for each in areas.order_by("sort_key"))


def still_holds(actor: Actor, document: KnowledgeDocument) -> None:
    """Somebody has looked: it holds for another year."""
    document.checked_on = clock.today()
    document.check_by = bringing.months_ahead(clock.today(), bringing.CHECK_MONTHS)
    document.version += 1
    document.save(update_fields=["checked_on", "check_by", "version"])
    searching.index(actor, document)
    access.audit(actor, "knowledge_document.check", KIND, document.id)


def remove(actor: Actor, document: KnowledgeDocument) -> None:
    """Take it out of the bank; it can be put back until a rule destroys it."""
    if document.removed_at is None:
        document.removed_at = clock.now()
        document.version += 1
        document.save(update_fields=["removed_at", "version"])
        searching.remove(actor, document.id)
        access.audit(actor, "knowledge_document.remove", KIND, document.id)


def restore(actor: Actor, document: KnowledgeDocument) -> None:
    """Put back what was removed."""
    if document.removed_at is not None:
        document.removed_at = None
        document.version += 1
        document.save(update_fields=["removed_at", "version"])
        searching.index(actor, document)
        access.audit(actor, "knowledge_document.restore", KIND, document.id)
