"""What the room's tests do: close a question, ask about it, answer, let days pass."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.models import Competence
from kollega.consultation.models import Question
from kollega.consultation.tests import helpers
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.outcome import following, jobs, tokens
from kollega.outcome.models import FollowUp, FollowUpAnswer

MONDAY = datetime(2026, 11, 23, 10, tzinfo=clock.STOCKHOLM)
ANSWER = {"followed": "partly", "happened": ["calmer", "more_help"], "ask_again": "yes"}
ADVICE = "Börja med en skyddsbedömning och prata enskilt med flickan."


def url(name: str, *ids: object) -> str:
    """One of the room's addresses."""
    return reverse(f"outcome:{name}", args=list(ids))


def closed(world: World, *, kind: str = "situation", who: str = "asker") -> uuid.UUID:
    """A closed question of the asker's, with advice from somebody in Storavan."""
    with acting(world.answerer.actor):
        known = Competence.objects.exists()
    if not known:
        helpers.declare(world, "answerer", "heder")
        helpers.declare(world, "answerer_two", "heder")
    asker, answerer = client_of(world.personas[who]), client_of(world.answerer)
    question_id = helpers.send(asker, world, kind=kind)
    helpers.press(answerer, "respond", question_id, choice="read")
    helpers.press(answerer, "take", question_id)
    helpers.reply(answerer, question_id, ADVICE)
    close(world, question_id, who=who)
    return question_id


def close(world: World, question_id: uuid.UUID, *, who: str = "asker") -> None:
    """Close it with one press."""
    answer = client_of(world.personas[who]).post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "do": "send"},
    )
    assert answer.status_code == 302


def say_safe(world: World, question_id: uuid.UUID, **answers: str) -> None:
    """Answer the questions about safe contact."""
    url = reverse("outcome:safe_contact", args=[question_id])
    assert client_of(world.asker).post(url, answers).status_code == 302


def write_sheet(world: World, question_id: uuid.UUID) -> None:
    """Go through the sheet's text and save it."""
    data = {"version": "0", "asked": "Vi bad om råd.", "advised": "Prata med dig först."}
    answer = client_of(world.asker).post(url("sheet", question_id), data)
    assert answer.status_code == 302, answer.content.decode()


def note_words(world: World, question_id: uuid.UUID, **changes: Any) -> uuid.UUID:
    """Note the person's own words; the note's id."""
    words_id = uuid.uuid4()
    data = {
        "draft": str(words_id),
        "version": "0",
        "text": "Jag vill vara med när ni ringer skolan.",
        "said_on": clock.today().isoformat(),
        **changes,
    }
    answer = client_of(world.asker).post(reverse("outcome:words", args=[question_id]), data)
    assert answer.status_code == 302, answer.content.decode()
    return words_id


def asked(world: World, question_id: uuid.UUID, *, after_days: int = 30) -> FollowUp:
    """The asker has been asked how it went, by the services but without the worker."""
    actor = world.asker.actor
    with acting(actor):
        question = Question.objects.get(pk=question_id)
        following.plan(actor, question, wanted=True)
        row = FollowUp.objects.select_for_update().get(
            question_id=question_id, after_days=after_days
        )
        if row.asked_on is None:
            row.due_on = clock.today() - timedelta(days=1)
            following.ask(actor, row)
        return row


def follow_ups(world: World, who: str = "asker") -> list[FollowUp]:
    """Somebody's own follow-ups."""
    with acting(world.personas[who].actor):
        return list(FollowUp.objects.order_by("after_days"))


def counted(world: World) -> list[FollowUpAnswer]:
    """What is counted in the asker's municipality."""
    actor = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(actor):
        return list(FollowUpAnswer.objects.order_by("after_days"))


def night(day: datetime) -> None:
    """What the worker does on a day."""
    with clock.at(day):
        jobs.ask_due.run()
        run_waiting()


def notices_of(world: World, kind: str, *, who: str = "asker") -> int:
    """How many notices of a kind somebody has been given."""
    with acting(world.personas[who].actor):
        return Notice.objects.filter(kind=kind, channel="screen").count()


def link(world: World, row: FollowUp) -> str:
    """The path in the asker's letter."""
    return url("by_link", tokens.token_for(world.asker.account.id, row.id))
