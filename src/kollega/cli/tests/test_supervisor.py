"""The supervisor over small children of the standard library."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kollega.cli import supervisor as supervisors
from kollega.cli.postgres import PostgresError
from kollega.cli.run import require_free_port
from kollega.cli.supervisor import Child, StoppedError, Supervisor, run_to_end


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def child(tmp_path: Path, port: int) -> Iterator[Child]:
    arguments = [str(port), "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    child = Child("Webbservern", "http.server", arguments, tmp_path / "web.log")
    yield child
    child.wait_until(0)


def after(seconds: float) -> Callable[[], bool]:
    deadline = time.monotonic() + seconds
    return lambda: time.monotonic() > deadline


def test_a_killed_child_is_started_again(child: Child, capsys: pytest.CaptureFixture[str]) -> None:
    supervisor = Supervisor([child], None)
    supervisor.start()
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    supervisor.watch(until=after(1.5))
    assert child.process is not None
    assert child.process.pid != first
    assert child.process.poll() is None
    assert "avslutades oväntat och startas igen" in capsys.readouterr().out


def test_a_child_that_always_ends_stops_everything_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisors, "MOST_ENDS_A_MINUTE", 2)
    broken = Child("Webbservern", "no_such_module", [], tmp_path / "web.log")
    supervisor = Supervisor([broken], None)
    supervisor.start()
    with pytest.raises(StoppedError, match=r"(?s)gång på gång.*No module named no_such_module"):
        supervisor.watch(until=after(20))


def test_stopping_ends_children_and_their_children(child: Child) -> None:
    supervisor = Supervisor([child], None)
    supervisor.start()
    assert child.process is not None
    process = psutil.Process(child.process.pid)
    supervisor.stop()
    assert not process.is_running()


def test_the_database_is_stopped_last(child: Child) -> None:
    order: list[str] = []

    class Database:
        process = None

        def stop(self) -> None:
            order.append("child ended" if child.process is None else "child alive")

    supervisor = Supervisor([child], Database())  # type: ignore[arg-type] - only what stop() needs
    supervisor.start()
    supervisor.stop()
    assert order == ["child ended"]


def test_sigterm_ends_the_watch(child: Child) -> None:
    supervisor = Supervisor([child], None)
    before = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        supervisor.listen()
        threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGTERM]).start()
        supervisor.start()
        supervisor.watch(until=after(10))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert supervisor.stopping


def test_the_owners_address_stays_with_the_supervisor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner:secret@/kollega")
    monkeypatch.setenv("DATABASE_URL", "postgresql://web@/kollega")
    (tmp_path / "show_environment.py").write_text(
        "import os; print('URL' , os.environ['DATABASE_URL'], os.environ.get('DATABASE_OWNER_URL'))"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    child = Child("Visa", "show_environment", [], tmp_path / "log")
    child.start()
    assert child.process is not None
    assert child.process.wait(10) == 0
    assert child.log.read_text().strip() == "URL postgresql://web@/kollega None"


def test_run_to_end_gives_the_exit_code_and_ends_early_when_told_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ends.py").write_text("import sys; sys.exit(3)")
    (tmp_path / "waits.py").write_text("import time; time.sleep(60)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    supervisor = Supervisor([], None)
    assert run_to_end(supervisor, "ends", []) == 3
    supervisor.stopping = True
    began = time.monotonic()
    assert run_to_end(supervisor, "waits", []) != 0
    assert time.monotonic() - began < 10


def test_a_taken_port_is_named_with_a_free_one(port: int) -> None:
    require_free_port("127.0.0.1", port)
    with socket.socket() as other:
        # As another server that allows sharing would do.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(PostgresError, match=rf"Port {port} används redan.*--port \d+"):
            require_free_port("127.0.0.1", port)


def test_a_log_that_has_grown_begins_again_and_keeps_one_older(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab") as writer:
        writer.write(b"x" * (supervisors.LOG_LIMIT + 1))
        writer.flush()
        supervisors.shorten(log)
        writer.write(b"new\n")
    assert log.read_bytes() == b"new\n"
    assert (tmp_path / "web.log.1").stat().st_size == supervisors.LOG_LIMIT + 1


def test_children_are_this_python(child: Child) -> None:
    child.start()
    assert child.process is not None
    assert psutil.Process(child.process.pid).cmdline()[0] == sys.executable


def test_the_worker_waits_for_a_database_that_is_away() -> None:
    from django.db import OperationalError

    from kollega.cli.worker import wait_for_database

    away = [OperationalError(), OperationalError()]

    def connect() -> None:
        if away:
            raise away.pop()

    wait_for_database(connect, pause=0)
    assert away == []
