"""What follows from a proposed card: the parties are told, the card is made, the old is forgotten.

Imported by the room's `jobs.py`. The asker is told by her account, which jobs alone can learn.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from kollega.consultation.models import CardProposal, ProposalParty
from kollega.consultation.telling import asker_accounts, at_home
from kollega.consultation.to_card import making
from kollega.core import clock, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.notices import notify
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Colleague

KEPT_ENDED = timedelta(days=30)
KEPT_WAITING = timedelta(days=90)


@job()
def make_card(
    *, proposal_id: UUID, collaboration_id: UUID, account_id: UUID, municipality_id: UUID
) -> None:
    """Make the card that all have approved, as the one who will answer for it."""
    account = account_with_actors(account_id)
    actors = account.actors if account is not None else ()
    actor = next(
        (
            each
            for each in actors
            if each.municipality_id == municipality_id and each.collaboration_id == collaboration_id
        ),
        None,
    )
    if actor is None:
        return  # she has left since; what was proposed is forgotten in time
    actor = replace(actor, job="consultation.make_card")
    with acting(actor):
        making.make(actor, proposal_id)


def _tell(actor: Actor, event: Event, kind: str, *, waiting: bool = False) -> None:
    """Tell those who must approve, but the one who did it; the waiting ones only, where it says so."""
    parties = ProposalParty.objects.filter(
        collaboration_id=actor.collaboration_id, proposal__question_id=event.subject_id
    ).select_related("proposal", "colleague")
    by = event.detail.get("by")
    told = [
        each
        for each in parties
        if each.colleague_id != by and not (waiting and each.approved == each.proposal.version)
    ]
    notify(_accounts(event.subject_id, told), kind, event)


def _accounts(question_id: UUID, told: Iterable[ProposalParty]) -> set[UUID]:
    found: set[UUID] = set()
    for each in told:
        if each.colleague is not None:
            found.add(each.colleague.account_id)
        else:
            found.update(asker_accounts(question_id))
    return found


@listener("question.card_proposed")
def ask_parties(actor: Actor, event: Event) -> None:
    """A text waits to be read by those who must approve it."""
    _tell(actor, event, "question.card_waiting", waiting=True)


@listener("question.card_remark")
def tell_remark(actor: Actor, event: Event) -> None:
    """Somebody wants the text changed."""
    _tell(actor, event, "question.card_remark")


@listener("question.card_ended")
def tell_ended(actor: Actor, event: Event) -> None:
    """There will be no card. Nobody is told who said so: the one who did is not told at all."""
    _tell(actor, event, "question.card_ended")


@listener("question.card_made")
def tell_made(actor: Actor, event: Event) -> None:
    """The card is there: those who approved it are told, by then their rows are gone."""
    people = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=event.detail.get("people", [])
    )
    accounts = set(people.values_list("account_id", flat=True))
    notify(accounts | set(asker_accounts(event.subject_id)), "question.card_made", event)


for _kind, _function in (
    ("question.card_proposed", ask_parties),
    ("question.card_remark", tell_remark),
    ("question.card_ended", tell_ended),
    ("question.card_made", tell_made),
):
    at_home(_kind, _function)


@nightly
def forget_proposals() -> None:
    """Forget what became no card: what was ended, and what nobody has answered for long."""
    now = clock.now()
    for place in places.every():
        if place.collaboration_id is None:
            continue
        actor = job_for(
            job="consultation.forget_proposals",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
        )
        with acting(actor):
            here = CardProposal.objects.filter(collaboration_id=place.collaboration_id)
            here.filter(ended_at__lt=now - KEPT_ENDED).delete()
            going_on = here.filter(ended_at__isnull=True)
            # What all have agreed on waits for its card, or its owner left before it was made.
            going_on.filter(agreed_at__lt=now - KEPT_WAITING).delete()
            waiting = going_on.filter(agreed_at__isnull=True)
            waiting.filter(changed_at__lt=now - KEPT_WAITING).delete()
