"""The checks: each says ok where all is well, and finds what is wrong."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from kollega.core import access, checks, clock, jobs, seal_files, seals
from kollega.core.actor import Actor, acting
from kollega.core.seal_files import Kept

HERE = uuid.UUID(int=1)


@pytest.fixture(autouse=True)
def folder(real_db: None, settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "seals"


@pytest.fixture
def owner(real_db: None) -> Any:
    return connections["owner"]


def run(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "check",
    [
        checks.server,
        checks.roles,
        checks.time_limits,
        checks.migrations,
        checks.tables,
        checks.clocks,
    ],
)
def test_a_sound_installation_is_ok(check: Any) -> None:
    found = check()
    assert found.ok is True, found
    assert found.message
    assert not found.todo


def test_a_check_that_breaks_says_so_without_the_errors_words() -> None:
    @checks.look("prov")
    def broken() -> checks.Answer:
        raise ValueError("19121212-1212")

    found = broken()
    assert found.ok is None
    assert "ValueError" in found.message
    assert "1912" not in str(found)


def test_only_the_first_faults_are_told() -> None:
    @checks.look("prov")
    def many() -> checks.Answer:
        return [f"Fel {number}." for number in range(8)], "", "Gör något."

    found = many()
    assert found.ok is False
    assert "Fel 4. Och 3 till." in found.message
    assert "Fel 5" not in found.message


@pytest.fixture
def changed(owner: Any) -> Iterator[Any]:
    """Change something as owner, and change it back."""
    back: list[str] = []

    def change(statement: str, undo: str) -> None:
        run(statement)
        back.append(undo)

    yield change
    for statement in back:
        run(statement)


def test_a_missing_migration_is_found(changed: Any) -> None:
    changed(
        "update django_migrations set name = '0000_other' where app = 'core' and name = '0001_initial'",
        "update django_migrations set name = '0001_initial' where app = 'core' and name = '0000_other'",
    )
    assert checks.migrations_missing() == 1
    assert checks.migrations().ok is False


def test_a_table_left_open_is_found(changed: Any) -> None:
    changed(
        "alter table core_auditrow disable row level security",
        "alter table core_auditrow enable row level security",
    )
    found = checks.tables()
    assert found.ok is False
    assert "core_auditrow" in found.message
    assert "kollega migrate" in found.todo


def test_a_web_role_that_may_create_tables_is_found(changed: Any) -> None:
    changed(
        "grant create on schema public to kollega_web",
        "revoke create on schema public from kollega_web",
    )
    assert "får skapa tabeller" in checks.roles().message


def test_a_longer_limit_is_found() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("set statement_timeout = '60s'")
        cursor.execute("set lock_timeout = 0")
    found = checks.time_limits()
    assert "statement_timeout är 60000 ms" in found.message
    assert "lock_timeout är 0 ms" in found.message


# --- Jobs -----------------------------------------------------------------------------------------


def test_a_silent_worker_is_found() -> None:
    assert "körs inte" in checks.work().message
    run("insert into procrastinate_workers (last_heartbeat) values (now() - interval '3 minutes')")
    assert not checks.worker_is_alive()
    run("update procrastinate_workers set last_heartbeat = now()")
    assert checks.worker_is_alive()
    assert checks.work().ok is True


def test_a_job_that_was_given_up_and_one_that_waits_are_found() -> None:
    run("insert into procrastinate_workers default values")
    run(
        "insert into procrastinate_jobs (queue_name, task_name, status, attempts)"
        " values ('default', 'core.lost', 'failed', 6)"
    )
    run(
        "insert into procrastinate_jobs (queue_name, task_name, scheduled_at)"
        " values ('default', 'core.late', now() - interval '40 minutes')"
    )
    found = checks.work()
    assert found.ok is False
    assert "core.lost" in found.message
    assert "40 minuter" in found.message
    assert jobs.failed_jobs()[0].attempts == 6


# --- Seals ----------------------------------------------------------------------------------------


def log_something() -> None:
    actor = Actor(account_id=uuid.uuid4(), municipality_id=HERE)
    with acting(actor):
        access.audit(actor, "unit.add", "unit", uuid.uuid4())
    seals.seal_all([HERE], margin=timedelta(0))


def test_untouched_and_fresh_seals_are_ok() -> None:
    log_something()
    assert checks.log_seals().ok is True
    assert checks.seals_are_fresh()


def test_a_changed_log_is_found_in_words() -> None:
    log_something()
    run("update core_auditrow set verb = 'annat'")
    found = checks.log_seals()
    assert found.ok is False
    assert f"händelseloggen för {HERE}: rad 1 är ändrad" in found.message
    assert "utred" in found.todo


def test_a_log_whose_every_trace_in_the_database_is_gone_is_found() -> None:
    log_something()
    run("truncate core_auditrow, core_seal, core_sealedrow")
    assert "finns utanför databasen" in checks.log_seals().message


def test_sealing_that_has_stopped_is_found() -> None:
    assert "ännu inte" in checks.log_seals().message
    log_something()
    with clock.at(clock.now() + checks.SEAL_LATE + timedelta(minutes=1)):
        found = checks.log_seals()
    assert found.ok is False
    assert "senast" in found.message


def test_one_that_cannot_be_sealed_does_not_make_the_round_late() -> None:
    seal_files.write(HERE, Kept())
    (seal_files.folder() / f"{HERE}.json").write_text("{")
    with pytest.raises(seals.SealError):
        seals.seal_all([HERE], margin=timedelta(0))
    assert checks.seals_are_fresh()


def test_every_fault_has_words() -> None:
    assert set(checks.FAULT_WORDS) == set(seals.Fault)
    assert set(checks.LOG_WORDS) == set(seals.LOGS)
