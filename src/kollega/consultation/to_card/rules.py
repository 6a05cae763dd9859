"""Who may propose a card from a question, and who must approve it. `side_for` is the only way there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.consultation import rules
from kollega.consultation.choices import Status
from kollega.consultation.models import CardProposal, Post, ProposalParty
from kollega.consultation.rules import Standing
from kollega.core.actor import Actor, MaybeId
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.organisation import api as organisation

MOST_POSTS = 50


@dataclass(frozen=True)
class Side:
    """How an actor stands to the card that a question may become.

    `me` is who she is among the parties: nobody's id where she is the asker. `parties` are those who
    must approve, empty while nothing is proposed.
    """

    standing: Standing
    me: MaybeId
    parties: tuple[ProposalParty, ...] = ()

    @property
    def proposal(self) -> CardProposal | None:
        """What is proposed, if anything is."""
        return self.parties[0].proposal if self.parties else None

    @property
    def party(self) -> ProposalParty | None:
        """The actor's own row among those who must approve."""
        return next((each for each in self.parties if each.colleague_id == self.me), None)

    @property
    def is_signed(self) -> bool:
        """Whether the asker has shown her name to all who read."""
        return self.standing.question.asker_id is not None


def is_party(standing: Standing, authors: Iterable[MaybeId], me: MaybeId) -> bool:
    """Whether a closed question can become a card, and by this actor: there is an answer, and she
    asked or gave one. `authors` are the colleagues who have answered under their names.
    """
    answered = {each for each in authors if each is not None}
    return (
        standing.question.status == Status.CLOSED
        and bool(answered)
        and (standing.is_asker or me in answered)
    )


def side_for(actor: Actor, question_id: UUID, *, lock: bool = False) -> Side:
    """The gate to what is proposed, for those who asked and answered; 404 for everybody else.

    `lock` takes the question for the transaction: whatever is done to its proposal waits in line.
    """
    standing = rules.question_for(actor, question_id, need="read", lock=lock)
    if standing.question.status != Status.CLOSED:
        raise not_found()
    if not standing.is_asker and actor.colleague_id is None:
        raise not_found()  # nobody's id stands for the one who asked
    me = None if standing.is_asker else actor.colleague_id
    parties = tuple(
        ProposalParty.objects.filter(
            collaboration_id=actor.collaboration_id, proposal__question=standing.question
        )
        .select_related("proposal__owner__municipality", "colleague__municipality")
        .order_by("id")
    )
    side = Side(standing, me, parties)
    if parties and side.party is not None:
        return side
    if parties or not _has_answered(actor, standing):
        raise not_found()
    return side


def _has_answered(actor: Actor, standing: Standing) -> bool:
    """Whether the actor asked, or gave an answer under her name, in a thread that has one."""
    authors = Post.objects.filter(
        collaboration_id=actor.collaboration_id,
        question=standing.question,
        author__isnull=False,
    ).exclude(kind=Post.Kind.REPLY)
    return is_party(standing, authors.values_list("author_id", flat=True), actor.colleague_id)


def answers(actor: Actor, standing: Standing) -> list[Post]:
    """The answers that a card can build on: those whose authors are still at work. One statement."""
    rows = Post.objects.filter(
        organisation.at_work("author__"),
        collaboration_id=actor.collaboration_id,
        question=standing.question,
        kind__in=[Post.Kind.ADVICE, Post.Kind.RESOURCE],
        author__isnull=False,
    ).exclude(text="")
    return list(
        rows.select_related("author__municipality").order_by("posted_at", "id")[:MOST_POSTS]
    )


def write(side: Side) -> Ability:
    """Propose a card, or change what is proposed."""
    proposal = side.proposal
    return allow(
        "write",
        proposal is None or not (proposal.ended_at or proposal.agreed_at),
        _("Det blev inget kort den här gången.")
        if proposal is not None and proposal.ended_at
        else _("Alla har godkänt texten. Kortet är på väg."),
    )


def approve(side: Side) -> Ability:
    """Say yes to the text as it stands."""
    proposal, party = side.proposal, side.party
    return allow(
        "approve",
        proposal is not None
        and party is not None
        and bool(write(side))
        and party.approved != proposal.version,
        _("Du har redan godkänt texten."),
    )


def regret(side: Side) -> Ability:
    """Open again what one has said no to oneself."""
    party = side.party
    return allow(
        "regret",
        party is not None and party.declined_at is not None,
        _("Det finns inget att öppna igen."),
    )


def own(side: Side) -> Ability:
    """Answer for the card as the one who asked: only where her name is shown in the thread already."""
    return allow(
        "own",
        side.standing.is_asker and side.is_signed,
        _("Ditt namn visas inte i tråden, och kortet skulle röja att det var du som frågade."),
    )
