"""How a card is taken down with its history, put back, corrected and destroyed; and how it follows what
it was made of."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part, Subject
from kollega.core import access, clock
from kollega.core import destruction as journal
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.knowledge.cards import destruction, finding, links, rules, writing
from kollega.knowledge.cards.forms import LABELS
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.models.cards import Card, CardArea, CardCheck, CardFlag, CardVersion
from kollega.search import index
from kollega.swedish import sort_key

KEY, SOURCE = finding.KIND, "question"
FOLLOWS = "card_"
VERSION, CHECK, FLAG = "version_", "check_", "flag_"
STAYS = ("title", "answer")
"""Without these there is no card."""


def look(actor: Actor, card_id: UUID) -> Subject:
    """The gate for somebody who may read the card."""
    card = rules.card_for(actor, card_id)
    area = CardArea.objects.filter(collaboration_id=actor.collaboration_id, card=card)
    first = area.order_by("place").values_list("area_id", flat=True).first()
    if first is None:
        raise not_found()
    day = clock.local(card.saved_at).date()
    return Subject(first, day, made_of=links.source_of(actor, card))


def take_down(actor: Actor, card_id: UUID) -> str:
    """Close it to everybody, in the caller's transaction: pages, search, notices, letters."""
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_take_down_card(%s, %s)", [card_id, clock.now()])
        done = str(cursor.fetchone()[0])
    if done == "now":
        index.remove(actor, kind=KEY, object_id=card_id)
    if done:
        access.audit(actor, "card.report", "card", card_id)
    return done


def _texts(what: str, which: UUID) -> list[tuple[UUID, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select card, part, said from knowledge_down_texts(%s, %s)", [what, which])
        return list(cursor.fetchall())


def _part(key: str, said: str, *, prefix: str = "") -> Part:
    is_earlier = key.startswith(VERSION)
    return Part(
        prefix + key, _label(key), said, may_be_removed=key not in STAYS, earlier=is_earlier
    )


def _label(key: str) -> str:
    if key in LABELS:
        return _("Kunskapskort: %(part)s") % {"part": LABELS[key].lower()}
    if key.startswith(VERSION):
        return _("Tidigare version av ett kunskapskort")
    return _("Varför kortet stämmer") if key.startswith(CHECK) else _("Påpekande om kortet")


def parts(_actor: Actor, card_id: UUID) -> list[Part]:
    """Its texts while it is down."""
    return [_part(key, said) for _card, key, said in _texts(KEY, card_id)]


def no_file(_actor: Actor, _card_id: UUID, _file_id: UUID) -> HttpResponse:
    """A card has no files."""
    raise not_found()


def _lift(card_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_lift_card(%s)", [card_id])
        return bool(cursor.fetchone()[0])


def put_back(actor: Actor, card_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open it as it was, or with some of its texts changed; one transaction, so that nobody sees
    the old text."""
    if not _lift(card_id):
        raise not_found()
    rows = Card.objects.filter(collaboration_id=actor.collaboration_id, pk=card_id)
    _reopen(actor, rows, changed)
    for source_id in rows.values_list("source_id", flat=True):
        if source_id is not None:
            follow(actor, source_id)  # what it was made of may be down itself


def _reopen(actor: Actor, rows: QuerySet[Card], changed: Mapping[str, Changed]) -> None:
    for card in rows.select_for_update():
        _correct(actor, card, changed)
        card.refresh_from_db()
        finding.refresh(actor, card)
        access.audit(actor, "card.reopen", "card", card.id)


def _correct(actor: Actor, card: Card, changed: Mapping[str, Changed]) -> None:
    """Let some texts say the new. What the card said before goes too: it would tell what was taken
    away."""
    here = {"collaboration_id": card.collaboration_id, "card": card}
    said = {name: changed[name] for name in FIELDS if name in changed}
    if said:
        passage_id = next(iter(said.values())).passage_id
        _replace(actor, card, Card.objects.filter(pk=card.pk), passage_id)
        _remove(actor, card, CardVersion.objects.filter(**here))
        title = said["title"].text if "title" in said else card.title
        Card.objects.filter(collaboration_id=card.collaboration_id, pk=card.pk).update(
            **{name: new.text for name, new in said.items()},
            passage_id=passage_id,
            sort_key=sort_key(title)[: writing.LONGEST_KEY],
            version=F("version") + 1,
        )
    for key, new in changed.items():
        for begins, model, field in (
            (CHECK, CardCheck, "reason"),
            (FLAG, CardFlag, "text"),
        ):
            if key.startswith(begins):
                own = model.objects.filter(**here, pk=key.removeprefix(begins))
                _replace(actor, card, own, new.passage_id if new.text else None)
                words = {field: new.text, "passage_id": new.passage_id}
                own.update(**(words if new.text else {field: "", "passage_id": documents.GONE}))
        if key.startswith(VERSION):
            _remove(actor, card, CardVersion.objects.filter(**here, pk=key.removeprefix(VERSION)))


def _replace(actor: Actor, card: Card, rows: QuerySet[Any], new: UUID | None) -> None:
    for passage_id in list(rows.values_list("passage_id", flat=True)):
        documents.replace(actor, passage_id, new, only_municipality_id=card.only_municipality_id)


def _remove(actor: Actor, card: Card, rows: QuerySet[CardVersion]) -> None:
    """Remove earlier versions. A passage that the card still rests on, since somebody brought an older
    version back, is no text that is gone: the registrar finds it, and the journal does not name it.
    """
    here = {"collaboration_id": card.collaboration_id}
    versions = CardVersion.objects.filter(**here, card=card)
    gone = set(rows.values_list("id", flat=True))
    others: list[UUID] = []
    for model in (Card.objects.filter(**here, pk=card.pk), versions.exclude(pk__in=gone)):
        others += model.values_list("passage_id", flat=True)
    _replace(actor, card, versions.filter(pk__in=gone).exclude(passage_id__in=others), None)
    versions.filter(pk__in=gone).delete()


def destroy(actor: Actor, card_id: UUID, ground: str) -> None:
    """Remove it with its history; the journal and the log keep that it was, and when.

    Raises:
        ValidationError: somebody has asked for a copy; the caller undoes what was done.
    """
    if not _lift(card_id):
        raise not_found()
    _destroy(actor, card_id, ground)


def _destroy(actor: Actor, card_id: UUID, ground: str) -> None:
    card = Card.objects.get(collaboration_id=actor.collaboration_id, pk=card_id)
    if Card.objects.filter(destruction.held(actor), pk=card.pk).exists():
        raise ValidationError(
            _("Någon har begärt ut kortet. Det kan förstöras när det är besvarat.")
        )
    access.audit(actor, "card.destroy", "card", card_id, reason=ground)
    journal.note(
        actor,
        kind=KEY,
        object_id=card_id,
        ground=ground,
        only_municipality_id=card.only_municipality_id,
    )
    destruction.destroy(actor, card_id)


def owners(_card_id: UUID) -> list[UUID]:
    """Nobody asked: whoever answers for the card assesses it."""
    return []


def noticed(_actor: Actor, _card_id: UUID) -> list[UUID]:
    """Notices about cards go to those who answer for them only."""
    return []


# --- What a card was made of ----------------------------------------------------------------------


def follow(actor: Actor, source_id: UUID) -> None:
    """Close cards where what they were made of is down, open them where it is not."""
    rows = Card.objects.filter(collaboration_id=actor.collaboration_id, source_id=source_id)
    opened = list(rows.values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_follow_source(%s, %s)", [source_id, clock.now()])
    if takedown.is_down(source_id):
        for card_id in opened:
            index.remove(actor, kind=KEY, object_id=card_id)


def destroy_with_source(actor: Actor, source_id: UUID, ground: str) -> None:
    """Remove the cards made of something that pointed somebody out: they say what that says.

    Raises:
        ValidationError: somebody has asked for a copy; the caller undoes what was done.
    """
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_lift_made(%s)", [source_id])
        made = [row[0] for row in cursor.fetchall()]
    for card_id in made:
        _destroy(actor, card_id, ground)


def put_back_with_source(actor: Actor, source_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open cards with what they were made of, and change what was corrected."""
    follow(actor, source_id)
    rows = Card.objects.filter(collaboration_id=actor.collaboration_id, source_id=source_id)
    for card_id in list(rows.values_list("id", flat=True)):
        own = f"{FOLLOWS}{card_id}_"
        mine = {key.removeprefix(own): new for key, new in changed.items() if key.startswith(own)}
        _reopen(actor, rows.filter(pk=card_id), mine)


TEXTS_WITH_SOURCE = """
    select card::text, part, said, false from knowledge_down_texts('question', %(subject)s)"""
"""The texts of cards that are down with what they were made of."""


def _part_with_source(card_id: str, key: str, said: str, _earlier: bool) -> Part:
    return _part(key, said, prefix=f"{FOLLOWS}{card_id}_")


takedown.register(
    takedown.Kind(
        key=KEY,
        words=gettext_lazy("ett kunskapskort"),
        the=gettext_lazy("kortet"),
        page="knowledge:card",
        gate=look,
        take_down=take_down,
        parts=parts,
        put_back=put_back,
        file=no_file,
        destroy=destroy,
        owners=owners,
        noticed=noticed,
    )
)
takedown.follow(
    SOURCE,
    takedown.Follower(
        FOLLOWS,
        take_down=follow,
        put_back=put_back_with_source,
        destroy=follow,
        texts=TEXTS_WITH_SOURCE,
        part=_part_with_source,
        destroy_first=destroy_with_source,
    ),
)
takedown.fetches("knowledge:card_pdf")
