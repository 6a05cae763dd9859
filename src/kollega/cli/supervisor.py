"""Keep the product's processes running, and end them all together, the database last."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from .postgres import PostgresError, Server
from .postgres.tether import die_with_parent

POLL_SECONDS = 0.1
STOP_SECONDS = 15
# A process that ends this often within a minute is broken, not unlucky.
MOST_ENDS_A_MINUTE = 5
LOG_LIMIT = 20 * 1024 * 1024


class StoppedError(Exception):
    """The product could not go on; the message says in Swedish why and where to look."""


class Child:
    """One process of ours, started from a module of ours, with its log in the data folder."""

    def __init__(self, title: str, module: str, arguments: Sequence[str], log: Path) -> None:
        self.title = title
        self.log = log
        self._command = [sys.executable, "-m", module, *arguments]
        self._ends: list[float] = []
        self._not_before = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # The owner's address stays with the supervisor: web and worker have the lesser role only.
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
        self.log.touch(mode=0o600)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self._command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Killed and not asked: nothing is left to wait for it when we are gone.
                preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - see tether.py
            )

    def keep_running(self) -> None:
        """Start it again if it ended, after a wait that doubles each time within a minute."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.process = None
            self._ends = [end for end in self._ends if end > now - 60] + [now]
            if len(self._ends) >= MOST_ENDS_A_MINUTE:
                raise StoppedError(f"{self.title} avslutas gång på gång.\n{self.last_words()}")
            self._not_before = now + 0.25 * 2 ** len(self._ends)
            say(f"{self.title} avslutades oväntat och startas igen.")
        if self.process is None and now >= self._not_before:
            self.start()

    def stop(self) -> None:
        """Ask it to stop; `wait_until` sees to it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_until(self, deadline: float) -> None:
        """Wait for the end, then end the process and every process in its group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([*lines[-8:], f"Hela loggen: {self.log}"])


class Supervisor:
    """Runs the children over the database until it is told to stop.

    database: the embedded server, or None where the database is somebody else's.
    """

    def __init__(self, children: Sequence[Child], database: Server | None) -> None:
        self.children = children
        self.database = database
        self.stopping = False
        self._ends: list[float] = []

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as the word to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays in force
                signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def start(self) -> None:
        for child in self.children:
            child.start()

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep all running until told to stop, or until `until` is true (asked ten times a second)."""
        looked_at_logs = time.monotonic()
        while not self.stopping and not until():
            self._keep_database()
            for child in self.children:
                child.keep_running()
            if time.monotonic() > looked_at_logs + 60:
                looked_at_logs = time.monotonic()
                for child in self.children:
                    shorten(child.log)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stop the children at once, then the database."""
        for child in self.children:
            child.stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.wait_until(deadline)
        if self.database is not None:
            self.database.stop()

    def _keep_database(self) -> None:
        server = self.database
        if server is None or server.process is None or server.process.poll() is None:
            return
        now = time.monotonic()
        self._ends = [end for end in self._ends if end > now - 60] + [now]
        if len(self._ends) >= MOST_ENDS_A_MINUTE:
            raise StoppedError("Databasen avslutas gång på gång. Se postgres-loggen i datamappen.")
        say("Databasen avslutades oväntat och startas igen.")
        try:
            server.launch()
        except PostgresError as error:
            raise StoppedError(str(error)) from error


def run_to_end(supervisor: Supervisor, module: str, arguments: Sequence[str]) -> int:
    """Run one of our modules in a process of its own, its words on our screen; return its exit code.

    It is stopped when we are told to stop.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - see tether.py
    )
    while process.poll() is None:
        if supervisor.stopping:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            process.kill()
            return process.wait()
        time.sleep(0.02)
    return process.returncode


def shorten(log: Path) -> None:
    """Keep a log that has grown as one older file, and begin again; its writers append."""
    with contextlib.suppress(OSError):
        if log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)


def say(text: str) -> None:
    print(text, flush=True)
