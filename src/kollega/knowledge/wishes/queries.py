"""Reads of what has been wished for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.api import as_seen, hides_name
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.models import Commission, HelpCount, Wish, WishMark
from kollega.search import kinds

PAGE = 20


@dataclass(frozen=True)
class WishLine:
    """A wish in a list. `ordered` says of whom a card is ordered, empty where it is not."""

    id: UUID
    word: str
    area: str
    area_id: UUID | None
    people: int
    state: Wish.State
    tone: str
    told_on: date
    ordered: str = ""
    since: date | None = None
    card_id: UUID | None = None


TONES = {
    Wish.State.OPEN: "mind",
    Wish.State.ORDERED: "info",
    Wish.State.ASKED: "info",
    Wish.State.ANSWERED: "good",
}


def wishes(actor: Actor, number: int = 1, *, done: bool = False) -> tuple[list[WishLine], bool]:
    """A page of what waits, or of what is done, and whether there is another. Two statements."""
    rows = Wish.objects.filter(collaboration_id=actor.collaboration_id).select_related("area")
    answered = {"state": Wish.State.ANSWERED}
    rows = rows.filter(**answered) if done else rows.exclude(**answered)
    start = (number - 1) * PAGE
    found = list(rows.order_by("-people", "word")[start : start + PAGE + 1])
    orders = {
        each.wish_id: each
        for each in Commission.objects.filter(
            collaboration_id=actor.collaboration_id,
            wish__in=[row.id for row in found if row.state == Wish.State.ORDERED],
            ended_at__isnull=True,
        )
        .annotate(is_hidden=hides_name("colleague_id"))
        .select_related("municipality", "colleague__municipality")
    }
    return [line(actor, row, orders.get(row.id)) for row in found[:PAGE]], len(found) > PAGE


def first(actor: Actor, most: int = 3) -> list[WishLine]:
    """What most people wait for. One statement."""
    rows = Wish.objects.filter(
        collaboration_id=actor.collaboration_id, state=Wish.State.OPEN
    ).select_related("area")
    return [line(actor, row, None) for row in rows.order_by("-people", "word")[:most]]


def line(actor: Actor, row: Wish, order: Any) -> WishLine:
    """A wish as a line."""
    state = Wish.State(row.state)
    return WishLine(
        row.id,
        row.word,
        row.area.shown_title if row.area else "",
        row.area_id,
        row.people,
        state,
        TONES[state],
        row.told_on,
        ordered=ordered_of(actor, order) if order else "",
        since=clock.local(order.at).date() if order else None,
        card_id=order.card_id if order else None,
    )


def ordered_of(actor: Actor, order: Any) -> str:
    """Of whom a card is ordered: `order` is a commission that tells whether she hides her name."""
    if order.colleague:
        who = as_seen(actor, order.colleague, hides=order.is_hidden)
        if who is not order.colleague:
            return who.name
        return _("%(who)s, %(place)s") % {
            "who": who.name,
            "place": order.municipality.name,
        }
    return str(order.municipality.name)


def marked(actor: Actor, words: Iterable[str]) -> list[str]:
    """Those of these words that count as wished for by the actor. One statement."""
    rows = WishMark.objects.filter(
        account_id=actor.account_id,
        collaboration_id=actor.collaboration_id,
        word__in=list(words),
    )
    return list(rows.order_by("word").values_list("word", flat=True))


@dataclass(frozen=True)
class Unhelpful:
    """Something that many have found and that did not help them."""

    title: str
    url: str
    people: int


def unhelpful(actor: Actor, most: int = 10) -> list[Unhelpful]:
    """What at least five said did not help, of what the actor may open. Two statements."""
    rows = HelpCount.objects.filter(collaboration_id=actor.collaboration_id, helped=False)
    found = list(rows.order_by("-people", "id")[:most])
    shown = kinds.show(actor, [(row.kind, row.object_id, 0) for row in found])
    return [
        Unhelpful(one.title, one.url, row.people)
        for row in found
        if (one := shown.get((row.kind, row.object_id, 0)))
    ]
