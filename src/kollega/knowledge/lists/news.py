"""What is new in the knowledge bank, in the areas that somebody follows, since she looked last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.cards import rules as card_rules
from kollega.knowledge.cards.standing import grace
from kollega.knowledge.models.cards import Card, CardArea, CardFlag, Status
from kollega.knowledge.models.documents import DocumentArea, KnowledgeDocument
from kollega.knowledge.models.lists import Following
from kollega.swedish.references import Reference
from kollega.ui.parts import StateKind

MOST = 60
LAW = (CardFlag.Kind.CHANGED, CardFlag.Kind.REPEALED, CardFlag.Kind.OLD_LAW)


@dataclass(frozen=True)
class News:
    """Something that has happened: what, with which card or document, and on which day."""

    what: str | Promise
    colour: StateKind
    title: str
    url: str
    day: date
    detail: str = ""
    is_own: bool = False


NEW, CHANGED, EXPIRED = _("Nytt kort"), _("Ändrat kort"), _("Kort som har gått ut")
LAW_CHANGED, NEW_DOCUMENT = _("Paragraf som har ändrats"), _("Nytt dokument")
CHANGED_DOCUMENT = _("Dokument i ny utgåva")


def _mine(actor: Actor) -> QuerySet[Following]:
    return Following.objects.filter(
        account_id=actor.account_id, collaboration_id=actor.collaboration_id
    )


def following(actor: Actor) -> Following:
    """What the actor follows here; nothing yet where she has never said. One statement."""
    stored = _mine(actor).first()
    return stored or Following(account_id=actor.account_id, areas=[])


def _keep(actor: Actor, **said: Any) -> None:
    if actor.collaboration_id is not None:
        Following.objects.update_or_create(
            account_id=actor.account_id, collaboration_id=actor.collaboration_id, defaults=said
        )


def follow(actor: Actor, *, areas: Iterable[UUID], often: str) -> None:
    """Follow these areas and no others, and be told so often."""
    _keep(actor, areas=sorted(set(areas)), often=often)


def follow_one(actor: Actor, area_id: UUID, *, on: bool) -> None:
    """Follow one more area, or one less."""
    stored = _mine(actor).select_for_update().first()
    before = set(stored.areas) if stored else set()
    _keep(actor, areas=sorted(before | {area_id} if on else before - {area_id}))


def seen(actor: Actor, until: datetime) -> None:
    """The actor has looked at what had come by then: what comes after it is new."""
    before = following(actor).seen_at
    _keep(actor, seen_at=max(before, min(until, clock.now())))


def news(actor: Actor, area_ids: Collection[UUID], since: datetime) -> list[News]:
    """What has happened in these areas since then, the latest first. Two statements."""
    if not area_ids:
        return []
    found = [
        each
        for card in _cards(actor, area_ids, since)[:MOST]
        for each in _of_card(actor, card, since)
    ]
    found += [_of_document(each, since) for each in _documents(actor, area_ids, since)[:MOST]]
    return sorted(found, key=lambda each: (each.day, each.title), reverse=True)[:MOST]


def count(actor: Actor, area_ids: Collection[UUID], since: datetime) -> int:
    """How many cards and documents something has happened with. Two statements."""
    if not area_ids:
        return 0
    return _cards(actor, area_ids, since).count() + _documents(actor, area_ids, since).count()


def in_areas(area_ids: Collection[UUID]) -> Q:
    """In these areas, below them, or in what has gone up in them."""
    ids = list(area_ids)
    return Q(area_id__in=ids) | Q(area__parent_id__in=ids) | Q(area__merged_into_id__in=ids)


def _cards(actor: Actor, area_ids: Collection[UUID], since: datetime) -> QuerySet[Card]:
    areas = CardArea.objects.filter(in_areas(area_ids), collaboration_id=actor.collaboration_id)
    flags = CardFlag.objects.filter(
        collaboration_id=OuterRef("collaboration_id"),
        card_id=OuterRef("pk"),
        kind__in=LAW,
        raised_at__gt=since,
    )
    first, last = _expiring(actor, since)
    return (
        card_rules.readable(actor)
        .filter(status=Status.PUBLISHED, pk__in=areas.values("card_id"))
        .filter(
            Q(published_at__gt=since)
            | Q(saved_at__gt=since)
            | Q(check_by__gte=first, check_by__lt=last)
            | Q(Exists(flags))
        )
        .annotate(
            law_flags=ArraySubquery(
                flags.order_by("-raised_at").values(
                    row=JSONObject(sfs="sfs", chapter="chapter", section="section", at="raised_at")
                )[:5]
            )
        )
        .order_by("-saved_at", "id")
    )


def _expiring(actor: Actor, since: datetime) -> tuple[date, date]:
    """Check dates of the cards that have expired since that day, from the first to before the last."""
    waits = grace(actor)
    return clock.local(since).date() - waits, clock.today() - waits


def _of_card(actor: Actor, card: Card, since: datetime) -> Iterable[News]:
    about: dict[str, Any] = {
        "title": str(card.title),
        "url": reverse("knowledge:card", args=[card.id]),
        "is_own": card.only_municipality_id is not None,
    }
    if card.published_at is not None and card.published_at > since:
        yield News(NEW, "good", day=clock.local(card.published_at).date(), **about)
    elif card.saved_at > since:
        yield News(CHANGED, "info", day=clock.local(card.saved_at).date(), **about)
    first, last = _expiring(actor, since)
    if card.check_by is not None and first <= card.check_by < last:
        yield News(EXPIRED, "bad", day=card.check_by + grace(actor), **about)
    rows = card.law_flags  # type: ignore[attr-defined]
    if rows:
        cited = [Reference(row["sfs"], row["chapter"], row["section"]).shown for row in rows]
        day = clock.local(datetime.fromisoformat(rows[0]["at"])).date()
        yield News(LAW_CHANGED, "mind", day=day, detail=", ".join(dict.fromkeys(cited)), **about)


def _documents(
    actor: Actor, area_ids: Collection[UUID], since: datetime
) -> QuerySet[KnowledgeDocument]:
    areas = DocumentArea.objects.filter(in_areas(area_ids), collaboration_id=actor.collaboration_id)
    return KnowledgeDocument.objects.filter(
        collaboration_id=actor.collaboration_id,
        removed_at__isnull=True,
        changed_at__gt=since,
        pk__in=areas.values("document_id"),
    ).order_by("-changed_at", "id")


def _of_document(row: KnowledgeDocument, since: datetime) -> News:
    is_new = row.added_at > since
    return News(
        NEW_DOCUMENT if is_new else CHANGED_DOCUMENT,
        "good" if is_new else "info",
        str(row.title),
        reverse("knowledge:document", args=[row.id]),
        clock.local(row.added_at if is_new else row.changed_at).date(),
        is_own=row.only_municipality_id is not None,
    )
