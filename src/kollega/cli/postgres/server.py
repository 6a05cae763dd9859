"""Start and stop the embedded database server."""

import contextlib
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from . import cluster as clusters
from . import leftovers, passwords, roles
from .binaries import DEFAULT_MAJOR
from .errors import PostgresError
from .lock import FolderLock
from .passwords import Passwords
from .place import Place, make_socket_folder, settle
from .tether import die_with_parent

# After a sudden end parts of the old server may hold its memory for some seconds.
RETRY_SECONDS = 30
# Recovery after a sudden end reads at most max_wal_size of log: seconds, on a slow disk minutes.
READY_SECONDS = 300
STOP_SECONDS = 30
LOG_LIMIT = 10 * clusters.MEBIBYTE
_STILL_HELD = ("pre-existing shared memory block", "lock file")

# Given on the command line, where no configuration file overrides them.
_ALWAYS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "60",
    "cluster_name": "kollega",
    # A failed statement's values (a personal number, say) must not reach the server's log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}
# After a sudden end every file is brought to the disk first: one by one that takes seconds.
_QUICK_RECOVERY = {"recovery_init_sync_method": "syncfs"}
# Before this version of Linux the call did not tell of errors.
_SYNCFS_TELLS = (5, 8)
_THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """A running database. `process` is None where another of our processes runs it."""

    def __init__(
        self,
        place: Place,
        passwords: Passwords,
        socket_folder: Path,
        lock: FolderLock | None = None,
        *,
        durable: bool = True,
    ) -> None:
        self.place = place
        self.passwords = passwords
        self.socket_folder = socket_folder
        self.process: subprocess.Popen[bytes] | None = None
        self._lock = lock
        self._durable = durable

    def url(self, role: str, password: str, database: str) -> str:
        """A libpq address by way of the socket; works as DATABASE_URL."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={host}&port=5432"

    @property
    def admin_url(self) -> str:
        """Superuser, database `postgres`: to create roles and databases."""
        return self.url(clusters.SUPERUSER, self.passwords.superuser, "postgres")

    @property
    def owner_url(self) -> str:
        return self.url(roles.OWNER, self.passwords.owner, roles.DATABASE)

    @property
    def web_url(self) -> str:
        return self.url(roles.WEB, self.passwords.web, roles.DATABASE)

    def launch(self) -> None:
        """Start the server process, also after it ended by itself; what is left of it goes first."""
        leftovers.clear(self.place.cluster, self.socket_folder)
        self.process = _launch_until_ready(self.place, self.socket_folder, durable=self._durable)

    def stop(self) -> None:
        """Stop the server if it is ours, in good order if it can; then let the folder go."""
        if self.process is not None:
            _stop_process(self.process)
            self.process = None
            shutil.rmtree(self.socket_folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def start(
    data_folder: Path,
    *,
    major: int = DEFAULT_MAJOR,
    durable: bool = True,
    command: str = "kollega",
    lock: FolderLock | None = None,
) -> Server:
    """Start the database of `data_folder`, creating it with its roles the first time.

    durable=False is for tests: quicker, and a crash may lose everything. `command` is told to
    whoever tries to start the same folder meanwhile. `lock`: held by the caller already; else it
    is taken here, and released by `stop`.
    Raises InUseError where another of our processes runs it, PostgresError where it cannot be started.
    """
    place = settle(data_folder, major)
    own_lock = FolderLock(place.data_folder, command) if lock is None else None
    try:
        words = clusters.prepare(place, durable=durable)
        server = Server(place, words, make_socket_folder(place), own_lock, durable=durable)
        server.launch()
        try:
            roles.set_up_once(server.admin_url, words)
        except BaseException:
            server.stop()
            raise
    except BaseException as error:
        if own_lock:
            own_lock.release()
        if isinstance(error, OSError):
            raise clusters.explain(place, str(error)) from error
        raise
    return server


def attach(data_folder: Path, *, major: int = DEFAULT_MAJOR, seconds: float = 30) -> Server:
    """Use the server that another of our processes runs; wait while it is starting."""
    place = settle(data_folder, major)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        running = leftovers.live_server(place.cluster)
        if running and running.ready:
            words = passwords.load(place.data_folder)
            return Server(place, words, running.socket_folder)
        time.sleep(0.1)
    raise PostgresError("Databasen håller på att starta eller stoppas. Försök igen om en stund.")


@contextlib.contextmanager
def throwaway(*, major: int | None = None, copy_of: Path | None = None) -> Iterator[Server]:
    """A database for tests in a folder of its own below /tmp, gone afterwards.

    major: without it KOLLEGA_TEST_POSTGRES from the environment, else the version of the product.
    copy_of: the data folder of a stopped one, which is left as it is.
    """
    major = major or int(os.environ.get("KOLLEGA_TEST_POSTGRES", DEFAULT_MAJOR))
    folder = Path(tempfile.mkdtemp(prefix="kollega-test-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)  # the server's account must pass through
    try:
        if copy_of:
            subprocess.run(["/bin/cp", "-a", copy_of, folder / "data"], check=True)
        server = start(folder / "data", major=major, durable=False, command="test")
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _launch_until_ready(
    place: Place, socket_folder: Path, *, durable: bool
) -> subprocess.Popen[bytes]:
    deadline = time.monotonic() + RETRY_SECONDS
    log = _log_file(place)
    while True:
        already_written = log.stat().st_size
        process = _launch(place, socket_folder, log, durable=durable)
        try:
            if _becomes_ready(place, process):
                return process
        except BaseException:
            _stop_process(process)
            raise
        with log.open("rb") as file:
            file.seek(already_written)
            output = file.read().decode("utf-8", "replace")
        if time.monotonic() > deadline or not any(words in output for words in _STILL_HELD):
            raise clusters.explain(place, output)
        time.sleep(0.5)


def _launch(
    place: Place, socket_folder: Path, log: Path, *, durable: bool
) -> subprocess.Popen[bytes]:
    settings = _ALWAYS | {"unix_socket_directories": str(socket_folder)}
    if _may_syncfs():
        settings |= _QUICK_RECOVERY
    if not durable:
        settings |= _THROWAWAY
    command = [place.program("postgres"), "-D", str(place.cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    log.touch(mode=0o600)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - one system call, no lock taken
            **place.process_options(),
        )


def _may_syncfs() -> bool:
    """Whether the whole file system can be brought to the disk in one call that tells of errors."""
    version = re.match(r"(\d+)\.(\d+)", platform.release())
    return (
        sys.platform == "linux"
        and version is not None
        and (int(version[1]), int(version[2])) >= _SYNCFS_TELLS
    )


def _becomes_ready(place: Place, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers; False if it ended instead."""
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None:
        state = leftovers.read_pid_file(place.cluster)
        if state and state.pid == process.pid and state.ready:
            return True
        if time.monotonic() > deadline:
            raise PostgresError(
                f"Databasen blev inte klar på {READY_SECONDS} sekunder. Se {_log_file(place)}."
            )
        time.sleep(0.02)
    return False


def _stop_process(process: subprocess.Popen[bytes]) -> None:
    for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if process.poll() is not None:
            return
        process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def _log_file(place: Place) -> Path:
    """The server's log beside its data; one older file is kept when it has grown."""
    log = place.data_folder / f"postgres-{place.major}.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.rename(log.with_suffix(".log.1"))
    log.touch(mode=0o600)
    return log
