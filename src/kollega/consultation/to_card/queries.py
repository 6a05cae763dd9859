"""What the pages about a proposed card show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.consultation.models import ProposalParty, ProposalRemark, QuestionCard
from kollega.consultation.to_card.rules import Side
from kollega.core.actor import Actor
from kollega.organisation.models import Colleague

MOST_REMARKS = 30


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


def ids_of_cards(actor: Actor, question_id: UUID) -> list[UUID]:
    """The cards that came from a question, the newest first. One statement."""
    rows = QuestionCard.objects.filter(
        collaboration_id=actor.collaboration_id, question_id=question_id
    )
    return list(rows.order_by("-day", "id").values_list("card_id", flat=True)[:20])
