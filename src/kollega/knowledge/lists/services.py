"""Writes: reading lists and what is on them, and what one has read.

Every text passes the recognition gate; a list of the own municipality alone passes it for that one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kollega.border import drafts, gate, takedown
from kollega.border.models import Draft
from kollega.core import access, clock, destruction
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, next_version
from kollega.knowledge.models.lists import NO_TEXT, ItemRead, ReadingItem, ReadingList
from kollega.swedish import sort_key

PURPOSE, ITEM = "reading_list", "reading_item"
FIELDS = ("title", "audience")
WHY = ("why",)
LABELS = {"title": _("Rubrik"), "audience": _("För vem?")}
WHY_LABEL = _("Varför ska man läsa det?")
LONGEST_KEY = 200
MOST_ITEMS = 60


@dataclass(frozen=True)
class Item:
    """Something to read: a card or a document's passage by its id, a section by its reference."""

    kind: str
    object_id: UUID | None = None
    part: int = 0
    ref: str = ""
    why: str = ""


class TooMany(Exception):
    """A list has room for so many and no more."""


def create(
    actor: Actor,
    *,
    title: str,
    audience: str = "",
    items: Sequence[Item] = (),
    only_own: bool = False,
    key: str = "",
    is_example: bool = False,
    public_id: UUID | None = None,
    kept: Mapping[str, str] | None = None,
) -> ReadingList:
    """A new list with what is on it, owned by the actor; an example by nobody. With a `key` it is made once.

    `kept`: findings of the gate that may stand, with reasons.

    Raises:
        NotCleared: something in the texts can point a person out.
        TooMany: more items than a list has room for.
    """
    if key:
        here = ReadingList.objects.filter(collaboration_id=actor.collaboration_id, key=key)
        if (found := here.first()) is not None:
            return found
    if len(items) > MOST_ITEMS:
        raise TooMany
    cleared = gate.clear(
        actor,
        {"title": title, "audience": audience},
        purpose=PURPOSE,
        kept=kept,
        places=drafts.places_of(actor),
        stays_home=only_own,
    )
    made = _add(actor, cleared, only_own=only_own, public_id=public_id)
    if is_example:
        made.owner_id = None  # nobody here has made it: the municipality answers for it
    made.key, made.is_example = key, is_example
    made.save(update_fields=["key", "is_example", "owner"])
    ReadingItem.objects.bulk_create(
        [_item(actor, made, place, each, kept) for place, each in enumerate(items)]
    )
    return made


def create_from(actor: Actor, draft: Draft, *, only_own: bool) -> ReadingList:
    """The draft as a new list; it keeps the draft's id, so that sending twice finds the first.

    Raises:
        NotCleared: something is neither replaced nor explained.
    """
    cleared = drafts.clear(actor, draft, FIELDS, stays_home=only_own)
    made = _add(actor, cleared, only_own=only_own, public_id=draft.id)
    drafts.gone(draft)
    return made


def _add(
    actor: Actor, cleared: gate.Cleared, *, only_own: bool, public_id: UUID | None
) -> ReadingList:
    made = ReadingList(
        id=public_id or uuid4(),
        collaboration_id=actor.collaboration_id,
        only_municipality_id=actor.municipality_id if only_own else None,
        municipality_id=actor.municipality_id,
        owner_id=actor.colleague_id,
        title=cleared["title"],
        audience=cleared["audience"],
        passage_id=cleared.passage_id,
        sort_key=sort_key(cleared["title"])[:LONGEST_KEY],
    )
    made.save(force_insert=True)
    access.audit(actor, "reading_list.make", "reading_list", made.id)
    return made


def _item(
    actor: Actor,
    made: ReadingList,
    place: int,
    item: Item,
    kept: Mapping[str, str] | None = None,
) -> ReadingItem:
    row = ReadingItem(
        id=uuid4(),
        collaboration_id=made.collaboration_id,
        only_municipality_id=made.only_municipality_id,
        reading_list=made,
        place=place,
        kind=item.kind,
        object_id=item.object_id,
        part=item.part,
        ref=item.ref,
    )
    if item.why.strip():
        cleared = gate.clear(
            actor,
            {"why": item.why},
            purpose=ITEM,
            kept=kept,
            places=drafts.places_of(actor),
            stays_home=made.only_municipality_id is not None,
        )
        row.why, row.passage_id = cleared["why"], cleared.passage_id
    return row


def change(actor: Actor, stored: ReadingList, draft: Draft, *, version: int) -> ReadingList:
    """Let the list be called what the draft says. `stored` is locked.

    Raises:
        Conflict: somebody else has changed it since.
        NotCleared: something is neither replaced nor explained.
    """
    texts = {name: str(draft.body.get(name, "")).strip() for name in FIELDS}
    said = {name: (str(LABELS[name]), texts[name]) for name in FIELDS}
    new = next_version(stored, version, said, back=_back(stored))
    if any(str(getattr(stored, name)) != texts[name] for name in FIELDS):
        cleared = drafts.clear(actor, draft, FIELDS, stays_home=bool(stored.only_municipality_id))
        stored.title, stored.audience = cleared["title"], cleared["audience"]
        stored.passage_id = cleared.passage_id
        stored.sort_key = sort_key(stored.title)[:LONGEST_KEY]
        stored.version, stored.changed_at = new, clock.now()
        stored.save()
        access.audit(actor, "reading_list.change", "reading_list", stored.id)
    drafts.gone(draft)
    return stored


def _touch(actor: Actor, stored: ReadingList) -> None:
    stored.changed_at = clock.now()
    stored.save(update_fields=["changed_at"])
    access.audit(actor, "reading_list.change", "reading_list", stored.id)


def _items(stored: ReadingList) -> list[ReadingItem]:
    rows = ReadingItem.objects.filter(collaboration_id=stored.collaboration_id, reading_list=stored)
    return list(rows.order_by("place"))


def add_item(
    actor: Actor, stored: ReadingList, item: Item, *, kept: Mapping[str, str] | None = None
) -> ReadingItem:
    """Put something last on the list; what is there already is found. `stored` is locked.

    Raises:
        NotCleared: the sentence can point a person out.
        TooMany: the list is full.
    """
    here = ReadingItem.objects.filter(collaboration_id=stored.collaboration_id, reading_list=stored)
    same = here.filter(kind=item.kind, object_id=item.object_id, part=item.part, ref=item.ref)
    if (found := same.first()) is not None:
        return found
    last = here.aggregate(last=Max("place"))["last"]
    if here.count() >= MOST_ITEMS:
        raise TooMany
    row = _item(actor, stored, 0 if last is None else last + 1, item, kept)
    row.save(force_insert=True)
    _touch(actor, stored)
    return row


def move(actor: Actor, stored: ReadingList, item_id: UUID, *, up: bool) -> None:
    """Let an item change places with the one before it, or after. `stored` is locked."""
    rows = _items(stored)
    at = next((n for n, each in enumerate(rows) if each.id == item_id), None)
    if at is None:
        return
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    one, other = rows[at], rows[to]
    one.place, other.place = other.place, one.place
    ReadingItem.objects.bulk_update([one, other], ["place"])
    _touch(actor, stored)


def remove_item(actor: Actor, stored: ReadingList, item_id: UUID) -> Item | None:
    """Take something off the list; what it was. `stored` is locked."""
    row = next((each for each in _items(stored) if each.id == item_id), None)
    if row is None:
        return None
    ReadingItem.objects.filter(collaboration_id=stored.collaboration_id, pk=item_id).delete()
    _touch(actor, stored)
    return Item(row.kind, row.object_id, row.part, row.ref, str(row.why))


def withdraw(actor: Actor, stored: ReadingList) -> None:
    """Take the list away from its readers; it can be put back."""
    if stored.withdrawn_at is None:
        stored.withdrawn_at = clock.now()
        stored.save(update_fields=["withdrawn_at"])
        access.audit(actor, "reading_list.withdraw", "reading_list", stored.id)


def put_back(actor: Actor, stored: ReadingList) -> None:
    """Undo that it was taken away."""
    if stored.withdrawn_at is not None:
        stored.withdrawn_at = None
        stored.save(update_fields=["withdrawn_at"])
        access.audit(actor, "reading_list.put_back", "reading_list", stored.id)


def mark_read(actor: Actor, item_ids: Collection[UUID], *, read: bool) -> None:
    """Note that one has read this, or has not. Nobody else can see it, and no log tells."""
    mine = ItemRead.objects.filter(account_id=actor.account_id, item_id__in=list(item_ids))
    if not read:
        mine.delete()
        return
    ItemRead.objects.bulk_create(
        [ItemRead(account_id=actor.account_id, item_id=each) for each in item_ids],
        ignore_conflicts=True,
    )


def lift(list_id: UUID) -> bool:
    """Open a list that is down, for the one who assesses it and for jobs; whether it was theirs to open."""
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_lift_list(%s)", [list_id])
        return bool(cursor.fetchone()[0])


@destruction.destroys("reading_list")
def destroy(actor: Actor, list_id: UUID) -> bool:
    """Remove a list with what is on it; whether it was there."""
    lift(list_id)  # a backup may have brought it back as it was while it was taken down
    takedown.release(actor, "reading_list", list_id)
    gone, _by_table = ReadingList.objects.filter(
        collaboration_id=actor.collaboration_id, pk=list_id
    ).delete()
    return gone > 0


def _back(stored: ReadingList) -> str:
    """Where whoever lets another's text stand goes on."""
    return reverse("knowledge:edit_list", args=[stored.id])


def base_of(item: ReadingItem) -> int:
    """A number for the sentence as it stands; 0 where there is none."""
    return item.passage_id.int and 1 + item.passage_id.int % 10_000_000


def say_why(
    actor: Actor, stored: ReadingList, item: ReadingItem, draft: Draft, *, base: int
) -> None:
    """Say why something is worth reading; nothing takes the sentence away. `stored` is locked, and
    `base` is the `base_of` what was changed.

    Raises:
        Conflict: somebody else has written another sentence since.
        NotCleared: something is neither replaced nor explained.
    """
    why = str(draft.body.get("why", "")).strip()
    if why != str(item.why):
        if base != base_of(item):
            fields = {"why": (str(WHY_LABEL), str(item.why), why)}
            raise Conflict(version=base_of(item), fields=fields, back=_back(stored))
        if why:
            cleared = drafts.clear(actor, draft, WHY, stays_home=bool(stored.only_municipality_id))
            item.why, item.passage_id = cleared["why"], cleared.passage_id
        else:
            ReadingItem.objects.filter(pk=item.pk).update(why="", passage_id=NO_TEXT)
            item.refresh_from_db()
        item.save(update_fields=["why", "passage_id"])
        _touch(actor, stored)
    drafts.gone(draft)
