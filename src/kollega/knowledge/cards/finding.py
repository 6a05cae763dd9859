"""Cards in the search: what is indexed of one, and how a hit is shown."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge import markdown
from kollega.knowledge.cards import law
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.cards.standing import WORDS, State, flagged, grace, state_of
from kollega.knowledge.models.cards import Card, CardArea, Ground, Status
from kollega.knowledge.shipped import asked_as
from kollega.search import index, kinds, query
from kollega.search.entries import Entry

KIND = "card"
WORTH = 1.3
"""A card is written to answer and names its sections: it comes before one that says as much."""


def refresh(actor: Actor, card: Card) -> None:
    """Let the card be found by what it says now, or not at all where it is not published."""
    if card.status == Status.PUBLISHED and card.title:
        index.put(actor, [entry(actor, card)])
    else:
        index.remove(actor, kind=KIND, object_id=card.id)


def entry(actor: Actor, card: Card, *, late: timedelta | None = None) -> Entry:
    """What a card is found by; `late` is `grace(actor)`, where it is at hand. One statement, in a job two."""
    if late is None:
        late = grace(actor)
    areas = CardArea.objects.filter(collaboration_id=card.collaboration_id, card=card)
    texts = {name: str(getattr(card, name)) for name in FIELDS}
    body = "\n".join(
        (
            markdown.plain(texts["body"]),
            *(texts[kind.value] for kind in Ground if texts[kind.value]),
        )
    )
    return Entry(
        KIND,
        card.id,
        fields={
            "title": texts["title"],
            "lead": "\n".join((texts["answer"], markdown.headings(texts["body"]))),
            "body": body,
            "asked": "\n".join(asked_as(card.collaboration_id, card.id, card.title)),
        },
        area_ids=list(areas.order_by("place").values_list("area_id", flat=True)),
        municipality_id=card.municipality_id,
        only_municipality_id=card.only_municipality_id,
        ground=[kind.value for kind in Ground if texts[kind.value]],
        day=card.checked_on or clock.local(card.saved_at).date(),
        fresh_until=card.check_by + late if card.check_by else None,
        references=[each.ref for each in law.cited(texts)],
    )


def entries(actor: Actor) -> Iterator[Entry]:
    """All cards that are found, for an index that is built anew."""
    published = Card.objects.filter(
        collaboration_id=actor.collaboration_id, status=Status.PUBLISHED
    ).exclude(title="")
    late = grace(actor)
    for card in published:
        yield entry(actor, card, late=late)


def alike(actor: Actor, card: Card, *, most: int = 8) -> list[UUID]:
    """Published cards about the same things, the likest first. Two statements."""
    said = f"{card.title}\n{card.answer}"
    hits = query.find(actor, said, kinds=(KIND,), limit=most + 1)
    return [each.object_id for each in hits if each.object_id != card.id][:most]


# --- How a hit is shown ---------------------------------------------------------------------------


def rows(actor: Actor, found: Iterable[kinds.Key]) -> list[QuerySet[Any, Any]]:
    """The published cards among what was found."""
    areas = CardArea.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), card_id=OuterRef("pk")
    ).order_by("place")
    cards = Card.objects.filter(
        collaboration_id=actor.collaboration_id,
        pk__in=[object_id for object_id, _part in found],
        status=Status.PUBLISHED,
    )
    return [
        cards.annotate(
            object=F("id"),
            part=Value(0),
            row=JSONObject(
                title="title",
                answer="answer",
                body="body",
                areas=ArraySubquery(
                    areas.values(row=JSONObject(sv=F("area__title"), en=F("area__title_en")))
                ),
                owner="municipality__name",
                check_by="check_by",
                only="only_municipality_id",
                flags=flagged(),
                saved="saved_at",
                checked="checked_on",
                example="is_example",
                reviewed="reviewed_at",
                id="id",
            ),
        )
    ]


def shown(actor: Actor, row: kinds.Row) -> kinds.Shown:
    """A card as a hit."""
    check_by = _day(row["check_by"])
    state = state_of(
        Status.PUBLISHED,
        check_by,
        has_flags=row["flags"],
        today=clock.today(),
        grace=grace(actor),
    )
    english = get_language() == "en"
    return kinds.Shown(
        title=row["title"],
        text="\n".join((row["answer"], markdown.plain(row["body"]))),
        lead=row["answer"],
        url=reverse("knowledge:card", args=[row["id"]]),
        area=", ".join((english and each["en"]) or each["sv"] for each in row["areas"]),
        owner=row["owner"],
        marks=tuple(_marks(row, state)),
        is_stale=state is not State.PUBLISHED,
        is_own=row["only"] is not None,
        day=_day(row["checked"]) or _day(row["saved"]),
    )


def _marks(row: kinds.Row, state: State) -> Iterable[str]:
    if state is not State.PUBLISHED:
        yield str(WORDS[state])
    if row["reviewed"] is None or row["reviewed"] < row["saved"]:
        yield str(EXAMPLE if row["example"] else CHANGED)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said[:10]) if said else None


EXAMPLE = gettext_lazy("Exempel att granska")
CHANGED = gettext_lazy("Ändrat efter granskningen")

kinds.register(
    kinds.Kind(
        KIND,
        gettext_lazy("Kunskapskort"),
        rows=rows,
        shown=shown,
        entries=entries,
        worth=WORTH,
    )
)
