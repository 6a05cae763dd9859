"""Why something is pinned, while that is taken down: seen by the one who assesses it, and corrected with
it. It is shown to nobody meanwhile, and goes where that is destroyed (`knowledge_remove_home`)."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part
from kollega.core.actor import Actor
from kollega.knowledge.cards.finding import KIND as CARD
from kollega.knowledge.documents.rules import KIND as DOCUMENT
from kollega.knowledge.models import Pin

FOLLOWS = "pin_"
TEXTS = """
    select p.id::text, 'why', p.why, false from knowledge_pin p
    where p.why <> '' and (p.card_id = %(subject)s or p.document_id = %(subject)s)"""


def nothing(_actor: Actor, _subject_id: UUID) -> None:
    """What is pinned is joined as nothing while it is closed, and its pins are removed with it."""


def put_back(actor: Actor, subject_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Let what was corrected say the new; a pin whose reason is removed goes."""
    pins = Pin.objects.filter(
        Q(card_id=subject_id) | Q(document_id=subject_id), collaboration_id=actor.collaboration_id
    )
    for key, new in changed.items():
        if not key.startswith(FOLLOWS):
            continue
        for pin in pins.filter(pk=key.removeprefix(FOLLOWS)):
            documents.replace(
                actor,
                pin.passage_id,
                new.passage_id if new.text else None,
                only_municipality_id=pin.only_municipality_id,
            )
            mine = pins.filter(pk=pin.pk)
            if new.text:
                mine.update(why=new.text, passage_id=new.passage_id)
            else:
                mine.delete()


def _part(pin_id: str, _field: str, said: str, _earlier: bool) -> Part:
    return Part(f"{FOLLOWS}{pin_id}", _("Det som vägleder"), said, may_be_removed=True)


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
