"""The queue: what it carries, how it fails, and a real worker that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from conftest import _renamed
from django.db import connection
from tests.personas import World

from kollega.core import clock, jobs
from kollega.core.actor import acting
from kollega.core.events import announce
from kollega.core.models import AuditRow

PROJECT = Path(__file__).parents[4]


@pytest.fixture
def _own_jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jobs made by a test are forgotten after it."""
    from procrastinate.contrib.django import app

    before = set(app.tasks)
    monkeypatch.setattr(jobs, "every_job", dict(jobs.every_job))
    periodic = dict(app.periodic_registry.periodic_tasks)
    yield
    for name in set(app.tasks) - before:
        del app.tasks[name]
    app.periodic_registry.periodic_tasks = periodic


def statuses() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status::text from procrastinate_jobs order by id")
        return list(cursor.fetchall())


@pytest.mark.usefixtures("db", "_own_jobs")
def test_ids_come_back_as_ids() -> None:
    got: list[dict[str, object]] = []

    @jobs.job()
    def keep(**ids: object) -> None:
        got.append(ids)

    one, two = uuid4(), uuid4()
    keep.defer(one=one, many=[one, two], number=3, kind="question.answered", none=None)
    assert jobs.run_waiting() == 1
    assert got == [{"one": one, "many": [one, two], "number": 3, "kind": "question.answered"}]
    assert statuses() == []


@pytest.mark.usefixtures("db", "_own_jobs")
@pytest.mark.parametrize("value", ["Anna Andersson", "19121212-1212", "Åsa", "", 0.5, object()])
def test_a_job_carries_ids_only(value: object) -> None:
    @jobs.job()
    def keep(**ids: object) -> None: ...

    with pytest.raises(TypeError, match="must be an id"):
        keep.defer(value=value)
    assert statuses() == []


@pytest.mark.usefixtures("db", "_own_jobs")
def test_a_job_waits_longer_each_time_and_is_given_up() -> None:
    @jobs.job()
    def stumble() -> None:
        raise LookupError

    stumble.defer()
    moment = clock.now()
    for wait in jobs.WAITS:
        with clock.at(moment):
            with pytest.raises(LookupError):
                jobs.run_waiting()
            assert jobs.run_waiting() == 0
        moment += timedelta(seconds=wait)
        assert jobs.failed_jobs() == []
    with clock.at(moment), pytest.raises(LookupError):
        jobs.run_waiting()
    [failed] = jobs.failed_jobs()
    assert (failed.name, failed.attempts) == ("core.stumble", len(jobs.WAITS) + 1)

    jobs.try_again(failed.id)
    assert jobs.failed_jobs() == []
    assert statuses() == [("core.stumble", "todo")]


@pytest.mark.usefixtures("db", "_own_jobs")
def test_a_periodic_job_that_succeeds_makes_good_its_failure() -> None:
    from procrastinate.contrib.django import app

    @jobs.periodic("* * * * *")
    def look() -> None: ...

    look.defer()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed'")
    assert [each.name for each in jobs.failed_jobs()] == ["core.look"]
    app.tasks["core.look"].func(timestamp=0)
    assert jobs.failed_jobs() == []


@pytest.mark.usefixtures("db")
def test_two_jobs_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"core\.deliver"):
        jobs._known(jobs.every_job["core.deliver"])


def test_waiting_jobs_are_counted_with_their_age(db: None) -> None:
    assert jobs.waiting_jobs() == (0, timedelta(0))
    jobs.every_job["core.deliver"].defer(event_id=uuid4())
    jobs.every_job["core.deliver"].defer(event_id=uuid4(), at=clock.now() + timedelta(hours=1))
    count, age = jobs.waiting_jobs()
    assert count == 1
    assert age < timedelta(minutes=1)


# --- A real worker ----------------------------------------------------------------------------------

Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """Where the slow listener tells that it is in the middle of its work."""
    return tmp_path / "mark"


@pytest.fixture
def start_worker(real_db: None, tmp_path: Path, mark: Path) -> Iterator[Start]:
    """Starts `django procrastinate worker` as the web role, on this test's database."""
    begun: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DATABASE_URL": _renamed(os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"])),
        "DJANGO_SETTINGS_MODULE": "kollega.core.tests.worker_settings",
        "KOLLEGA_DATA": str(tmp_path / "data"),
        "KOLLEGA_TEST_MARK": str(mark),
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    }
    environment.pop("DATABASE_OWNER_URL")

    def start() -> "subprocess.Popen[bytes]":
        with (tmp_path / "worker.log").open("ab") as log:
            begun.append(
                subprocess.Popen(
                    [sys.executable, "-m", "django", "procrastinate", "worker"],
                    env=environment,
                    cwd=PROJECT,
                    stdout=log,
                    stderr=log,
                )
            )
        return begun[-1]

    yield start
    for process in begun:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until(true: Callable[[], object], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass in time"
        time.sleep(0.1)


def heard(world: World, verb: str) -> list[UUID | None]:
    with acting(world.asker.actor):
        rows = AuditRow.objects.filter(verb=verb)
        return list(rows.values_list("subject_id", flat=True))


def happen(world: World) -> UUID:
    actor = world.asker.actor
    subject = uuid4()
    with acting(actor):
        announce(actor, "test.happened", subject_kind="test", subject_id=subject, zone="case")
    return subject


def test_a_worker_hears_what_was_announced(
    real_world: World, start_worker: Start, mark: Path
) -> None:
    assert jobs.heartbeat_age() is None
    mark.touch()  # nobody is to be slow
    worker = start_worker()
    wait_until(jobs.heartbeat_age)
    began = time.monotonic()
    subject = happen(real_world)
    wait_until(lambda: heard(real_world, "test.heard_slowly"))
    assert time.monotonic() - began < 3
    assert heard(real_world, "test.heard") == [subject]
    wait_until(lambda: "core.deliver" not in {name for name, _status in statuses()})
    age = jobs.heartbeat_age()
    assert age is not None
    assert age < timedelta(seconds=3)

    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=15) == 0
    assert jobs.heartbeat_age() is None, "a worker that stops says goodbye"


def test_a_killed_worker_loses_and_repeats_nothing(
    real_world: World, start_worker: Start, mark: Path
) -> None:
    subject = happen(real_world)
    worker = start_worker()
    wait_until(mark.exists)
    worker.kill()
    worker.wait()
    # The first listener's effect is stored, the second's went with its transaction.
    assert heard(real_world, "test.heard") == [subject]
    assert heard(real_world, "test.heard_slowly") == []
    assert ("core.deliver", "doing") in statuses()

    start_worker()
    wait_until(lambda: heard(real_world, "test.heard_slowly"))
    wait_until(lambda: "core.deliver" not in {name for name, _status in statuses()})
    assert heard(real_world, "test.heard") == [subject]
    assert heard(real_world, "test.heard_slowly") == [subject]
