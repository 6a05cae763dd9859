"""How a reading list is taken down, put back, corrected and destroyed; and what lists say of a card or a
document that is taken down: not shown meanwhile, seen by the one who assesses it, and changed, kept or
destroyed with it."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part, Subject
from kollega.core import access, clock
from kollega.core import destruction as journal
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.knowledge.cards.finding import KIND as CARD
from kollega.knowledge.documents.rules import KIND as DOCUMENT
from kollega.knowledge.lists import rules, services
from kollega.knowledge.lists.services import FIELDS, LABELS, LONGEST_KEY
from kollega.knowledge.models.lists import NO_TEXT, ReadingItem, ReadingList
from kollega.organisation.models import PracticeArea
from kollega.swedish import sort_key

FOLLOWS = "reading_"
TEXTS = """
    select i.id::text, 'why', i.why, false from knowledge_readingitem i
    where i.object_id = %(subject)s and i.why <> ''"""


def nothing(_actor: Actor, _subject_id: UUID) -> None:
    """What is said of something is not shown while that is closed, and goes where it goes
    (`knowledge_remove_home`)."""


def follow_back(actor: Actor, subject_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Let the sentences that were corrected say the new."""
    here = {"collaboration_id": actor.collaboration_id, "object_id": subject_id}
    for key, new in changed.items():
        if key.startswith(FOLLOWS):
            for item in ReadingItem.objects.filter(**here, pk=key.removeprefix(FOLLOWS)):
                _correct_why(actor, item, new)


def _correct_why(actor: Actor, item: ReadingItem, new: Changed) -> None:
    _replace(actor, item, new.passage_id if new.text else None)
    rows = ReadingItem.objects.filter(collaboration_id=item.collaboration_id, pk=item.pk)
    if new.text:
        rows.update(why=new.text, passage_id=new.passage_id)
    else:
        rows.update(why="", passage_id=NO_TEXT)


def _replace(actor: Actor, row: ReadingItem | ReadingList, new: UUID | None) -> None:
    only = row.only_municipality_id
    documents.replace(actor, row.passage_id, new, only_municipality_id=only)


def _part(item_id: str, _field: str, said: str, _earlier: bool) -> Part:
    return Part(f"{FOLLOWS}{item_id}", _("Ur en läslista"), said, may_be_removed=True)


for kind in (CARD, DOCUMENT):
    takedown.follow(
        kind,
        takedown.Follower(
            FOLLOWS,
            take_down=nothing,
            put_back=follow_back,
            destroy=nothing,
            texts=TEXTS,
            part=_part,
        ),
    )


# --- A list itself --------------------------------------------------------------------------------

KEY, WHY = rules.KIND, "why_"


def look(actor: Actor, list_id: UUID) -> Subject:
    """The gate for somebody who may read the list. It has no area, and is told of under the first."""
    stored = rules.list_for(actor, list_id)
    areas = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id)
    area_id = areas.order_by("sort_key").values_list("id", flat=True)[0]
    return Subject(area_id, clock.local(stored.made_at).date())


def take_down(actor: Actor, list_id: UUID) -> str:
    """Close it to everybody, with what is said of each thing on it, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_take_down_list(%s, %s)", [list_id, clock.now()])
        done = str(cursor.fetchone()[0])
    if done:
        access.audit(actor, "reading_list.report", KEY, list_id)
    return done


def parts(_actor: Actor, list_id: UUID) -> list[Part]:
    """Its texts while it is down."""
    with connection.cursor() as cursor:
        cursor.execute("select part, said from knowledge_down_list(%s)", [list_id])
        rows = cursor.fetchall()
    return [
        Part(key, str(LABELS.get(key) or services.WHY_LABEL), said, may_be_removed=key != "title")
        for key, said in rows
    ]


def no_file(_actor: Actor, _list_id: UUID, _file_id: UUID) -> HttpResponse:
    """A list has no files."""
    raise not_found()


def put_back(actor: Actor, list_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open it as it was, or with some of its texts changed."""
    if not services.lift(list_id):
        raise not_found()
    here = {"collaboration_id": actor.collaboration_id}
    stored = ReadingList.objects.select_for_update().get(**here, pk=list_id)
    said = {name: changed[name] for name in FIELDS if name in changed}
    if said:
        passage_id = next(iter(said.values())).passage_id
        _replace(actor, stored, passage_id)
        title = said["title"].text if "title" in said else stored.title
        ReadingList.objects.filter(**here, pk=list_id).update(
            **{name: new.text for name, new in said.items()},
            passage_id=passage_id,
            sort_key=sort_key(title)[:LONGEST_KEY],
            version=F("version") + 1,
        )
    for key, new in changed.items():
        if key.startswith(WHY):
            items = ReadingItem.objects.filter(**here, reading_list=stored)
            for item in items.filter(pk=key.removeprefix(WHY)):
                _correct_why(actor, item, new)
    access.audit(actor, "reading_list.put_back", KEY, list_id)


def destroy(actor: Actor, list_id: UUID, ground: str) -> None:
    """Remove it with what is on it; the journal and the log keep that it was, and when.

    Raises:
        ValidationError: somebody has asked for a copy; the caller undoes what was done.
    """
    if not services.lift(list_id):
        raise not_found()
    here = {"collaboration_id": actor.collaboration_id}
    stored = ReadingList.objects.get(**here, pk=list_id)
    held = documents.held(actor)
    items = ReadingItem.objects.filter(**here, reading_list=stored, passage_id__in=held)
    if items.exists() or ReadingList.objects.filter(**here, pk=list_id, passage_id__in=held):
        raise ValidationError(
            _("Någon har begärt ut läslistan. Den kan förstöras när det är besvarat.")
        )
    access.audit(actor, "reading_list.destroy", KEY, list_id, reason=ground)
    only = stored.only_municipality_id
    journal.note(actor, kind=KEY, object_id=list_id, ground=ground, only_municipality_id=only)
    services.destroy(actor, list_id)


def _nobody(*_ids: object) -> list[UUID]:
    """Nobody asked for it, and nobody had a notice of it: it lies there for all."""
    return []


takedown.register(
    takedown.Kind(
        key=KEY,
        words=gettext_lazy("en läslista"),
        the=gettext_lazy("läslistan"),
        page="knowledge:reading_list",
        gate=look,
        take_down=take_down,
        parts=parts,
        put_back=put_back,
        file=no_file,
        destroy=destroy,
        owners=_nobody,
        noticed=_nobody,
    )
)
takedown.fetches("knowledge:reading_list_pdf")
