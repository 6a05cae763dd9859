"""What became of the advice: the person told, and how it went after 30 and 90 days.

Only for questions that were closed long enough ago; each act at its own time, by the asker.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kollega.border import drafts
from kollega.consultation import rules
from kollega.consultation.rules import Standing
from kollega.core import clock, notices
from kollega.core.actor import Actor, acting
from kollega.core.jobs import run_waiting
from kollega.demo.loader.history import TOLD, letters_closed, take_from_queue
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world import Question
from kollega.demo.world.outcomes import Outcome, load_outcomes
from kollega.outcome import following, services
from kollega.outcome.choices import DAYS, Telling
from kollega.outcome.following import Answer
from kollega.outcome.models import FollowUp
from kollega.outcome.services import Telt
from kollega.outcome.sheet import Texts

Deed = Callable[[Actor, Standing, Outcome], None]
ANSWERED_AFTER = timedelta(hours=3)
UNREAD = timedelta(days=14)
"""A follow-up that nobody answered is still unread for so long."""


@dataclass(frozen=True)
class _Course:
    """A closed question: who asked it, when it was closed, and what the world tells of it since."""

    stage: Stage
    question: Question
    outcome: Outcome | None
    closed_at: datetime

    @property
    def actor(self) -> Actor:
        return self.stage.actor(self.question.asker)

    @property
    def id(self) -> UUID:
        return id_of("question", self.question.key)


def play(stage: Stage) -> None:
    """Everything that came of the closed questions, the oldest first."""
    told = {each.question: each for each in load_outcomes()}
    with letters_closed():
        for question in stage.world.questions.values():
            if question.closing:
                closed_at = question.closing.when.at(stage.now)
                _one(_Course(stage, question, told.get(question.key), closed_at))
        with clock.at(stage.now):
            run_waiting()


def _one(course: _Course) -> None:
    if course.outcome is not None:
        _tell(course, course.outcome)
    elif course.question.facts is None:
        return  # about method, and the asker has not wanted to be asked
    actor = course.actor
    with clock.at(course.closed_at), acting(actor):
        standing = rules.question_for(actor, course.id, need="own")
        following.plan(actor, standing.question, wanted=True)
    for days in DAYS:
        due = _morning(following.due_on(course.closed_at, days))
        if due <= course.stage.now:
            _ask(course, days, due)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 5), clock.STOCKHOLM)


def _ask(course: _Course, days: int, due: datetime) -> None:
    """The question at its day, and the answer where there is one."""
    actor, now = course.actor, course.stage.now
    row = FollowUp.objects.filter(question_id=course.id, after_days=days)
    with clock.at(due):
        with acting(actor):
            following.ask(actor, row.select_for_update().get())
        run_waiting()
    answer, answered_at = _answer(course.outcome, days), due + ANSWERED_AFTER
    if answer is not None and answered_at <= now:
        with clock.at(answered_at):
            with acting(actor):
                following.answer(actor, row.select_for_update().get(), answer)
            run_waiting()
    elif due < now - UNREAD:
        with clock.at(due + UNREAD), acting(actor):
            notices.clear(actor, row.get().id)
            row.update(is_quiet=True)


def _answer(outcome: Outcome | None, days: int) -> Answer | None:
    if outcome is None:
        return None
    followed = outcome.after_30 if days == DAYS[0] else outcome.after_90
    happened = outcome.happened_30 if days == DAYS[0] else outcome.happened_90
    return Answer(followed, happened, outcome.ask_again) if followed else None


def _tell(course: _Course, outcome: Outcome) -> None:
    """What the asker did with the person, and told the colleagues."""
    actor, now = course.actor, course.stage.now
    for at, act in _acts(outcome, course.closed_at):
        if at > now:
            continue
        with clock.at(at):
            with acting(actor):
                act(actor, rules.question_for(actor, course.id, need="own", lock=True), outcome)
            if at < now - TOLD:
                take_from_queue()
            run_waiting()


def _acts(outcome: Outcome, closed_at: datetime) -> Iterator[tuple[datetime, Deed]]:
    if outcome.told:
        yield closed_at + timedelta(days=1), _telt
    if outcome.asked:
        yield closed_at + timedelta(days=2), _sheet
    if outcome.words:
        yield closed_at + timedelta(days=outcome.words_days), _words
    if outcome.afterwards:
        yield closed_at + timedelta(days=outcome.afterwards_days), _afterwards


def _telt(actor: Actor, standing: Standing, outcome: Outcome) -> None:
    tell_on = clock.today() + timedelta(days=7) if outcome.told == "will" else None
    services.tell(actor, standing, Telt(Telling(outcome.told), tell_on, outcome.why_not))


def _sheet(actor: Actor, standing: Standing, outcome: Outcome) -> None:
    happens = (
        "Det här är råd. Det är vi här som bestämmer, tillsammans med dig.\n"
        "Vi hörs på tisdag som vi sa."
    )
    texts = Texts(outcome.asked.strip(), outcome.advised.strip(), happens, is_large=True)
    services.save_sheet(actor, standing, texts, version=0, back="")
    services.note_contact(actor, standing, wanted="yes", hidden_from="nobody", way="hand")


def _words(actor: Actor, standing: Standing, outcome: Outcome) -> None:
    draft = drafts.save(
        actor,
        draft_id=id_of("words", outcome.question),
        purpose=services.WORDS_DRAFT,
        subject_id=standing.question.id,
        version=0,
        body={"text": outcome.words},
    )
    services.note_words(actor, standing, draft, said_on=clock.today())


def _afterwards(actor: Actor, standing: Standing, outcome: Outcome) -> None:
    draft = drafts.save(
        actor,
        draft_id=id_of("afterwards", outcome.question),
        purpose=services.AFTERWARDS_DRAFT,
        subject_id=standing.question.id,
        version=0,
        body={"text": outcome.afterwards.strip()},
    )
    services.tell_afterwards(actor, standing, draft)
    notices.clear(actor, standing.question.id)
