"""Reading cards: lists, a card with what stands around it, its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import get_language

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.cards import finding, rules
from kollega.knowledge.cards.flags import MOST_SHOWN
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.cards.standing import COLOURS, WORDS, State, card_state, in_state
from kollega.knowledge.models.cards import (
    Card,
    CardArea,
    CardCheck,
    CardFlag,
    CardLink,
    CardReference,
    CardVersion,
    Ground,
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
        areas=tuple(_title(each) for each in card.area_titles),  # type: ignore[attr-defined]
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


def _title(area: Mapping[str, str]) -> str:
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


def for_the_desk(actor: Actor, *, most: int = 5) -> list[CardLine]:
    """Cards that the actor answers for and that need a look, the most urgent first. One statement."""
    due = Q(check_by__lt=clock.today()) | Q(has_flags=True)
    rows = rules.readable(actor).filter(
        due, status=Status.PUBLISHED, owner_id=actor.colleague_id, owner__isnull=False
    )
    return [line(actor, each) for each in with_areas(rows).order_by("check_by", "id")[:most]]


# --- One card -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Flag:
    """A reason to look the card over."""

    id: UUID
    kind: str
    sfs: str
    chapter: str
    section: str
    since: date | None
    text: str
    by: str
    by_id: UUID | None
    raised_at: datetime

    @property
    def ref(self) -> str:
        """The section in words: '20 kap. 2 § SoL'; empty where the flag is about none."""
        return Reference(self.sfs, self.chapter, self.section).shown if self.sfs else ""


@dataclass(frozen=True)
class Check:
    """Somebody looked the card over."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Around:
    """What stands around a card."""

    areas: tuple[str, ...]
    flags: tuple[Flag, ...]
    last_check: Check | None
    related: tuple[tuple[str, str], ...]
    """(title, address)"""


def around(actor: Actor, card: Card) -> Around:
    """Areas, open flags, the last check and related cards. One statement."""
    row = (
        with_areas(Card.objects.filter(collaboration_id=actor.collaboration_id, pk=card.pk))
        .annotate(flag_rows=_flags(), check_rows=_last_check(), related_rows=_related())
        .values("area_titles", "flag_rows", "check_rows", "related_rows")
        .get()
    )
    checks = [_check(each) for each in row["check_rows"]]
    return Around(
        areas=tuple(_title(each) for each in row["area_titles"]),
        flags=tuple(_flag(each) for each in row["flag_rows"]),
        last_check=checks[0] if checks else None,
        related=tuple(
            (each["title"], reverse("knowledge:card", args=[each["id"]]))
            for each in row["related_rows"]
        ),
    )


def _related() -> ArraySubquery:
    """Published cards that are read with this one, whichever of the two named the other."""
    here = {"collaboration_id": OuterRef("collaboration_id")}
    of_this = OuterRef(OuterRef("pk"))
    rows = Card.objects.filter(
        Q(pk__in=CardLink.objects.filter(card_id=of_this).values("other_id"))
        | Q(pk__in=CardLink.objects.filter(other_id=of_this).values("card_id")),
        **here,
        status=Status.PUBLISHED,
    )
    return ArraySubquery(
        rows.order_by("sort_key", "id").values(row=JSONObject(id="id", title="title"))[:20]
    )


def _flags() -> ArraySubquery:
    rows = CardFlag.objects.filter(
        collaboration_id=OuterRef("collaboration_id"),
        card_id=OuterRef("pk"),
        settled_at__isnull=True,
    ).order_by("raised_at", "id")[:MOST_SHOWN]
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                id="id",
                kind="kind",
                sfs="sfs",
                chapter="chapter",
                section="section",
                since="since",
                text="text",
                by="raised_by__name",
                by_id="raised_by_id",
                raised_at="raised_at",
            )
        )
    )


def _last_check() -> ArraySubquery:
    rows = CardCheck.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef("pk")
    ).order_by("-at")[:1]
    return ArraySubquery(rows.values(row=JSONObject(at="at", by="by__name", reason="reason")))


def _flag(row: Mapping[str, Any]) -> Flag:
    return Flag(
        id=UUID(row["id"]),
        kind=row["kind"],
        sfs=row["sfs"],
        chapter=row["chapter"],
        section=row["section"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        text=row["text"],
        by=row["by"] or "",
        by_id=UUID(row["by_id"]) if row["by_id"] else None,
        raised_at=datetime.fromisoformat(row["raised_at"]),
    )


def _check(row: Mapping[str, Any]) -> Check:
    return Check(datetime.fromisoformat(row["at"]), row["by"] or "", row["reason"])


def open_flags(actor: Actor, card: Card) -> list[Flag]:
    """What says that the card should be looked over. One statement."""
    return flags_and_areas(actor, card)[0]


def flags_and_areas(actor: Actor, card: Card) -> tuple[list[Flag], list[str]]:
    """The card's open flags, and the ids of its areas. One statement."""
    areas = CardArea.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef("pk")
    ).order_by("place")
    row = (
        Card.objects.filter(collaboration_id=actor.collaboration_id, pk=card.pk)
        .annotate(flag_rows=_flags(), area_ids=ArraySubquery(areas.values("area_id")))
        .values("flag_rows", "area_ids")
        .get()
    )
    return [_flag(each) for each in row["flag_rows"]], [str(each) for each in row["area_ids"]]


def grounds(texts: Card | CardVersion) -> list[tuple[Ground, list[str]]]:
    """What the card rests on: each kind that it names, with its lines."""
    found = []
    for kind in Ground:
        lines = [each.strip() for each in str(getattr(texts, kind.value)).splitlines()]
        if any(lines):
            found.append((kind, [each for each in lines if each]))
    return found


# --- History --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionLine:
    """A version in the history. `number` is the card's version; `is_now` the one that stands."""

    number: int
    at: datetime
    by: str
    is_now: bool
    may_be_restored: bool


def versions(actor: Actor, card: Card) -> list[VersionLine]:
    """What the card says and has said, newest first. One statement."""
    rows = CardVersion.objects.filter(collaboration_id=actor.collaboration_id, card=card)
    rows = rows.select_related("saved_by").only(
        "number", "saved_at", "only_municipality_id", "saved_by__name"
    )
    now = VersionLine(
        card.version,
        card.saved_at,
        card.saved_by.name if card.saved_by else "",
        is_now=True,
        may_be_restored=False,
    )
    earlier = [
        VersionLine(
            row.number,
            row.saved_at,
            row.saved_by.name if row.saved_by else "",
            is_now=False,
            may_be_restored=row.only_municipality_id == card.only_municipality_id,
        )
        for row in rows.order_by("-number")[:200]
    ]
    return [now, *earlier]


def version_of(actor: Actor, card: Card, number: int) -> Card | CardVersion | None:
    """What the card said in a version. One statement, none for the one that stands."""
    if number == card.version:
        return card
    return CardVersion.objects.filter(
        collaboration_id=actor.collaboration_id, card=card, number=number
    ).first()


def checks(actor: Actor, card: Card) -> list[Check]:
    """When the card has been looked over, newest first. One statement."""
    rows = CardCheck.objects.filter(collaboration_id=actor.collaboration_id, card=card)
    return [
        Check(row.at, row.by.name if row.by else "", str(row.reason))
        for row in rows.select_related("by").order_by("-at")[:100]
    ]


def texts_of(said: Card | CardVersion) -> dict[str, str]:
    """A version's texts by field."""
    return {name: str(getattr(said, name)) for name in FIELDS}


# --- Other cards to read --------------------------------------------------------------------------


@dataclass(frozen=True)
class RelatedChoice:
    """A card that may be read with another."""

    line: CardLine
    is_chosen: bool


def related_choices(actor: Actor, card: Card) -> list[RelatedChoice]:
    """Those chosen already, and cards about the same things. Four statements."""
    here = {"collaboration_id": actor.collaboration_id}
    chosen = {
        *card.links.filter(**here).values_list("other_id", flat=True),
        *CardLink.objects.filter(**here, other=card).values_list("card_id", flat=True),
    }
    alike = finding.alike(actor, card)
    lines = for_ids(actor, [*chosen, *alike])
    ordered = [*sorted(chosen & lines.keys(), key=lambda each: lines[each].title)]
    ordered += [each for each in alike if each in lines and each not in chosen]
    return [RelatedChoice(lines[each], each in chosen) for each in ordered if each != card.id]
