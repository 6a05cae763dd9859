"""Jobs: work done after the answer has gone, by the worker, with PostgreSQL as the queue.

A room writes its jobs, and its listeners, in its `jobs.py`; all are found at start.

    @job()
    def count_again(*, collaboration_id: UUID) -> None:
        with acting(job_for(job="competence.count_again", collaboration_id=collaboration_id)):
            ...

    count_again.defer(collaboration_id=actor.collaboration_id)

    @periodic("*/10 * * * *")
    def look_for_the_late() -> None: ...

    @nightly
    def forget_the_old() -> None: ...

`defer` writes in the caller's transaction: the job is there if and only if the rest is. Jobs carry
ids only and open their own transactions, stating for whom they act. A job may run twice (a worker
can be killed after its COMMIT but before it says so), so its effect must bear that: look before
writing, or keep a unique row. Cron times are UTC.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.tasks import configure_task

from kollega.core import clock

log = logging.getLogger(__name__)

WAITS = (10, 60, 300, 1800, 7200, 21600)
"""Seconds before each new attempt at a job that failed: the last one is about nine hours later."""

NAME = re.compile(r"[a-z][a-z0-9_.-]{0,79}")
"""A name in the code: of a kind, a verb, a room."""


class Backoff(BaseRetryStrategy):
    """Tries again after ever longer waits, and gives up after the last."""

    def __init__(self, attempts: int) -> None:
        self.waits = WAITS[:attempts]

    def get_retry_decision(
        self,
        *,
        exception: BaseException,  # noqa: ARG002 - the library's signature; every failure waits alike
        job: QueuedJob,
    ) -> RetryDecision | None:
        if job.attempts >= len(self.waits):
            return None
        return RetryDecision(retry_in={"seconds": self.waits[job.attempts]})


@dataclass(frozen=True)
class Job:
    """A function that the worker runs later. `name` is what the queue knows it by."""

    name: str
    run: Callable[..., None]
    queue: str
    strategy: Backoff

    def defer(self, *, at: datetime | None = None, **ids: Any) -> None:
        """Queue the job in the open transaction, to be run not before `at`.

        `ids`: UUIDs, whole numbers, names in the code, or lists of such; None is left out.

        Raises:
            TypeError: something that is not an id.
        """
        configure_task(
            name=self.name,
            job_manager=_manager(),
            queue=self.queue,
            schedule_at=at,
            task_kwargs=as_json(ids),
        ).defer()


def job(*, queue: str = "default", retry: int = len(WAITS)) -> Callable[[Callable[..., None]], Job]:
    """Make a function with keyword ids a job. `retry`: how many times a failure is tried again."""

    def register(function: Callable[..., None]) -> Job:
        made = Job(registered_name(function), function, queue, Backoff(retry))

        def run(**ids: Any) -> None:
            try:
                function(**from_json(ids))
            except Exception:
                log.warning("job %s failed", made.name, exc_info=True)
                raise

        app.task(name=made.name, queue=queue, retry=made.strategy)(run)
        return _known(made)

    return register


def periodic(cron: str, *, queue: str = "default") -> Callable[[Callable[[], None]], Job]:
    """Make a function without arguments run by the clock (`cron`, five fields, UTC).

    Missed times are made good once, when the worker is back. A run that fails is not tried again,
    for the next one comes by itself; when that succeeds, the failure is forgotten.
    """

    def register(function: Callable[[], None]) -> Job:
        made = Job(registered_name(function), function, queue, Backoff(0))

        def run(timestamp: int = 0) -> None:  # noqa: ARG001 - the library tells which run it was
            function()
            with connection.cursor() as cursor:
                cursor.execute(
                    "delete from procrastinate_jobs where status = 'failed' and task_name = %s",
                    [made.name],
                )

        # The lock keeps runs from piling up behind one that takes long.
        task = app.task(name=made.name, queue=queue, queueing_lock=made.name)(run)
        app.periodic(cron=cron)(task)
        return _known(made)

    return register


def nightly(function: Callable[[], None]) -> Job:
    """Housekeeping: a job that runs once a night."""
    return periodic("40 1 * * *")(function)


every_job: dict[str, Job] = {}
"""The jobs of all rooms, by name."""


def _known(made: Job) -> Job:
    if made.name in every_job:
        raise ValueError(f"two jobs are called {made.name}")
    every_job[made.name] = made
    return made


def registered_name(function: Callable[..., Any]) -> str:
    """`<room>.<function>`: the name that queues and logs know; moving a file does not change it."""
    room = function.__module__.removeprefix("kollega.").split(".")[0]
    return f"{room}.{function.__name__}"


@cache
def _manager() -> JobManager:
    # Not the app's own: a worker gives the app a connection that is not the transaction's.
    return JobManager(DjangoConnector())


# --- Ids in and out of the queue ------------------------------------------------------------------


def as_json(ids: Mapping[str, Any]) -> dict[str, Any]:
    """Ids as JSON.

    Raises:
        TypeError: a value is not a UUID, a whole number, a short name or a list of such.
    """
    return {key: _out(key, value) for key, value in ids.items() if value is not None}


def _out(key: str, value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return [_out(key, each) for each in value]
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, str) and (NAME.fullmatch(value) or _is_uuid(value)):
        return value
    raise TypeError(f"{key} must be an id: jobs and events carry nothing else")


def from_json(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What `as_json` stored, as ids again; lists come back as lists."""
    return {key: _in(value) for key, value in stored.items()}


def _in(value: Any) -> Any:
    if isinstance(value, list):
        return [_in(each) for each in value]
    return UUID(value) if isinstance(value, str) and _is_uuid(value) else value


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


# --- Stalled, failed, alive -----------------------------------------------------------------------


@app.periodic(cron="* * * * * */10")
@app.task(name="core.take_up_stalled", queueing_lock="core.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - see `periodic`
    """Queue the jobs of dead workers again; one that died with its worker too often has failed."""
    manager = context.app.job_manager
    silent = settings.WORKER_SILENT_SECONDS
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=silent):
        if stalled.attempts >= len(WAITS):
            await manager.finish_job(stalled, status=Status.FAILED, delete_job=False)
            continue
        try:
            await manager.retry_job(stalled, retry_at=datetime.now(UTC))
        except exceptions.UniqueViolation:
            # A periodic job whose next run waits in the queue already: that one does the work.
            await manager.finish_job(stalled, status=Status.FAILED, delete_job=True)


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up: what it was, when it failed and how often it was tried."""

    id: int
    name: str
    failed_at: datetime
    attempts: int


def failed_jobs(limit: int = 100) -> list[FailedJob]:
    """Jobs that were given up, the latest first. `kollega check` is red while there are any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select j.id, j.task_name, coalesce(max(e.at), now()), j.attempts"
            " from procrastinate_jobs j left join procrastinate_events e"
            "   on e.job_id = j.id and e.type = 'failed'"
            " where j.status = 'failed' group by j.id order by 3 desc, 1 desc limit %s",
            [limit],
        )
        return [FailedJob(*row) for row in cursor.fetchall()]


def try_again(job_id: int) -> None:
    """Queue a failed job once more, when what made it fail is mended."""
    with connection.cursor() as cursor:
        cursor.execute("select procrastinate_retry_job_v2(%s, now(), null, null, null)", [job_id])


def heartbeat_age() -> timedelta | None:
    """How long ago a worker was last heard of; None where there is none. Alive is under 20 s."""
    with connection.cursor() as cursor:
        cursor.execute("select now() - max(last_heartbeat) from procrastinate_workers")
        age: timedelta | None = cursor.fetchone()[0]
        return age


def waiting_jobs() -> tuple[int, timedelta]:
    """How many jobs are due and not begun, and how long the oldest of them has been due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), coalesce(now() - min(coalesce(j.scheduled_at, e.at)), interval '0')"
            " from procrastinate_jobs j left join procrastinate_events e"
            "   on e.job_id = j.id and e.type = 'deferred'"
            " where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now()"
        )
        count, age = cursor.fetchone()
        return count, age


def is_under_way(made: Job, **ids: Any) -> bool:
    """Whether such a job with these ids waits or runs, so that no second is queued behind it.

    Two who ask at once both hear no: hold something (`posting.one_at_a_time`) until the queued one is
    there to be seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from procrastinate_jobs where task_name = %s"
            " and args @> %s::jsonb and status in ('todo', 'doing'))",
            [made.name, json.dumps(as_json(ids))],
        )
        return bool(cursor.fetchone()[0])


def run_waiting() -> int:
    """Run every job that is due by `core.clock`, here and now: for tests and the demo.

    Returns how many were run, those that they queued included. A job that raises is put back as
    the worker would, and its error is raised.
    """
    count = 0
    while (found := _take_one()) is not None:
        _run_here(*found)
        count += 1
    return count


def _take_one() -> tuple[int, str, dict[str, Any], int] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'doing' where id = ("
            "  select id from procrastinate_jobs"
            "  where status = 'todo' and (scheduled_at is null or scheduled_at <= %s)"
            "  order by priority desc, id limit 1 for update skip locked)"
            " returning id, task_name, args::text, attempts",
            [clock.now()],
        )
        row = cursor.fetchone()
    return (row[0], row[1], json.loads(row[2]), row[3]) if row else None


def _run_here(job_id: int, name: str, args: dict[str, Any], attempts: int) -> None:
    made = every_job[name]
    try:
        made.run(**from_json(args))
    except Exception:
        with connection.cursor() as cursor:
            if attempts < len(made.strategy.waits):
                at = clock.now() + timedelta(seconds=made.strategy.waits[attempts])
                cursor.execute(
                    "select procrastinate_retry_job_v2(%s, %s, null, null, null)", [job_id, at]
                )
            else:
                cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [job_id])
        raise
    with connection.cursor() as cursor:
        cursor.execute("select procrastinate_finish_job_v1(%s, 'succeeded', true)", [job_id])
