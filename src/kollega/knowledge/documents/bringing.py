"""A document that was read becomes one that is kept: through the gate, with its passages findable.

The page and the command bring documents in by this way alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Max

from kollega.border import drafts
from kollega.border.gate import Cleared
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.files.passages import Passage, Reading
from kollega.knowledge.documents import facts_of_edition, likeness, looking_over, searching
from kollega.knowledge.documents.looking_over import Decided
from kollega.knowledge.documents.rules import KIND, document_for
from kollega.knowledge.guidance import following
from kollega.knowledge.guidance.jobs import follow_everywhere
from kollega.knowledge.models import (
    DocumentArea,
    DocumentEdition,
    DocumentPassage,
    KnowledgeDocument,
)
from kollega.swedish import sort_key

PURPOSE, FACTS = "document", facts_of_edition.PURPOSE
"""What the gate is told that the texts are: what a document says, and what it is called."""
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_KEY = 200, 300, facts_of_edition.LONGEST_KEY
CHECK_MONTHS = 12
BATCH = 500


@dataclass(frozen=True)
class Terms:
    """What was chosen for a document: `replaces` is the one that this is a new edition of."""

    title: str
    source: str = ""
    day: date | None = None
    area_ids: tuple[UUID, ...] = ()
    only_own: bool = True
    check_by: date | None = None
    replaces: UUID | None = None


@dataclass(frozen=True)
class Came:
    """What came: its digest and size, whether somebody looked at what no program reads, the import."""

    digest: bytes
    size: int
    run_id: UUID
    looked: bool = False


def bring(
    actor: Actor, reading: Reading, terms: Terms, came: Came, decided: Decided
) -> KnowledgeDocument:
    """Keep the document, or its new edition, and make it findable.

    Raises:
        NotCleared: something in it is neither replaced nor explained.
        Http404: the document to replace is not there for the actor, or not hers to change (403).
    """
    before = None
    if terms.replaces is not None:
        before = document_for(actor, terms.replaces, need="edit", lock=True)
    stays_home = terms.only_own if before is None else before.only_municipality_id is not None
    places = drafts.places_of(actor)
    facts, renamed = looking_over.clear(
        actor,
        {
            "title": terms.title.strip()[:LONGEST_TITLE],
            "source": terms.source.strip()[:LONGEST_SOURCE],
        },
        purpose=FACTS,
        decided=decided,
        places=places,
        stays_home=stays_home,
    )
    texts, changed = looking_over.clear(
        actor,
        dict(_texts(reading.passages)),
        purpose=PURPOSE,
        decided=decided,
        places=places,
        stays_home=stays_home,
        looked_at=["pictures"] if came.looked and reading.needs_eyes else [],
    )
    if before is not None:
        facts_of_edition.keep(actor, before)
    document = _document(actor, before, terms, facts, stays_home=stays_home)
    if before is None or terms.area_ids:
        set_areas(actor, document, terms.area_ids)
    keeps_file = (
        not (changed or renamed)
        and (stays_home or came.looked or not reading.needs_eyes)
        and looking_over.may_stay(
            reading.beside, decided=decided, places=places, stays_home=stays_home
        )
    )
    edition = _edition(actor, document, reading, came, texts.passage_id, keeps_file=keeps_file)
    facts_of_edition.keep(actor, document)
    _passages(edition, reading.passages, texts)
    if before is not None:
        following.follow(actor, document, edition)
        follow_everywhere.defer(document_id=document.id, collaboration_id=document.collaboration_id)
    searching.index(actor, document)
    access.audit(
        actor,
        "knowledge_document.renew" if before else "knowledge_document.bring",
        KIND,
        document.id,
    )
    return document


def _texts(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Each text under a name: headings once, however many passages stand under them."""
    paths: dict[tuple[str, ...], int] = {}
    for number, each in enumerate(passages, 1):
        yield f"t{number}", each.text
        if each.path and each.path not in paths:
            paths[each.path] = number
            yield f"h{number}", "\n".join(each.path)


def _document(
    actor: Actor,
    before: KnowledgeDocument | None,
    terms: Terms,
    facts: Cleared,
    *,
    stays_home: bool,
) -> KnowledgeDocument:
    document = before or KnowledgeDocument(
        id=uuid4(),
        collaboration_id=actor.collaboration_id,
        only_municipality_id=actor.municipality_id if stays_home else None,
        municipality_id=actor.municipality_id,
        owner_id=actor.colleague_id,
        edition=0,
        version=0,
    )
    document.title, document.source = facts["title"], facts["source"]
    document.passage_id = facts.passage_id
    document.sort_key = sort_key(str(facts["title"]))[:LONGEST_KEY]
    document.day = terms.day
    document.check_by = terms.check_by or months_ahead(clock.today(), CHECK_MONTHS)
    document.checked_on = clock.today()
    document.version += 1
    document.changed_at = clock.now()
    if before is None:
        document.edition = 1
        document.save(force_insert=True)
    else:
        numbers = DocumentEdition.objects.filter(
            collaboration_id=actor.collaboration_id, document=document
        )
        document.edition = (numbers.aggregate(last=Max("number"))["last"] or 0) + 1
        document.save()
    return document


def _edition(
    actor: Actor,
    document: KnowledgeDocument,
    reading: Reading,
    came: Came,
    passage_id: UUID,
    *,
    keeps_file: bool,
) -> DocumentEdition:
    edition = DocumentEdition(
        collaboration_id=actor.collaboration_id,
        only_municipality_id=document.only_municipality_id,
        document=document,
        number=document.edition,
        form=reading.form,
        size=len(reading.clean) if keeps_file else 0,
        pages=reading.pages,
        words=reading.words,
        digest=came.digest,
        shingles=likeness.sketch(each.text for each in reading.passages),
        left=[[str(each.why), each.count, list(each.pages)] for each in reading.left],
        data=reading.clean if keeps_file else None,
        day=document.day,
        passage_id=passage_id,
        run_id=came.run_id,
        brought_by_id=actor.colleague_id,
    )
    edition.save(force_insert=True)
    return edition


def _passages(edition: DocumentEdition, passages: Sequence[Passage], texts: Cleared) -> None:
    paths: dict[tuple[str, ...], int] = {}
    rows = []
    for number, each in enumerate(passages, 1):
        heading = paths.setdefault(each.path, number) if each.path else 0
        rows.append(
            DocumentPassage(
                collaboration_id=edition.collaboration_id,
                only_municipality_id=edition.only_municipality_id,
                edition=edition,
                document_id=edition.document_id,
                number=number,
                level=each.level,
                path=texts[f"h{heading}"] if heading else "",
                text=texts[f"t{number}"],
                page=each.page,
                passage_id=texts.passage_id,
            )
        )
    DocumentPassage.objects.bulk_create(rows, batch_size=BATCH)


def set_areas(actor: Actor, document: KnowledgeDocument, area_ids: Sequence[UUID]) -> None:
    """Let the document belong to these areas and no others."""
    rows = DocumentArea.objects.filter(collaboration_id=actor.collaboration_id, document=document)
    rows.exclude(area_id__in=area_ids).delete()
    there = set(rows.values_list("area_id", flat=True))
    DocumentArea.objects.bulk_create(
        DocumentArea(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=document.only_municipality_id,
            document=document,
            area_id=each,
        )
        for each in dict.fromkeys(area_ids)
        if each not in there
    )


def months_ahead(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    return date(year, month + 1, 28)
