"""A person's notices as the list shows them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, Window

from kollega.core import clock, notices
from kollega.core.actor import Actor
from kollega.core.models.notice import Channel, Notice, Status

PER_PAGE = 20
LOOKED_THROUGH = 4
"""So many rows for each that is shown on 'Min dag', since some tell the same."""


@dataclass(frozen=True)
class Shown:
    """One notice: its words, where it leads, when it came (Swedish time), whether it is unread."""

    event_id: UUID
    text: str
    room: str
    url: str
    at: datetime
    unread: bool
    urgent: bool


def listed(actor: Actor, page: str | int) -> "Page[Notice]":
    """A page of the actor's notices on screen: unread first, then the latest. Two statements."""
    rows = Notice.objects.filter(account_id=actor.account_id, channel=Channel.SCREEN)
    ordered = rows.order_by(F("read_at").desc(nulls_first=True), "-created_at", "id")
    return Paginator(ordered, PER_PAGE).get_page(page)


def waiting(actor: Actor, *, most: int, but: str) -> tuple[list[Shown], int]:
    """The newest unread notices of all rooms but one (its key), and how many are unread in all.

    What is told twice of the same subject is shown once. One statement, which saves the page the
    badge's.
    """
    passed_over = [each.key for each in notices.kinds() if each.room.key == but]
    rows = list(
        Notice.objects.filter(
            account_id=actor.account_id, channel=Channel.SCREEN, status=Status.WAITING
        )
        .annotate(all=Window(Count("*")), passed=Q(kind__in=passed_over))
        .order_by("passed", "-created_at", "id")[: max(most, 1) * LOOKED_THROUGH]
    )
    unread = rows[0].__dict__["all"] if rows else 0
    newest: dict[tuple[str, UUID], Notice] = {}
    for each in rows:
        if not each.__dict__["passed"]:
            newest.setdefault((each.kind, each.subject_id), each)
    return [shown(each) for each in list(newest.values())[:most]], unread


def shown(row: Notice) -> Shown:
    """A row with the words of its kind; one whose room is gone leads nowhere but says so."""
    try:
        kind = notices.kind(row.kind)
    except KeyError:
        kind = notices.GONE
    return Shown(
        event_id=row.event_id,
        text=str(kind.text),
        room=str(kind.room.label),
        url=kind.url(row.subject_id),
        at=clock.local(row.created_at),
        unread=row.read_at is None,
        urgent=kind.urgent,
    )
