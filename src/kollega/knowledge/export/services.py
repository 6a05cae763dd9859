"""Asking for an export, making it in steps, and forgetting it."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import date_format

from kollega.core import access, clock
from kollega.core.actor import Actor, acting
from kollega.core.posting import one_at_a_time
from kollega.core.request import not_found
from kollega.knowledge.export import gathering
from kollega.knowledge.export.packing import Pack
from kollega.knowledge.models.lists import Export

KIND, TAKEN = "knowledge_export", "knowledge_taken"
KEPT = timedelta(days=7)
LONGEST_UNDER_WAY = timedelta(hours=6)
"""What is not ready by then will not be: its job was lost."""
MOST_WAITING = 2
"""Exports that one person can have under way at the same time."""
BETWEEN = 5
"""Things between two notes of how far it has come."""


def ask(actor: Actor, *, public_id: UUID, shape: str) -> Export | None:
    """Ask for an export; pressed twice it is one. None where the actor has enough under way."""
    from kollega.knowledge.export.jobs import forget_export, make_export

    one_at_a_time(f"knowledge.export {actor.account_id}")
    mine = _mine(actor)
    found = mine.filter(pk=public_id).first()
    if found is not None:
        return found
    waiting = mine.filter(ready_at__isnull=True, failed_at__isnull=True)
    if waiting.filter(asked_at__gt=clock.now() - LONGEST_UNDER_WAY).count() >= MOST_WAITING:
        return None
    asked = Export(
        id=public_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        collaboration_id=actor.collaboration_id,
        shape=shape,
    )
    asked.save(force_insert=True)
    access.audit(actor, "knowledge_export.ask", KIND, asked.id)
    make_export.defer(
        export_id=asked.id,
        account_id=actor.account_id,
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
    )
    # Forgotten whatever becomes of the making.
    forget_export.defer(
        at=asked.asked_at + KEPT + timedelta(minutes=1),
        account_id=actor.account_id,
        municipality_id=actor.municipality_id,
    )
    return asked


def _mine(actor: Actor) -> QuerySet[Export]:
    return Export.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        collaboration_id=actor.collaboration_id,
    ).defer("data")


def of(actor: Actor) -> list[Export]:
    """What the actor has asked for and may still fetch, the latest first. One statement."""
    return list(_mine(actor).filter(asked_at__gt=clock.now() - KEPT).order_by("-asked_at")[:10])


def last_gone() -> datetime | None:
    """When something was last taken down or destroyed: a file asked for before then may hold it."""
    with connection.cursor() as cursor:
        cursor.execute("select knowledge_last_gone()")
        found: datetime | None = cursor.fetchone()[0]
        return found


def is_lost(asked: Export) -> bool:
    """Whether it is neither made nor will be."""
    waits = asked.ready_at is None and asked.failed_at is None
    return waits and asked.asked_at <= clock.now() - LONGEST_UNDER_WAY


def export_for(actor: Actor, export_id: UUID, *, with_data: bool = False) -> Export:
    """The gate: an export of the actor's own, asked for where she works now, or 404."""
    rows = _mine(actor).filter(pk=export_id, asked_at__gt=clock.now() - KEPT)
    if with_data:
        rows = rows.defer(None).filter(data__isnull=False)
    found: Export | None = rows.first()
    if found is None:
        raise not_found()
    if with_data and (gone := last_gone()) is not None and gone >= found.asked_at:
        raise not_found()
    access.opened(KIND, found.id)
    return found


Tell = Callable[[int, int], None]


def write(actor: Actor, file: IO[bytes], *, is_archive: bool, tell: Tell) -> list[UUID]:
    """Write all that the actor may read as a ZIP, in many short transactions that only read; ids of the
    cards, documents and lists that came into it.

    `tell` is told how many things are done, of how many.
    """
    packed: list[UUID] = []
    with acting(actor, read_only=True):
        there = gathering.contents(actor)
        titles = [(each.id, each.title) for each in gathering.cards(actor, there.cards)]
    place = actor.collaboration
    about = {
        "collaboration": place.name if place else "",
        "municipality": actor.municipality_name,
        "day": date_format(clock.today(), "j F Y"),
    }
    pack = Pack(file, is_archive, about)
    pack.name_cards(titles)
    done = 0
    for ids in _chunks(there.cards, gathering.AT_ONCE):
        with acting(actor, read_only=True):
            for card in gathering.cards(actor, ids):
                pack.card(card)
                packed.append(UUID(card.id))
        done += len(ids)
        tell(done, there.count)
    for document_id in there.documents:
        if _document(actor, pack, document_id):
            packed.append(document_id)
        done += 1
        tell(done, there.count)
    for list_id in there.lists:
        with acting(actor, read_only=True):
            made = gathering.reading_list(actor, list_id)
        if made is not None:
            pack.reading_list(made[0])
            packed.append(list_id)
        done += 1
        tell(done, there.count)
    pack.finish()
    return packed


def _document(actor: Actor, pack: Pack, document_id: UUID) -> bool:
    with acting(actor, read_only=True):
        found = gathering.document(actor, document_id)
        if found is None:
            return False
        made, file = found
        data = gathering.original(actor, file.edition_id) if file else b""
    pack.document(made, data, file.ending if file else "")
    return True


def _chunks(ids: Sequence[UUID], size: int) -> list[Sequence[UUID]]:
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def make(actor: Actor, export_id: UUID) -> bool:
    """Make what was asked for; False where it is made already, or is not wanted any more."""
    with acting(actor):
        asked = _mine(actor).filter(pk=export_id, ready_at__isnull=True).first()
    if asked is None:
        return False

    def tell(done: int, total: int) -> None:
        if done % BETWEEN == 0 or done == total:
            with acting(actor):
                _mine(actor).filter(pk=export_id).update(done=done, total=total)

    with tempfile.TemporaryFile() as file:
        packed = write(actor, file, is_archive=asked.shape == Export.Shape.ARCHIVE, tell=tell)
        file.seek(0)
        data = file.read()
    with acting(actor):
        done = _mine(actor).filter(pk=export_id, ready_at__isnull=True)
        return bool(
            done.update(
                data=data,
                size=len(data),
                contents=packed,
                ready_at=clock.now(),
                failed_at=None,
            )
        )


def fetched(asked: Export) -> None:
    """Whoever fetches the file has read what is in it: should one of those things turn out to point
    somebody out, she is among those who must know."""
    access.opened_many(TAKEN, asked.contents)


def fail(actor: Actor, export_id: UUID) -> None:
    """Note that it could not be made, so that the page says so."""
    with acting(actor):
        _mine(actor).filter(pk=export_id, ready_at__isnull=True).update(failed_at=clock.now())


def forget_old(account_id: UUID, municipality_id: UUID) -> int:
    """Forget what has been there for its time; how many. The caller acts for the account."""
    gone, _by_table = Export.objects.filter(
        account_id=account_id,
        municipality_id=municipality_id,
        asked_at__lt=clock.now() - KEPT,
    ).delete()
    return gone
