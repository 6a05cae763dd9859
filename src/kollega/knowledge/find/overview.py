"""What the knowledge bank's first page tells: how much there is, what is new, what needs a look."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, Value
from django.urls import reverse

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.cards import rules
from kollega.knowledge.lists.news import in_areas
from kollega.knowledge.models.cards import CardArea, Status
from kollega.organisation.api import Area

MOST = 5


@dataclass(frozen=True)
class AreaLine:
    """An area with how many published cards it holds, those of the areas below it included."""

    id: UUID
    title: str
    cards: int
    below: "tuple[AreaLine, ...]" = ()


@dataclass(frozen=True)
class CardLink:
    """A card by its title."""

    url: str
    title: str
    owner: str
    day: date | None
    is_own: bool


def counts(actor: Actor) -> dict[UUID, int]:
    """Area → published cards that the actor may read. One statement."""
    rows = (
        CardArea.objects.filter(
            collaboration_id=actor.collaboration_id, card__status=Status.PUBLISHED
        )
        .values_list("area_id")
        .annotate(cards=Count("card_id", distinct=True))
    )
    return dict(rows)


def areas(tree: list[Area], counted: Mapping[UUID, int]) -> list[AreaLine]:
    """The areas with cards in them, in the tree's order; a card in two areas below counts in both."""
    lines = []
    for top in tree:
        below = tuple(
            AreaLine(each.id, each.title, counted[each.id])
            for each in top.children
            if each.id in counted
        )
        own = counted.get(top.id, 0)
        if own or below:
            cards = own + sum(each.cards for each in below)
            lines.append(AreaLine(top.id, top.title, cards, below))
    return lines


def new_and_due(
    actor: Actor, followed: Collection[UUID] = ()
) -> tuple[list[CardLink], list[CardLink]]:
    """The latest published cards, and those that need a look: in the areas that the actor follows, where
    she follows any. One statement."""
    published = rules.readable(actor).filter(status=Status.PUBLISHED).select_related(None)
    said = {
        "about": F("title"),
        "where": F("municipality__name"),
        "only": F("only_municipality_id"),
    }
    names = ("list", "id", "about", "where", "on", "only")
    newest = (
        published.annotate(list=Value("new"), on=F("published_at__date"), **said)
        .order_by("-published_at", "id")
        .values_list(*names)[:MOST]
    )
    near = Q()
    if followed:
        here = CardArea.objects.filter(in_areas(followed), collaboration_id=actor.collaboration_id)
        near = Q(pk__in=here.values("card_id"))
    due = (
        published.filter(Q(check_by__lt=clock.today()) | Q(has_flags=True), near)
        .annotate(list=Value("due"), on=F("check_by"), **said)
        .order_by("check_by", "id")
        .values_list(*names)[:MOST]
    )
    found: dict[str, list[CardLink]] = {"new": [], "due": []}
    for which, card_id, title, owner, day, only in newest.union(due, all=True):
        url = reverse("knowledge:card", args=[card_id])
        found[which].append(CardLink(url, str(title), owner, day, only is not None))
    return found["new"], found["due"]
