"""What the actor may read, as it is exported: read a handful at a time, so that no transaction is long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.files.passages.blocks import ENDINGS, Form
from kollega.knowledge.cards import queries as card_queries
from kollega.knowledge.cards import rules as card_rules
from kollega.knowledge.export.texts import CardText, DocumentText, Ground, ListText
from kollega.knowledge.lists import queries as list_queries
from kollega.knowledge.lists import rules as list_rules
from kollega.knowledge.models.cards import CardLink, CardReference, Status
from kollega.knowledge.models.documents import (
    DocumentArea,
    DocumentEdition,
    DocumentPassage,
    KnowledgeDocument,
)
from kollega.swedish.references import Reference

AT_ONCE = 20


@dataclass(frozen=True)
class Contents:
    """Ids of what there is, in the order it is exported."""

    cards: tuple[UUID, ...]
    documents: tuple[UUID, ...]
    lists: tuple[UUID, ...]

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.documents) + len(self.lists)


@dataclass(frozen=True)
class Original:
    """A document's file as it was brought in: how it ends, and how large it is."""

    edition_id: UUID
    ending: str
    size: int


def contents(actor: Actor) -> Contents:
    """What the actor may read and that stands: published cards, documents and lists. Three statements."""
    here = {"collaboration_id": actor.collaboration_id}
    cards = card_rules.readable(actor).filter(status=Status.PUBLISHED)
    documents = KnowledgeDocument.objects.filter(**here, removed_at__isnull=True)
    lists = list_rules.readable(actor).filter(withdrawn_at__isnull=True)
    return Contents(
        *(
            tuple(rows.order_by("sort_key", "id").values_list("id", flat=True))
            for rows in (cards, documents, lists)
        )
    )


def _day(moment: datetime | date | None) -> str:
    if isinstance(moment, datetime):
        moment = clock.local(moment).date()
    return moment.isoformat() if moment else ""


def _only(actor: Actor, only_municipality_id: UUID | None) -> str:
    return actor.municipality_name if only_municipality_id else ""


def cards(actor: Actor, ids: Sequence[UUID]) -> list[CardText]:
    """Cards as they stand. Who asked what a card came from is not known here, nor from what it came."""
    here = {"collaboration_id": actor.collaboration_id}
    rows = {
        each.id: each
        for each in card_queries.with_areas(card_rules.readable(actor).filter(pk__in=ids))
    }
    cited: dict[UUID, list[str]] = {}
    for row in CardReference.objects.filter(**here, card_id__in=ids).order_by(
        "sfs", "chapter", "section"
    ):
        of = Reference(row.sfs, row.chapter, row.section)
        cited.setdefault(row.card_id, []).append(of.ref)
    related: dict[UUID, list[str]] = {}
    for link in CardLink.objects.filter(Q(card_id__in=ids) | Q(other_id__in=ids), **here):
        related.setdefault(link.card_id, []).append(str(link.other_id))
        related.setdefault(link.other_id, []).append(str(link.card_id))
    found = []
    for each in ids:
        card = rows.get(each)
        if card is None:
            continue
        line = card_queries.line(actor, card)
        found.append(
            CardText(
                id=str(card.id),
                title=str(card.title),
                answer=str(card.answer),
                body=str(card.body),
                areas=line.areas,
                grounds=tuple(
                    Ground(kind.value, tuple(lines)) for kind, lines in card_queries.grounds(card)
                ),
                sureness=card.sureness,
                state=line.state.value,
                municipality=line.municipality,
                owner=line.owner,
                only_for=_only(actor, card.only_municipality_id),
                check_by=_day(card.check_by),
                published=_day(card.published_at),
                changed=_day(card.saved_at),
                related=tuple(sorted(related.get(card.id, []))),
                references=tuple(cited.get(card.id, [])),
            )
        )
    return found


def document(actor: Actor, document_id: UUID) -> tuple[DocumentText, Original | None] | None:
    """A document with its passages under their headings, and its file where there is one."""
    here = {"collaboration_id": actor.collaboration_id, "document_id": document_id}
    row = (
        KnowledgeDocument.objects.filter(
            collaboration_id=actor.collaboration_id, pk=document_id, removed_at__isnull=True
        )
        .select_related("municipality")
        .first()
    )
    if row is None:
        return None
    edition = (
        DocumentEdition.objects.filter(**here, number=row.edition, data__isnull=False)
        .only("id", "form", "size")
        .first()
    )
    passages = DocumentPassage.objects.filter(**here, edition__number=F("document__edition"))
    areas = DocumentArea.objects.filter(**here).order_by("area__sort_key")
    made = DocumentText(
        id=str(row.id),
        title=str(row.title),
        body=_body(list(passages.order_by("number").only("path", "text"))),
        source=str(row.source),
        dated=_day(row.day),
        areas=tuple(areas.values_list("area__title", flat=True)),
        municipality=row.municipality.name,
        only_for=_only(actor, row.only_municipality_id),
    )
    return made, _original(edition)


def _original(edition: DocumentEdition | None) -> Original | None:
    if edition is None:
        return None
    return Original(edition.id, ENDINGS[Form(edition.form)], edition.size)


def _body(passages: Sequence[DocumentPassage]) -> str:
    """The passages under their headings; a heading stands once, where it begins."""
    lines: list[str] = []
    before: list[str] = []
    for each in passages:
        path = [part for part in str(each.path).split("\n") if part]
        same = 0
        while same < min(len(path), len(before)) and path[same] == before[same]:
            same += 1
        lines += [f"{'#' * min(depth + 2, 6)} {path[depth]}" for depth in range(same, len(path))]
        lines.append(str(each.text))
        before = path
    return "\n\n".join(lines)


def original(actor: Actor, edition_id: UUID) -> bytes:
    """The file itself; empty where it is gone since."""
    row = (
        DocumentEdition.objects.filter(collaboration_id=actor.collaboration_id, pk=edition_id)
        .values_list("data", flat=True)
        .first()
    )
    return bytes(row) if row else b""


def reading_list(actor: Actor, list_id: UUID) -> tuple[ListText, list[list_queries.Thing]] | None:
    """A list with what is on it that the actor may read."""
    row = list_rules.readable(actor).filter(pk=list_id, withdrawn_at__isnull=True).first()
    if row is None:
        return None
    things = [each for each in list_queries.things(actor, row) if not each.is_gone]
    made = ListText(
        id=str(row.id),
        title=str(row.title),
        audience=str(row.audience),
        municipality=row.municipality.name,
        only_for=_only(actor, row.only_municipality_id),
    )
    return replace(made, body=_things(things)), things


def _things(things: Sequence[list_queries.Thing]) -> str:
    lines = []
    for number, each in enumerate(things, 1):
        why = f"\n   {' '.join(each.why.split())}" if each.why else ""
        lines.append(f"{number}. **{each.title}** ({each.kind.lower()}){why}")
    return "\n".join(lines)
