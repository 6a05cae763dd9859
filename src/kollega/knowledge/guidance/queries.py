"""What is pinned: at a moment, in the list, and beside a document."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Left
from django.urls import reverse

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.files.passages.cutting import sentences
from kollega.knowledge.cards import standing
from kollega.knowledge.documents.queries import address
from kollega.knowledge.guidance import moments, rules
from kollega.knowledge.models import Pin
from kollega.knowledge.models.cards import CardFlag, Status
from kollega.organisation.models import PracticeArea

MOST = 3
SHOWN = 280
PAGE = 20


@dataclass(frozen=True)
class Guide:
    """Something that guides at a moment, short. `is_own`: only one's own municipality sees it."""

    id: UUID
    title: str
    heading: str
    text: str
    url: str
    why: str
    by: str
    area: str
    day: date
    is_own: bool
    moment: str = ""
    is_stale: bool = False
    mark: str = ""
    """Why it should not be trusted as it is, where it should not."""


def guidance(actor: Actor, moment: str, area_id: UUID | None = None) -> list[Guide]:
    """What is pinned to the moment, the most specific first; at most three. One statement.

    What is pinned without an area is for all of them; what is pinned to an area is for those under it
    too. Moments that the area brings with it (a placement) count, and stand first. One's own
    municipality's stands before what is shared.
    """
    wanted = Q(moment=moment)
    near: list[When] = []
    where = Q(area__isnull=True)
    if area_id is not None:
        areas = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id, pk=area_id)
        where |= Q(area_id=area_id) | Q(area_id__in=areas.values("parent_id"))
        near = [When(area_id=area_id, then=Value(0)), When(area__isnull=False, then=Value(1))]
        for each in moments.known().values():
            if each.areas:
                begins = rf"^({'|'.join(each.areas)})"
                wanted |= Q(Exists(areas.filter(key__regex=begins)), moment=each.key)
    found = (
        _standing(actor)
        .filter(wanted, where)
        .annotate(
            how_near=Case(*near, default=Value(2)),
            shared=Case(When(only_municipality_id__isnull=True, then=Value(1)), default=Value(0)),
            usual=Case(When(moment=moment, then=Value(1)), default=Value(0)),
        )
        .order_by("how_near", "shared", "usual", "-pinned_at")
    )
    return [_guide(actor, each) for each in found.values(*_SHOWN)[:MOST]]


_SHOWN = (
    "id",
    "moment",
    "why",
    "pinned_at",
    "unpinned_at",
    "only_municipality_id",
    "said",
    "document__check_by",
    "card__check_by",
    "card__status",
    "flagged",
    "part__path",
    "part__number",
    "part__edition__number",
    "document_id",
    "document__title",
    "document__edition",
    "card_id",
    "card__title",
    "card__answer",
    "area__title",
    "pinned_by__name",
    "municipality__name",
)


def _standing(actor: Actor) -> QuerySet[Pin]:
    """Pins of what holds: passages of the edition that holds, published cards."""
    return _all(actor).filter(
        Q(part__edition__number=F("document__edition")) | Q(card__status=Status.PUBLISHED),
        unpinned_at__isnull=True,
    )


def _all(actor: Actor) -> QuerySet[Pin]:
    """Pins of what is there and may be read. What was taken down is joined as nothing by its policy."""
    document = Q(
        document__isnull=False, document__removed_at__isnull=True, part__text__isnull=False
    )
    card = Q(card__title__isnull=False) & ~Q(card__status=Status.WITHDRAWN)
    return Pin.objects.filter(document | card, collaboration_id=actor.collaboration_id).annotate(
        said=Left("part__text", 4 * SHOWN),
        flagged=Exists(
            CardFlag.objects.filter(
                collaboration_id=OuterRef("collaboration_id"),
                card_id=OuterRef("card_id"),
                settled_at__isnull=True,
            )
        ),
    )


def _guide(actor: Actor, row: dict[str, Any]) -> Guide:
    by = str(row["pinned_by__name"] or "")
    common = {
        "id": row["id"],
        "why": str(row["why"]),
        "by": ", ".join(filter(None, (by, str(row["municipality__name"])))),
        "area": str(row["area__title"] or ""),
        "day": clock.local(row["pinned_at"]).date(),
        "is_own": row["only_municipality_id"] is not None,
        "moment": moments.label_of(row["moment"]),
    }
    if row["card_id"] is not None:
        return Guide(
            title=str(row["card__title"]),
            heading="",
            text=str(row["card__answer"]),
            mark=_mark(actor, row),
            url=reverse("knowledge:card", args=[row["card_id"]]),
            **common,
        )
    return Guide(
        title=str(row["document__title"]),
        heading=str(row["part__path"] or "").rpartition("\n")[2],
        text=opening(str(row["said"])),
        url=address(row["document_id"], int(row["part__number"])),
        is_stale=row["part__edition__number"] != row["document__edition"],
        mark=_overdue(row["document__check_by"]),
        **common,
    )


def _mark(actor: Actor, row: dict[str, Any]) -> str:
    """How a card stands, where it does not simply hold."""
    state = standing.state_of(
        row["card__status"],
        row["card__check_by"],
        has_flags=row["flagged"],
        today=clock.today(),
        grace=standing.grace(actor),
    )
    return "" if state is standing.State.PUBLISHED else str(standing.WORDS[state])


def _overdue(check_by: date | None) -> str:
    is_due = check_by is not None and check_by < clock.today()
    return str(standing.WORDS[standing.State.NEEDS_LOOK]) if is_due else ""


def opening(text: str) -> str:
    """The first sentences of a passage, as many as are soon read."""
    whole = " ".join(text.split())
    shown = ""
    for each in sentences(whole):
        if shown and len(shown) + len(each) > SHOWN:
            break
        shown = f"{shown} {each}".strip()
    if len(shown) > SHOWN * 2:
        return shown[: SHOWN * 2].rpartition(" ")[0] + " …"
    return shown if len(shown) == len(whole) else f"{shown} …"


@dataclass(frozen=True)
class PinLine:
    """A pin in the list, and whether the actor may take it away."""

    guide: Guide
    may_change: bool
    is_unpinned: bool


def pins(
    actor: Actor, number: int, *, moment: str = "", unpinned: bool = False
) -> tuple[list[PinLine], bool]:
    """A page of what is pinned, newest first, and whether there are more. One statement."""
    rows = _all(actor).filter(unpinned_at__isnull=not unpinned)
    if moment:
        rows = rows.filter(moment=moment)
    start = (number - 1) * PAGE
    found = list(rows.order_by("-pinned_at", "id").values(*_SHOWN)[start : start + PAGE + 1])
    own, shared = bool(rules.pin_own(actor)), bool(rules.pin_shared(actor))
    return [
        PinLine(
            _guide(actor, row),
            may_change=own if row["only_municipality_id"] else shared,
            is_unpinned=row["unpinned_at"] is not None,
        )
        for row in found[:PAGE]
    ], len(found) > PAGE
