"""What a new colleague's page holds: whom to call, what to read, the next round. Chosen, or suggested."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from kollega.competence.api import Holder, levels_for
from kollega.competence.models import Level, ProfileChoice
from kollega.core.actor import Actor
from kollega.introduction import people
from kollega.introduction.people import Caller
from kollega.introduction.reading import Found
from kollega.knowledge import api as knowledge
from kollega.knowledge.api import CardLine
from kollega.organisation.api import Area, areas_by_id, at_work
from kollega.organisation.models import Colleague
from kollega.rounds import api as rounds
from kollega.swedish import sort_key

CARDS = 3


@dataclass(frozen=True)
class Content:
    """What the page holds beside the steps."""

    areas: tuple[str, ...]
    people: tuple[Caller, ...]
    cards: tuple[CardLine, ...]
    round: rounds.Line | None


def content(actor: Actor, found: Found) -> Content:
    """All of it, for the new colleague or her manager. Four statements."""
    areas = areas_by_id(actor)
    here = [areas[each].id for each in found.row.area_ids if each in areas]
    is_mine = found.row.account_id == actor.account_id
    return Content(
        areas=tuple(areas[each].title for each in here),
        people=_people(actor, found, here, areas),
        cards=tuple(_cards(actor, found, here)),
        round=rounds.next_round(actor, standing_only=not is_mine),
    )


def _people(
    actor: Actor, found: Found, here: list[UUID], areas: dict[UUID, Area]
) -> tuple[Caller, ...]:
    without = {found.colleague_id, found.mentor.id if found.mentor else None}
    if found.row.people_ids:
        return tuple(each for each in chosen(actor, found.row.people_ids) if each.id not in without)
    holders = levels_for(actor, here, least=Level.INDEPENDENT)
    titles = {each: areas[each].title for each in here}
    return tuple(
        people.caller(each, titles) for each in people.five(holders, here, without=without)
    )


def chosen(actor: Actor, ids: Collection[UUID]) -> list[Caller]:
    """Colleagues that a manager has chosen, but for those who have left or do not show their name here.
    One statement."""
    hidden = ProfileChoice.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=OuterRef("pk"), name_outside=False
    )
    rows = (
        Colleague.objects.filter(
            at_work(), collaboration_id=actor.collaboration_id, pk__in=list(ids)
        )
        .annotate(hidden=Exists(hidden))
        .select_related("municipality")
        .order_by("sort_key", "id")
    )
    return [
        Caller(
            id=row.id,
            name=row.name,
            presentation=", ".join(part for part in (row.title, row.municipality.name) if part),
            phone=row.phone,
        )
        for row in rows
        if not row.hidden or row.municipality_id == actor.municipality_id
    ]


def _cards(actor: Actor, found: Found, here: list[UUID]) -> list[CardLine]:
    if found.row.card_ids:
        there = knowledge.cards_for_ids(actor, found.row.card_ids)
        return [there[each] for each in found.row.card_ids if each in there]
    return knowledge.cards_in_area(actor, here, CARDS)


def candidates(actor: Actor, found: Found) -> list[Holder]:
    """Whom a manager may choose among: those who know the areas and show their name, by name."""
    holders = levels_for(actor, found.row.area_ids, least=Level.WITH_SUPPORT)
    best: dict[UUID, Holder] = {}
    for each in holders:
        if each.name_hidden or each.colleague_id == found.colleague_id:
            continue
        known = best.get(each.colleague_id)
        if known is None or each.level > known.level:
            best[each.colleague_id] = each
    return sorted(best.values(), key=lambda each: (sort_key(each.name), str(each.colleague_id)))
