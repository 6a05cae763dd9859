"""Taking a question up: in a standing round, or in a round of its own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from kollega.consultation import api as consultation
from kollega.consultation import services as questions
from kollega.consultation.choices import Status as Asking
from kollega.consultation.models import Question
from kollega.consultation.rules import ONGOING, Standing
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.request import denied
from kollega.core.rules import Ability, allow
from kollega.organisation import options
from kollega.rounds import rules
from kollega.rounds.choices import Presenter, Status
from kollega.rounds.models import Brought, Convening, Round, Suggestion, TimeProposal
from kollega.rounds.options import MOST_CASES, SHARED_LINK
from kollega.rounds.rules import Seat, is_coming
from kollega.rounds.services.common import attending, hides, seat_people, tell
from kollega.rounds.services.planning import call_off


class StandsOut(Exception):
    """Sitting in, the asker could be singled out among those who come."""


def may_bring(standing: Standing) -> Ability:
    """Whether the question can be taken up at all, whoever asks."""
    if standing.question.only_municipality_id is not None:
        why = _("Frågan läses bara i din kommun. Den kan inte tas upp tillsammans med andra.")
        return allow("bring", allowed=False, why=why)
    return allow(
        "bring",
        standing.question.status in ONGOING,
        _("Frågan är avslutad. Öppna den igen om du vill ta upp den."),
    )


def room_left(actor: Actor, row: Round) -> bool:
    """Whether another case fits."""
    taken = (
        Brought.objects.filter(collaboration_id=row.collaboration_id, round=row, taken_back=False)
        .exclude(question__status=Asking.WITHDRAWN)
        .count()
    )
    return taken < int(options.value(actor, MOST_CASES))


def bring(actor: Actor, standing: Standing, seat: Seat, *, presenter: Presenter) -> Brought:
    """Take the asker's question up in a standing round. Done twice it is there once; done again
    with another presenter that one tells of it.

    Nothing that is stored or announced tells who did it. Everybody who comes may now meet the
    question, its preview first.

    Raises:
        PermissionDenied: it cannot be taken up, or not there.
        StandsOut: she is listed there, and would be the odd one out.
    """
    _require(standing)
    row, question = seat.round, standing.question
    if row.series_id is None or not is_coming(row):
        raise denied(_("Rundan tar inte emot frågor."))
    found = Brought.objects.filter(
        collaboration_id=row.collaboration_id, round=row, question=question
    ).first()
    is_there = found is not None and not found.taken_back
    if found is not None and is_there and found.presenter == presenter:
        return found
    if not is_there and not room_left(actor, row):
        raise denied(_("Rundan är full. Välj nästa."))
    people = [*attending(row), *([actor.colleague_id] if seat.takes_part else [])]
    _require_crowd(actor, standing, people, presenter)
    if found is None:
        found = _place(row, question, presenter)
    else:
        found.taken_back, found.presenter = False, presenter
        found.save(update_fields=["taken_back", "presenter"])
    _open_to(actor, standing, row, presenter)
    access.audit(actor, "question.bring", "question", question.id)
    if not is_there:
        tell(actor, "brought", row, case=found.id)
    return found


def _require(standing: Standing) -> None:
    if not standing.is_asker:
        raise denied(_("Bara den som frågar kan ta upp frågan."))
    may_bring(standing).require()


def _require_crowd(
    actor: Actor, standing: Standing, people: Collection[UUID], presenter: Presenter
) -> None:
    """Refuse where the asker would stand out among those who come."""
    withheld = standing.question.asker_id is None and presenter != Presenter.ASKER
    listed = withheld and actor.colleague_id in people
    if listed and not hides(actor, standing.question.id, people, asker=actor.colleague_id):
        raise StandsOut


def _place(row: Round, question: Question, presenter: Presenter) -> Brought:
    last = Brought.objects.filter(collaboration_id=row.collaboration_id, round=row).aggregate(
        last=Max("place")
    )["last"]
    found = Brought(
        id=uuid4(),
        collaboration_id=row.collaboration_id,
        round=row,
        question=question,
        place=(last or 0) + 1,
        presenter=presenter,
    )
    found.save(force_insert=True)
    return found


def _open_to(actor: Actor, standing: Standing, row: Round, presenter: Presenter) -> None:
    """Let those who come meet the question; who presents is among them."""
    question = standing.question
    if presenter == Presenter.TAKER and question.taken_by_id:
        seat_people(actor, row, [question.taken_by_id])
    consultation.invite_readers(actor, [question.id], attending(row))
    if presenter == Presenter.ASKER and question.asker_id is None:
        questions.show_name(actor, standing)


def take_back(actor: Actor, standing: Standing, seat: Seat, brought: Brought) -> None:
    """The asker does not want the question taken up there after all."""
    if not standing.is_asker:
        raise denied(_("Bara den som frågar kan ta tillbaka frågan."))
    rules.take_back(seat.round).require()
    brought.taken_back = True
    brought.save(update_fields=["taken_back"])
    access.audit(actor, "question.take_back", "question", brought.question_id)
    drop_own(actor, seat.round)


def drop_own(actor: Actor, row: Round) -> bool:
    """Call a round of its own off where its question is gone: nothing else is taken up there."""
    gone = row.series_id is None and (row.status == Status.PROPOSED or is_coming(row))
    if gone:
        call_off(actor, row)
    return gone


def suggest(actor: Actor, standing: Standing) -> bool:
    """Tell the asker that a colleague thinks that the question should be taken up; False where
    she has done so already."""
    may_bring(standing).require()
    _row, made = Suggestion.objects.get_or_create(
        collaboration_id=standing.question.collaboration_id,
        question=standing.question,
        colleague_id=actor.colleague_id,
    )
    if made:
        announce(
            actor,
            "round.suggested",
            subject_kind="question",
            subject_id=standing.question.id,
        )
    return made


@dataclass(frozen=True)
class Proposal:
    """A round of its own, as the form gives it. `sit_in`: the asker is listed among the others."""

    people: Collection[UUID]
    times: Collection[datetime]
    vote_by: date
    minutes: int
    presenter: Presenter
    facilitator_id: UUID | None
    sit_in: bool


def propose(actor: Actor, standing: Standing, proposal: Proposal, *, public_id: UUID) -> Round:
    """Propose a round about one question: people, times to vote on, who tells of it.

    Posting twice finds the first. Who proposed it stands in `Convening`, for her alone.

    Raises:
        StandsOut: she would sit in, and be the odd one out.
    """
    before = Round.objects.filter(collaboration_id=actor.collaboration_id, pk=public_id).first()
    if before is not None:
        return before
    _require(standing)
    question = standing.question
    people = set(proposal.people) - {actor.colleague_id}
    if proposal.presenter == Presenter.TAKER and question.taken_by_id:
        people.add(question.taken_by_id)
    if proposal.sit_in or proposal.presenter == Presenter.ASKER:
        people.add(actor.colleague_id)
    _require_crowd(actor, standing, people, proposal.presenter)
    row = Round(
        id=public_id,
        collaboration_id=question.collaboration_id,
        status=Status.PROPOSED,
        vote_by=proposal.vote_by,
        minutes=proposal.minutes,
        video_link=str(options.value(actor, SHARED_LINK)),
        facilitator_id=proposal.facilitator_id,
    )
    row.save(force_insert=True)
    Convening(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        collaboration_id=row.collaboration_id,
        round_id=row.id,
    ).save(force_insert=True)
    TimeProposal.objects.bulk_create(
        TimeProposal(id=uuid4(), collaboration_id=row.collaboration_id, round=row, starts_at=each)
        for each in sorted(set(proposal.times))
    )
    _place(row, question, proposal.presenter)
    new = seat_people(actor, row, people)
    if proposal.presenter == Presenter.ASKER and question.asker_id is None:
        questions.show_name(actor, standing)
    access.audit(actor, "question.propose_round", "question", question.id)
    tell(actor, "invited", row, people=new)
    return row
