"""Writes: proposing, changing, approving, asking for a change, saying no.

Whoever changes the text approves it by that; everybody else's approval falls. What the card's owner
approves passes the recognition gate in her own name, so that the card's text is hers and her
municipality's, and leads to nobody who asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from kollega.border import drafts, gate
from kollega.border.gate import Cleared
from kollega.border.models import Draft
from kollega.consultation.models import CardProposal, Post, ProposalParty, ProposalRemark
from kollega.consultation.to_card import rules
from kollega.consultation.to_card.rules import Side
from kollega.core import access, clock
from kollega.core.actor import Actor, MaybeId
from kollega.core.events import announce
from kollega.core.posting import next_version
from kollega.core.request import not_found

PURPOSE, REMARK = "card_proposal", "card_remark"
FIELDS = ("title", "answer", "body")
TEXT = ("text",)


@dataclass(frozen=True)
class Choices:
    """What is chosen beside the text: the answers it builds on, how sure it is, how often it is looked
    at, and whether the asker answers for it herself.
    """

    used: frozenset[UUID]
    sureness: str
    check_months: int
    own: bool = False


class Changed(Exception):
    """The text says something else than what was approved."""


def _announce(actor: Actor, side: Side, what: str) -> None:
    """Who did it is told only where she is known in the thread."""
    announce(
        actor,
        f"question.{what}",
        subject_kind="question",
        subject_id=side.standing.question.id,
        detail={"by": side.me} if side.me else {},
    )


def _audit(actor: Actor, side: Side) -> None:
    """One verb for all that is done here: the log does not tell a yes from a no."""
    access.audit(actor, "question.card", "question", side.standing.question.id)


def propose(
    actor: Actor,
    side: Side,
    draft: Draft,
    choices: Choices,
    *,
    version: int,
    labels: Mapping[str, str],
) -> CardProposal:
    """Propose the draft as a card, or change what is proposed. `version` is the one it builds on.

    Raises:
        Conflict: the proposal was changed in between.
        NotCleared: the text can point somebody out.
        ValueError: no answer is used that can be.
    """
    rules.write(side).require()
    question = side.standing.question
    posts = [each for each in rules.answers(actor, side.standing) if each.id in choices.used]
    people = _people(side, posts)
    if not people:
        raise ValueError("a card from an answer uses an answer")
    stored = side.proposal
    if stored is not None:
        texts = {name: (labels[name], str(draft.body.get(name, "")).strip()) for name in FIELDS}
        next_version(stored, version, texts)
    cleared = drafts.clear(actor, draft, FIELDS, stays_home=bool(question.only_municipality_id))
    owner = _owner(actor, side, posts, choices)
    if stored is not None and _is_same(stored, cleared, posts, choices, owner):
        drafts.gone(draft)
        _approved(actor, side, stored, cleared)
        return stored
    proposal = stored or CardProposal(
        id=draft.id,
        collaboration_id=question.collaboration_id,
        only_municipality_id=question.only_municipality_id,
        question=question,
        version=0,
    )
    _write(proposal, cleared)
    proposal.owner_id = owner
    proposal.sureness, proposal.check_months = choices.sureness, choices.check_months
    proposal.used, proposal.draft_id = [each.id for each in posts], draft.id
    proposal.version, proposal.changed_at = proposal.version + 1, clock.now()
    proposal.save()
    _seat(proposal, {None, *people}, side.me)
    drafts.gone(draft)
    _audit(actor, side)
    _announce(actor, side, "card_proposed")
    return proposal


def _is_same(
    stored: CardProposal,
    cleared: Cleared,
    posts: Collection[Post],
    choices: Choices,
    owner: MaybeId,
) -> bool:
    """Whether nothing is changed: then it is an approval."""
    return (
        all(str(getattr(stored, name)) == str(cleared[name]) for name in FIELDS)
        and set(stored.used) == {each.id for each in posts}
        and (stored.sureness, stored.check_months) == (choices.sureness, choices.check_months)
        and stored.owner_id == owner
    )


def _people(side: Side, posts: Collection[Post]) -> set[MaybeId]:
    """Colleagues whose words are used, and the one who proposes where she has answered."""
    authors = {each.author_id for each in posts}
    return authors | {side.me} if authors and side.me else authors


def _owner(actor: Actor, side: Side, posts: Collection[Post], choices: Choices) -> MaybeId:
    """Who answers for the card: the one who proposes it among those who answered, else the one who took
    the question, else who answered first. The asker only where she may, and says so.
    """
    if choices.own and rules.own(side):
        return actor.colleague_id
    authors = [each.author_id for each in posts]
    stored, taken = side.proposal, side.standing.question.taken_by_id
    kept = stored.owner_id if stored is not None and stored.owner_id in authors else None
    return kept or side.me or (taken if taken in authors else authors[0])


def _write(proposal: CardProposal, cleared: Cleared) -> None:
    proposal.title, proposal.answer = cleared["title"], cleared["answer"]
    proposal.body, proposal.passage_id = cleared["body"], cleared.passage_id


def _seat(proposal: CardProposal, people: Collection[MaybeId], me: MaybeId) -> None:
    """Those who must approve: approved is what the one who changed it has written, nothing else."""
    here = ProposalParty.objects.filter(
        collaboration_id=proposal.collaboration_id, proposal=proposal
    )
    kept: dict[MaybeId, ProposalParty] = {each.colleague_id: each for each in here}
    gone = [each.id for who, each in kept.items() if who not in people]
    here.filter(pk__in=gone).delete()
    here.update(approved=0, declined_at=None)
    ProposalParty.objects.bulk_create(
        [
            ProposalParty(
                id=uuid4(),
                collaboration_id=proposal.collaboration_id,
                only_municipality_id=proposal.only_municipality_id,
                proposal=proposal,
                colleague_id=who,
            )
            for who in people
            if who not in kept
        ]
    )
    here.filter(colleague_id=me).update(approved=proposal.version)


def approve(actor: Actor, side: Side, *, version: int, kept: Mapping[str, str]) -> bool:
    """Approve the text of that version; whether all have by now. Approving twice is approving once.

    `kept` says why what the gate finds may stay, for the one who will answer for the card.

    Raises:
        Changed: the text is another by now.
        NotCleared: the owner's own municipality knows a name in it.
    """
    proposal, party = side.proposal, side.party
    if proposal is None or party is None:
        raise not_found()
    if party.approved == proposal.version == version:
        return proposal.agreed_at is not None
    rules.write(side).require()
    if proposal.version != version:
        raise Changed
    own = proposal.owner_id == actor.colleague_id
    return _approved(actor, side, proposal, _in_own_name(actor, proposal, kept) if own else None)


def _approved(actor: Actor, side: Side, proposal: CardProposal, cleared: Cleared | None) -> bool:
    """The actor approves the text as it stands; whether all have by now. `cleared` is that very text
    through her own check; it is kept where she will answer for the card.
    """
    party = side.party
    if party is None:
        raise not_found()
    if cleared is not None and proposal.owner_id == actor.colleague_id:
        _write(proposal, cleared)
        proposal.save(update_fields=[*FIELDS, "passage_id"])
    party.approved = proposal.version
    party.save(update_fields=["approved"])
    _audit(actor, side)
    if any(each.approved != proposal.version for each in side.parties):
        return False
    _agree(proposal)
    return True


def _in_own_name(actor: Actor, proposal: CardProposal, kept: Mapping[str, str]) -> Cleared:
    return gate.clear(
        actor,
        {name: str(getattr(proposal, name)) for name in FIELDS},
        purpose=PURPOSE,
        kept=kept,
        places=drafts.places_of(actor),
        stays_home=bool(proposal.only_municipality_id),
    )


def _agree(proposal: CardProposal) -> None:
    """All have said yes: the card is made in its owner's name, by a job."""
    from kollega.consultation.to_card.jobs import make_card

    proposal.agreed_at = clock.now()
    proposal.save(update_fields=["agreed_at"])
    make_card.defer(
        proposal_id=proposal.id,
        collaboration_id=proposal.collaboration_id,
        account_id=proposal.owner.account_id,
        municipality_id=proposal.owner.municipality_id,
    )


def decline(actor: Actor, side: Side) -> None:
    """Say no. The others learn that there will be no card, not who said so nor why."""
    proposal, party = side.proposal, side.party
    if proposal is None or party is None:
        raise not_found()
    if party.declined_at is not None:
        return
    rules.write(side).require()
    party.declined_at = proposal.ended_at = clock.now()
    party.save(update_fields=["declined_at"])
    proposal.save(update_fields=["ended_at"])
    _audit(actor, side)
    _announce(actor, side, "card_ended")


def regret(actor: Actor, side: Side) -> None:
    """Take one's own no back: the proposal goes on where it was."""
    rules.regret(side).require()
    proposal, party = side.proposal, side.party
    if proposal is None or party is None:
        raise not_found()
    party.declined_at = None
    party.save(update_fields=["declined_at"])
    if not any(each.declined_at for each in side.parties):
        proposal.ended_at = None
        proposal.save(update_fields=["ended_at"])
    _audit(actor, side)


def remark(actor: Actor, side: Side, draft: Draft) -> None:
    """Ask for a change. Its text passes the gate like everything in the thread.

    Raises:
        NotCleared: the text can point somebody out.
    """
    rules.write(side).require()
    proposal = side.proposal
    if proposal is None:
        raise not_found()
    cleared = drafts.clear(actor, draft, TEXT, stays_home=bool(proposal.only_municipality_id))
    ProposalRemark(
        id=draft.id,
        collaboration_id=proposal.collaboration_id,
        only_municipality_id=proposal.only_municipality_id,
        proposal=proposal,
        colleague_id=side.me,
        version=proposal.version,
        text=cleared["text"],
        passage_id=cleared.passage_id,
    ).save(force_insert=True)
    drafts.gone(draft)
    _audit(actor, side)
    _announce(actor, side, "card_remark")
