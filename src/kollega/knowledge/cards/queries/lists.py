"""Lists of cards, and a card as a line of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import get_language

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.cards import rules
from kollega.knowledge.cards.standing import COLOURS, WORDS, State, card_state, in_state
from kollega.knowledge.models.cards import (
    Card,
    CardArea,
    CardReference,
    Status,
    Sureness,
)
from kollega.swedish.references import Reference
from kollega.ui.parts import StateKind

PAGE = 20


@dataclass(frozen=True)
class CardLine:
    """A card in a list, or beside something else."""

    id: UUID
    url: str
    title: str
    answer: str
    state: State
    state_words: str
    colour: StateKind
    areas: tuple[str, ...]
    municipality: str
    owner: str
    check_by: date | None
    is_own: bool
    is_unreviewed_example: bool
    sureness: str


@dataclass(frozen=True)
class CardPage:
    """A page of a list and whether there is another."""

    lines: tuple[CardLine, ...]
    number: int
    has_next: bool


def with_areas(rows: QuerySet[Card]) -> QuerySet[Card]:
    """The cards with the titles of their areas, in the same statement."""
    areas = CardArea.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef("pk")
    ).order_by("place")
    return rows.annotate(
        area_titles=ArraySubquery(
            areas.values(row=JSONObject(sv=F("area__title"), en=F("area__title_en")))
        )
    )


def line(actor: Actor, card: Card) -> CardLine:
    """The card as a line; its row comes from `with_areas(rules.readable(actor))`."""
    state = card_state(actor, card, has_flags=card.has_flags)  # type: ignore[attr-defined]
    return CardLine(
        id=card.id,
        url=reverse("knowledge:card", args=[card.id]),
        title=str(card.title),
        answer=str(card.answer),
        state=state,
        state_words=str(WORDS[state]),
        colour=COLOURS[state],
        areas=tuple(area_title(each) for each in card.area_titles),  # type: ignore[attr-defined]
        municipality=card.municipality.name,
        owner=card.owner.name if card.owner and rules.owner_is_here(card) else "",
        check_by=card.check_by,
        is_own=card.only_municipality_id is not None,
        is_unreviewed_example=is_unreviewed_example(card),
        sureness=str(Sureness(card.sureness).label),
    )


def is_unreviewed_example(card: Card) -> bool:
    """An example that nobody in the collaboration has read as it stands and found to hold."""
    return card.is_example and (card.reviewed_at is None or card.reviewed_at < card.saved_at)


def is_changed_since_review(card: Card) -> bool:
    """A published card whose text nobody else has read as it stands."""
    seen = card.reviewed_at is not None and card.reviewed_at >= card.saved_at
    return card.status == Status.PUBLISHED and not seen


def area_title(area: Mapping[str, str]) -> str:
    return (get_language() == "en" and area["en"]) or area["sv"]


def _page(actor: Actor, rows: QuerySet[Card], number: int, *, size: int = PAGE) -> CardPage:
    start = (number - 1) * size
    ordered = with_areas(rows).order_by("sort_key", "id")
    found = list(ordered[start : start + size + 1])
    return CardPage(tuple(line(actor, each) for each in found[:size]), number, len(found) > size)


PUBLISHED = (State.PUBLISHED, State.NEEDS_LOOK, State.EXPIRED)


def cards(
    actor: Actor, number: int = 1, *, states: Iterable[State], area_id: UUID | None = None
) -> CardPage:
    """Cards in these states, by title. One statement."""
    wanted = Q()
    for state in states:
        wanted |= in_state(actor, state)
    rows = rules.readable(actor).filter(wanted)
    if area_id is not None:
        rows = rows.filter(pk__in=_in_areas(actor, [area_id]))
    return _page(actor, rows, number)


def _in_areas(actor: Actor, area_ids: Iterable[UUID]) -> QuerySet[CardArea, UUID]:
    """Ids of cards in these areas, below them, or in areas that have gone up in them."""
    ids = list(area_ids)
    return CardArea.objects.filter(
        Q(area_id__in=ids) | Q(area__parent_id__in=ids) | Q(area__merged_into_id__in=ids),
        collaboration_id=actor.collaboration_id,
    ).values_list("card_id", flat=True)


def in_areas(actor: Actor, area_ids: Iterable[UUID], limit: int) -> list[CardLine]:
    """Published cards in these areas, those checked last first. One statement."""
    rows = rules.readable(actor).filter(status=Status.PUBLISHED, pk__in=_in_areas(actor, area_ids))
    ordered = with_areas(rows).order_by("-check_by", "sort_key", "id")
    return [line(actor, each) for each in ordered[:limit]]


def citing(actor: Actor, section: Reference, limit: int) -> list[CardLine]:
    """Published cards that cite this section, those checked last first. One statement; none for
    somebody who is in no collaboration."""
    if actor.collaboration_id is None:
        return []
    cites = CardReference.objects.filter(
        collaboration_id=actor.collaboration_id,
        sfs=section.sfs,
        chapter=section.chapter,
        section=section.section,
    )
    rows = rules.readable(actor).filter(
        status=Status.PUBLISHED, pk__in=cites.values_list("card_id", flat=True)
    )
    ordered = with_areas(rows).order_by("-check_by", "sort_key", "id")
    return [line(actor, each) for each in ordered[:limit]]


def for_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, CardLine]:
    """Those of these cards that the actor may read. One statement."""
    rows = with_areas(rules.readable(actor).filter(pk__in=list(ids)))
    return {each.id: line(actor, each) for each in rows}


def mine(actor: Actor, number: int = 1) -> CardPage:
    """What the actor answers for, and what her municipality does without anybody to name."""
    today = clock.today()
    alone = Q(owner__isnull=True) | Q(owner__left_on__lt=today)
    rows = rules.readable(actor).filter(
        Q(owner_id=actor.colleague_id, owner__isnull=False)
        | Q(alone, municipality_id=actor.municipality_id)
    )
    return _page(actor, rows, number)


def owned_by(actor: Actor, colleague_id: UUID, limit: int) -> list[CardLine]:
    """Published cards that this colleague answers for, by title. One statement."""
    rows = rules.readable(actor).filter(status=Status.PUBLISHED, owner_id=colleague_id)
    return [line(actor, each) for each in with_areas(rows).order_by("sort_key", "id")[:limit]]


def for_the_desk(actor: Actor, *, most: int = 5) -> list[CardLine]:
    """Cards that the actor answers for and that need a look, the most urgent first. One statement."""
    due = Q(check_by__lt=clock.today()) | Q(has_flags=True)
    rows = rules.readable(actor).filter(
        due, status=Status.PUBLISHED, owner_id=actor.colleague_id, owner__isnull=False
    )
    return [line(actor, each) for each in with_areas(rows).order_by("check_by", "id")[:most]]
