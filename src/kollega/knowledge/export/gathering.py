"""What the actor may read, as it is exported: read a handful at a time, so that no transaction is long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.cards import queries as card_queries
from kollega.knowledge.cards import rules as card_rules
from kollega.knowledge.export.texts import CardText, Ground, ListText
from kollega.knowledge.lists import queries as list_queries
from kollega.knowledge.lists import rules as list_rules
from kollega.knowledge.models.cards import CardLink, CardReference, Status
from kollega.swedish.references import Reference

AT_ONCE = 20


@dataclass(frozen=True)
class Contents:
    """Ids of what there is, in the order it is exported."""

    cards: tuple[UUID, ...]
    lists: tuple[UUID, ...]

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.lists)


@dataclass(frozen=True)
class Original:
    """A document's file as it was brought in: how it ends, and how large it is."""

    edition_id: UUID
    ending: str
    size: int


def contents(actor: Actor) -> Contents:
    """What the actor may read and that stands: published cards and lists. Two statements."""
    cards = card_rules.readable(actor).filter(status=Status.PUBLISHED)
    lists = list_rules.readable(actor).filter(withdrawn_at__isnull=True)
    return Contents(
        *(
            tuple(rows.order_by("sort_key", "id").values_list("id", flat=True))
            for rows in (cards, lists)
        )
    )


def _day(moment: datetime | date | None) -> str:
    if isinstance(moment, datetime):
        moment = clock.local(moment).date()
    return moment.isoformat() if moment else ""


def _only(actor: Actor, only_municipality_id: UUID | None) -> str:
    return actor.municipality_name if only_municipality_id else ""


def cards(actor: Actor, ids: Sequence[UUID]) -> list[CardText]:
    """Cards as they stand. Who asked what a card came from is not known here, nor from what it came."""
    here = {"collaboration_id": actor.collaboration_id}
    rows = {
        each.id: each
        for each in card_queries.with_areas(card_rules.readable(actor).filter(pk__in=ids))
    }
    cited: dict[UUID, list[str]] = {}
    for row in CardReference.objects.filter(**here, card_id__in=ids).order_by(
        "sfs", "chapter", "section"
    ):
        of = Reference(row.sfs, row.chapter, row.section)
        cited.setdefault(row.card_id, []).append(of.ref)
    related: dict[UUID, list[str]] = {}
    for link in CardLink.objects.filter(Q(card_id__in=ids) | Q(other_id__in=ids), **here):
        related.setdefault(link.card_id, []).append(str(link.other_id))
        related.setdefault(link.other_id, []).append(str(link.card_id))
    found = []
    for each in ids:
        card = rows.get(each)
        if card is None:
            continue
        line = card_queries.line(actor, card)
        found.append(
            CardText(
                id=str(card.id),
                title=str(card.title),
                answer=str(card.answer),
                body=str(card.body),
                areas=line.areas,
                grounds=tuple(
                    Ground(kind.value, tuple(lines)) for kind, lines in card_queries.grounds(card)
                ),
                sureness=card.sureness,
                state=line.state.value,
                municipality=line.municipality,
                owner=line.owner,
                only_for=_only(actor, card.only_municipality_id),
                check_by=_day(card.check_by),
                published=_day(card.published_at),
                changed=_day(card.saved_at),
                related=tuple(sorted(related.get(card.id, []))),
                references=tuple(cited.get(card.id, [])),
            )
        )
    return found


def reading_list(actor: Actor, list_id: UUID) -> tuple[ListText, list[list_queries.Thing]] | None:
    """A list with what is on it that the actor may read."""
    row = list_rules.readable(actor).filter(pk=list_id, withdrawn_at__isnull=True).first()
    if row is None:
        return None
    things = [each for each in list_queries.things(actor, row) if not each.is_gone]
    made = ListText(
        id=str(row.id),
        title=str(row.title),
        audience=str(row.audience),
        municipality=row.municipality.name,
        only_for=_only(actor, row.only_municipality_id),
    )
    return replace(made, body=_things(things)), things


def _things(things: Sequence[list_queries.Thing]) -> str:
    lines = []
    for number, each in enumerate(things, 1):
        why = f"\n   {' '.join(each.why.split())}" if each.why else ""
        lines.append(f"{number}. **{each.title}** ({each.kind.lower()}){why}")
    return "\n".join(lines)
