"""What reading lists say of a card or a document that is taken down: not shown meanwhile, seen by the one
who assesses it, and changed, kept or destroyed with it."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part
from kollega.core.actor import Actor
from kollega.knowledge.cards.finding import KIND as CARD
from kollega.knowledge.documents.rules import KIND as DOCUMENT
from kollega.knowledge.models.lists import NO_TEXT, ReadingItem

FOLLOWS = "reading_"
TEXTS = """
    select i.id::text, 'why', i.why, false from knowledge_readingitem i
    where i.object_id = %(subject)s and i.why <> ''"""


def nothing(_actor: Actor, _subject_id: UUID) -> None:
    """What is said of something is not shown while that is closed, and goes where it goes
    (`knowledge_remove_home`)."""


def put_back(actor: Actor, subject_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Let the sentences that were corrected say the new."""
    rows = ReadingItem.objects.filter(collaboration_id=actor.collaboration_id, object_id=subject_id)
    for key, new in changed.items():
        if not key.startswith(FOLLOWS):
            continue
        for item in rows.filter(pk=key.removeprefix(FOLLOWS)):
            documents.replace(
                actor,
                item.passage_id,
                new.passage_id if new.text else None,
                only_municipality_id=item.only_municipality_id,
            )
            words = (
                {"why": new.text, "passage_id": new.passage_id}
                if new.text
                else {"why": "", "passage_id": NO_TEXT}
            )
            rows.filter(pk=item.pk).update(**words)


def _part(item_id: str, _field: str, said: str, _earlier: bool) -> Part:
    return Part(f"{FOLLOWS}{item_id}", _("Ur en läslista"), said, may_be_removed=True)


for kind in (CARD, DOCUMENT):
    takedown.follow(
        kind,
        takedown.Follower(
            FOLLOWS,
            take_down=nothing,
            put_back=put_back,
            destroy=nothing,
            texts=TEXTS,
            part=_part,
        ),
    )
