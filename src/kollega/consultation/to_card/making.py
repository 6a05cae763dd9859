"""From what all have approved to a card in the knowledge bank, in the owner's name."""

from uuid import UUID

from django.utils.translation import gettext as _

from kollega.border import drafts, gate
from kollega.consultation.models import CardProposal, ProposalParty, Question
from kollega.consultation.to_card.ending import SOURCE
from kollega.consultation.to_card.services import FIELDS
from kollega.core import access, clock
from kollega.core.actor import Actor, MaybeId
from kollega.core.events import announce
from kollega.knowledge.cards import services as cards
from kollega.knowledge.models.cards import Card, Ground, Status


def make(actor: Actor, proposal_id: UUID) -> bool:
    """Make the card; False where it is made already, or is not to be. `actor` is its owner.

    The proposal is gone afterwards: what is kept is the card, which knows its question.
    """
    proposal = (
        CardProposal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("question")
        .filter(
            collaboration_id=actor.collaboration_id,
            pk=proposal_id,
            owner_id=actor.colleague_id,
            agreed_at__isnull=False,
            ended_at__isnull=True,
        )
        .first()
    )
    if proposal is None:
        return False
    question = proposal.question
    people = _people(proposal)
    card = _card(actor, proposal, question)
    _review(card, people)
    cards.publish(actor, card)
    proposal.delete()
    access.audit(actor, "question.card", "question", question.id)
    announce(
        actor,
        "question.card_made",
        subject_kind="question",
        subject_id=question.id,
        detail={"people": people},
    )
    return True


def _people(proposal: CardProposal) -> list[UUID]:
    """Those who approved under their names."""
    rows = ProposalParty.objects.filter(
        collaboration_id=proposal.collaboration_id, proposal=proposal, colleague__isnull=False
    )
    return list(rows.order_by("colleague_id").values_list("colleague_id", flat=True))


def _card(actor: Actor, proposal: CardProposal, question: Question) -> Card:
    """The card, word for word as it was approved. Which question it came from is said to those who may
    know of that question, and to nobody else (`sources`)."""
    texts = {name: str(getattr(proposal, name)) for name in FIELDS}
    is_own = proposal.only_municipality_id is not None
    looked = gate.check(texts, places=drafts.places_of(actor), stays_home=is_own)
    # All have read exactly these words, and the owner has let them through her own check.
    kept = {each.key: _("Läst och godkänt av alla") for each in looked.open if each.may_be_kept}
    areas = [each for each in (question.area_id, question.second_area_id) if each]
    return cards.create(
        actor,
        title=texts["title"],
        answer=texts["answer"],
        body=texts["body"],
        area_ids=areas,
        grounds=[(Ground.EXPERIENCE, _("Kollegialt råd i samverkan"))],
        sureness=proposal.sureness,
        check_months=proposal.check_months,
        only_own=is_own,
        public_id=proposal.id,
        kept=kept,
        source=(SOURCE, question.id),
    )


def _review(card: Card, people: list[UUID]) -> None:
    """The other party has read it: that is its review. Where that was the one who asked, nobody is named."""
    others: list[MaybeId] = [each for each in people if each != card.owner_id]
    card.status = Status.REVIEWED
    card.reviewed_at = clock.now()
    card.reviewed_by_id = others[0] if others else None
    card.save(update_fields=["status", "reviewed_at", "reviewed_by"])
