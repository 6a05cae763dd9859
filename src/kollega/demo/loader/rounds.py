"""A year of rounds: a standing one every other week, notes from a few, one that waits for a time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from kollega.border import drafts
from kollega.consultation import rules as questions
from kollega.consultation import services as consultation
from kollega.consultation.rules import Standing
from kollega.core import calendar, clock
from kollega.core.actor import Actor, acting, job_for
from kollega.demo.loader.stage import Act, Stage, id_of
from kollega.demo.world.reading import read
from kollega.rounds import housekeeping, rules, times
from kollega.rounds.choices import Can, Part, Presenter
from kollega.rounds.models import Brought, Round, RoundSeries, TimeProposal
from kollega.rounds.services import bringing, notes, planning, series
from kollega.rounds.services.bringing import Proposal
from kollega.rounds.services.series import Terms

SERIES = id_of("round_series", "standing")
PROPOSED = id_of("round", "proposed")
SOON = timedelta(hours=26)
"""How long after it was asked a question is taken up."""


def acts(stage: Stage) -> Iterator[Act]:
    """What happened around rounds, each at its time; nothing where those who were in it are not."""
    told = read("rounds.toml")
    standing = told["standing"]
    people = [standing["leader"], *standing["members"]]
    if not all(_is_there(stage, each) for each in people):
        return
    begins = stage.now - timedelta(weeks=standing["weeks_ago"])
    yield Act(begins, "Den stående rundan", partial(_begin, stage, standing))
    for weeks in range(4, standing["weeks_ago"] + 4, 4):
        at = min(begins + timedelta(weeks=weeks), stage.now - timedelta(minutes=5))
        yield Act(at, "Nästa rundor", partial(_make, stage, standing))
    for case in told["case"]:
        if case["question"] in stage.world.questions:
            yield from _held(stage, standing, case)
    yield from _coming(stage, told)
    yield Act(
        stage.now - timedelta(minutes=1), "Hållna rundor", partial(_note_held, stage, standing)
    )


def _is_there(stage: Stage, who: str) -> bool:
    found = stage.world.colleagues.get(who)
    return found is not None and not found.employed_days


def first_day(now: datetime, standing: dict[str, Any]) -> date:
    """So many weeks before the coming round: whichever day the demo is created, one comes within a week.

    A day that is a holiday has no round; the week after has it then.
    """
    day = clock.local(now).date()
    day += timedelta(days=(standing["weekday"] - day.weekday()) % 7)
    at = time.fromisoformat(standing["at"])
    while times.moment(day, at) <= now or not calendar.is_workday(day):
        day += timedelta(weeks=1)
    return day - timedelta(weeks=standing["weeks_ago"])


def _begin(stage: Stage, standing: dict[str, Any]) -> None:
    actor = stage.actor(standing["leader"])
    terms = Terms(
        weekday=standing["weekday"],
        at=time.fromisoformat(standing["at"]),
        minutes=45,
        first_on=first_day(stage.now, standing),
        facilitator_id=actor.colleague_id,
    )
    with acting(actor):
        series.begin(actor, terms, public_id=SERIES)
    for each in standing["members"]:
        mine = stage.actor(each)
        with acting(mine):
            series.join(mine, RoundSeries.objects.get(pk=SERIES))


def _make(stage: Stage, standing: dict[str, Any]) -> None:
    actor = stage.actor(standing["leader"])
    with acting(actor):
        series.make_ahead(actor, RoundSeries.objects.get(pk=SERIES))


def _next(stage: Stage, standing: dict[str, Any], after: datetime) -> datetime:
    """The first standing round after a moment."""
    day, at = clock.local(after).date(), time.fromisoformat(standing["at"])
    for slot in times.slots(first_day(stage.now, standing), day, day + timedelta(weeks=26)):
        found = times.occurrence(slot, standing["weekday"], at)
        if found is not None and found > after:
            return found
    raise LookupError("no round in half a year")


def _held(stage: Stage, standing: dict[str, Any], case: dict[str, Any]) -> Iterator[Act]:
    """A question was brought, and something was noted."""
    key = case["question"]
    asked = stage.world.questions[key].when.at(stage.now) + SOON
    when = _next(stage, standing, asked + timedelta(days=1))
    where = f"Rundan om {key}"
    yield Act(asked, where, partial(_bring, stage, key, when, Presenter.FACILITATOR))
    for number, (part, text) in enumerate(case["notes"].items()):
        who = case["writers"][number % len(case["writers"])]
        later = timedelta(days=42) if part == Part.FOLLOW_UP else timedelta(minutes=30)
        at = when + later + timedelta(minutes=number)
        if at < stage.now:
            yield Act(at, where, partial(_write, stage, key, who, Part(part), text))


def _coming(stage: Stage, told: dict[str, Any]) -> Iterator[Act]:
    """Two questions in the next round, and one round of its own that waits for a time."""
    known = stage.world.questions
    when = _next(stage, told["standing"], stage.now)
    for number, case in enumerate(told["coming"]):
        if case["question"] in known:
            at = stage.now - timedelta(minutes=50 - number)
            presenter = Presenter(case["presenter"])
            deed = partial(_bring, stage, case["question"], when, presenter)
            yield Act(at, f"Nästa runda: {case['question']}", deed)
    own = told["proposed"]
    people = own["people"]
    if own["question"] in known and all(_is_there(stage, each) for each in people):
        yield Act(
            stage.now - timedelta(minutes=40), "Den egna rundan", partial(_propose, stage, own)
        )


def _own(stage: Stage, key: str) -> tuple[Actor, Any]:
    return stage.actor(stage.world.questions[key].asker), id_of("question", key)


def _bring(stage: Stage, key: str, when: datetime, presenter: Presenter) -> None:
    actor, question_id = _own(stage, key)
    with acting(actor):
        row = Round.objects.get(series_id=SERIES, starts_at=when)
        standing = questions.question_for(actor, question_id, need="own")
        seat = rules.round_for(actor, row.id, lock=True)
        bringing.bring(actor, standing, seat, presenter=presenter)


def _opened(actor: Actor, question_id: Any) -> Standing:
    standing = questions.question_for(actor, question_id)
    if not standing.may_read:
        consultation.read_on(actor, standing)
    return standing


def _write(stage: Stage, key: str, who: str, part: Part, text: str) -> None:
    actor, question_id = stage.actor(who), id_of("question", key)
    with acting(actor):
        _opened(actor, question_id)
        brought = Brought.objects.get(question_id=question_id, round__series_id=SERIES)
        case = rules.note_for(actor, brought.round_id, brought.id, write=True, lock=True)
        draft = drafts.save(
            actor,
            draft_id=id_of("note", key, part.value),
            purpose=notes.purpose(part),
            subject_id=brought.id,
            version=0,
            body={"text": text},
        )
        notes.save(actor, case, part, draft, seen=0)


def _propose(stage: Stage, own: dict[str, Any]) -> None:
    actor, question_id = _own(stage, own["question"])
    people = [stage.actor(each) for each in own["people"]]
    first = calendar.next_workday(clock.today() + timedelta(days=6))
    days = [first, calendar.next_workday(first), calendar.next_workday(first + timedelta(days=4))]
    hours = (time(9), time(13, 30), time(10, 15))
    proposal = Proposal(
        people=[each.colleague_id for each in people],
        times=[times.moment(day, at) for day, at in zip(days, hours, strict=True)],
        vote_by=calendar.deadline(clock.today() + timedelta(days=3)),
        minutes=45,
        presenter=Presenter.FACILITATOR,
        facilitator_id=people[1].colleague_id,
        sit_in=False,
    )
    with acting(actor):
        standing = questions.question_for(actor, question_id, need="own")
        bringing.propose(actor, standing, proposal, public_id=PROPOSED)
    for who, says in zip(people, own["votes"], strict=False):
        with acting(who):
            rows = TimeProposal.objects.filter(round_id=PROPOSED).order_by("starts_at")
            seat = rules.round_for(who, PROPOSED, lock=True)
            chosen = {row.id: Can(can) for row, can in zip(rows, says, strict=True)}
            planning.vote(who, seat, says=chosen)


def _note_held(stage: Stage, standing: dict[str, Any]) -> None:
    collaboration_id = stage.actor(standing["leader"]).collaboration_id
    actor = job_for(job="demo", collaboration_id=collaboration_id)
    with acting(actor):
        housekeeping.note_held(actor)
