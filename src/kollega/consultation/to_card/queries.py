"""What the pages about a proposed card show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.consultation import rules
from kollega.consultation.models import ProposalParty, ProposalRemark, Question
from kollega.consultation.to_card.ending import SOURCE
from kollega.consultation.to_card.rules import Side
from kollega.core.actor import Actor
from kollega.knowledge.cards import links
from kollega.knowledge.cards import queries as card_queries
from kollega.knowledge.cards import rules as card_rules
from kollega.knowledge.cards.queries import CardLine
from kollega.knowledge.models.cards import CardArea
from kollega.knowledge.models.cards import Status as CardStatus
from kollega.organisation.models import Colleague
from kollega.organisation.options import room_is_on
from kollega.ui.parts import Link

MOST_REMARKS = 30
MOST_CARDS = 5


@dataclass(frozen=True)
class Party:
    """Somebody who must approve, as the others see her: the asker without a name where it is withheld."""

    name: str
    has_approved: bool
    is_me: bool
    is_owner: bool


@dataclass(frozen=True)
class Remark:
    """What somebody wants changed, and whether the text has been changed since."""

    name: str
    text: str
    said_at: datetime
    is_dealt_with: bool


def name_of(side: Side, colleague: Colleague | None) -> str:
    """Who it is, for the other party. The one who asked has no name here, whoever knows it."""
    if colleague is None:
        return _("Du") if side.me is None else _("Den som frågade")
    if colleague.id == side.me:
        return _("Du")
    return f"{colleague.name}, {colleague.municipality.name}"


def parties(side: Side) -> list[Party]:
    """Those who must approve, the actor first."""
    proposal = side.proposal
    if proposal is None:
        return []
    found = [_party(side, each) for each in side.parties]
    return sorted(found, key=lambda each: (not each.is_me, each.name))


def _party(side: Side, each: ProposalParty) -> Party:
    proposal = each.proposal
    return Party(
        name=name_of(side, each.colleague),
        has_approved=each.approved == proposal.version,
        is_me=each.colleague_id == side.me,
        is_owner=each.colleague_id == proposal.owner_id
        or (each.colleague_id is None and proposal.owner_id == side.standing.question.asker_id),
    )


def remarks(actor: Actor, side: Side) -> list[Remark]:
    """What has been asked to be changed, newest first. One statement."""
    proposal = side.proposal
    if proposal is None:
        return []
    rows = (
        ProposalRemark.objects.filter(collaboration_id=actor.collaboration_id, proposal=proposal)
        .select_related("colleague__municipality")
        .order_by("-said_at")[:MOST_REMARKS]
    )
    return [
        Remark(
            name_of(side, each.colleague), each.text, each.said_at, each.version < proposal.version
        )
        for each in rows
    ]


def has_said(side: Side, remark_id: UUID) -> bool:
    """Whether the actor has asked for this change before. One statement."""
    return ProposalRemark.objects.filter(
        collaboration_id=side.standing.question.collaboration_id,
        proposal=side.proposal,
        pk=remark_id,
        colleague_id=side.me,
    ).exists()


@dataclass(frozen=True)
class Beside:
    """A card beside a thread. `came_of_it`: it was made of this question."""

    line: CardLine
    came_of_it: bool


def cards_beside(actor: Actor, question: Question) -> list[Beside]:
    """Published cards that came from a question, then some in its areas. One statement."""
    if not room_is_on(actor, "knowledge"):
        return []
    here = [each for each in (question.area_id, question.second_area_id) if each]
    in_areas = CardArea.objects.filter(
        Q(area_id__in=here) | Q(area__merged_into_id__in=here),
        collaboration_id=actor.collaboration_id,
    )
    came = Q(source_kind=SOURCE, source_id=question.id)
    rows = (
        card_queries.with_areas(card_rules.readable(actor))
        .filter(came | Q(pk__in=in_areas.values("card_id")), status=CardStatus.PUBLISHED)
        .annotate(came_of_it=ExpressionWrapper(came, BooleanField()))
        .order_by("-came_of_it", "-check_by", "sort_key", "id")[:MOST_CARDS]
    )
    return [Beside(card_queries.line(actor, each), each.came_of_it) for each in rows]


def sources(actor: Actor, question_ids: Iterable[UUID]) -> dict[UUID, Link]:
    """The questions that cards were made of, for those who may know of them. One statement."""
    rows = rules.visible(actor).filter(pk__in=list(question_ids))
    return {
        row.id: Link(_("En avslutad fråga"), reverse("consultation:question", args=[row.id]))
        for row in rows
        if rules.standing_of(row).may_know_of
    }


links.say_source(SOURCE, sources)
