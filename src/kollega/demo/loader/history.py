"""Two years in the order they happened: each act at its time, and what the rooms do in between."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.consultation import asking, services
from kollega.consultation.choices import Audience
from kollega.core import clock, notices
from kollega.core.actor import acting, job_for
from kollega.core.events import deliver
from kollega.core.jobs import run_waiting
from kollega.demo.loader import people, rounds
from kollega.demo.loader.skills import present
from kollega.demo.loader.stage import Act, LoadError, Stage, id_of
from kollega.demo.loader.thread import Thread
from kollega.demo.world import Colleague, Draft, PhoneNote
from kollega.search import settling

TOLD = timedelta(days=30)
"""Of what is older nobody is told: the notices would have been read and forgotten."""
UNREAD = timedelta(days=3)
"""Notices older than this have been read."""


def play(stage: Stage) -> None:
    """Everything that the world tells of, the oldest first.

    Raises:
        LoadError: a text was stopped, or somebody may not do what the world lets her do.
    """
    threads = [Thread(stage, question) for question in stage.world.questions.values()]
    acts = sorted(_acts(stage, threads), key=lambda act: act.at)
    recent = stage.now - TOLD
    for act in acts:
        if act.at < recent:
            _do(act, threads)
    take_from_queue()
    with letters_closed():
        for act in acts:
            if act.at >= recent:
                _do(act, threads)
                with clock.at(act.at):
                    run_waiting()
        _ask_next_groups(threads, until=stage.now)
        with clock.at(stage.now):
            run_waiting()


def settle(stage: Stage) -> None:
    """Do what waits to be done, mark what is old as read, and count the words that are searched for."""
    run_waiting()
    read_on = stage.now - UNREAD
    with clock.at(read_on):
        for actor in map(stage.actor, stage.accounts):
            with acting(actor):
                notices.mark_all_read(actor, until=read_on)
    for key in stage.world.collaborations:
        actor = job_for(job="demo", collaboration_id=id_of("collaboration", key))
        with acting(actor):
            settling.count_terms(actor)


def _acts(stage: Stage, threads: Iterable[Thread]) -> Iterator[Act]:
    world = stage.world
    for colleague in world.colleagues.values():
        if colleague.employed_days:
            yield _beginning(stage, colleague)
    for thread in threads:
        yield from thread.acts()
    yield from rounds.acts(stage)
    for number, note in enumerate(world.phone_notes):
        yield _call(stage, number, note)
    for number, draft in enumerate(world.drafts, 1):
        yield _draft(stage, draft, stage.now - timedelta(minutes=20 * number))


def _beginning(stage: Stage, colleague: Colleague) -> Act:
    def begin() -> None:
        people.employ(stage, colleague)
        present(stage, colleague)

    return Act(people.begins(stage, colleague), colleague.name, begin)


def _call(stage: Stage, number: int, note: PhoneNote) -> Act:
    def tell() -> None:
        actor = stage.actor(note.caller)
        with acting(actor):
            services.note_phone_help(
                actor,
                public_id=id_of("call", str(number)),
                area_id=stage.area(note.caller, note.area),
                helped=note.helped,
                other_municipality_id=stage.actor(note.called).municipality_id,
                gave=False,
            )

    return Act(note.when.at(stage.now), f"Samtalet {number + 1}", tell)


def _draft(stage: Stage, draft: Draft, at: datetime) -> Act:
    areas = [str(stage.area(draft.author, each)) for each in draft.areas]
    body = {
        "kind": draft.kind,
        "text": draft.text,
        "area": areas[0],
        "second_area": areas[1] if len(areas) > 1 else "",
        "wish": draft.wish,
        "age_span": draft.age_span,
        "matter": draft.matter,
        "urgency": draft.urgency,
        "audience": Audience.GROUP.value,
    }

    def write() -> None:
        actor = stage.actor(draft.author)
        with acting(actor):
            drafts.save(
                actor,
                draft_id=id_of("draft", draft.author),
                purpose=asking.PURPOSE,
                version=0,
                body=asking.body_from(body),
            )

    return Act(at, f"Utkastet av {draft.author}", write)


def _do(act: Act, threads: Iterable[Thread]) -> None:
    _ask_next_groups(threads, until=act.at)
    try:
        with clock.at(act.at):
            act.run()
    except NotCleared as stopped:
        words = ", ".join(f"”{found.finding.text}”" for found in stopped.check.open)
        raise LoadError(f"{act.where}: kontrollen stoppar texten vid {words}.") from None
    except (Http404, PermissionDenied) as refused:
        raise LoadError(f"{act.where}: går inte att göra. {refused}") from refused
    except Exception as problem:
        problem.add_note(act.where)
        raise


def _ask_next_groups(threads: Iterable[Thread], *, until: datetime) -> None:
    """Ask the groups whose turn came before this moment, each at its own."""
    while due := [(each.next_group_at, each) for each in threads if each.next_group_at]:
        at, thread = min(due, key=lambda pair: pair[0])
        if at > until:
            return
        with clock.at(at):
            thread.ask_next_group()


def take_from_queue() -> None:
    """Let nothing follow from what has happened so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from procrastinate_jobs where status = 'todo' and task_name = %s",
            [deliver.name],
        )


@contextmanager
def letters_closed() -> Iterator[None]:
    """Letters of the past go nowhere: they would be sent today, about what was long ago."""
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = kept
