"""Find and stop what an earlier, suddenly ended start left running in the same folder."""

import contextlib
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from .errors import PostgresError

_FAST_STOP = signal.SIGINT  # PostgreSQL: end the sessions, write everything, stop
_IMMEDIATE_STOP = signal.SIGQUIT  # PostgreSQL: stop now, recover at the next start


@dataclass(frozen=True)
class PidFile:
    """What a server writes about itself in postmaster.pid. started: seconds since 1970."""

    pid: int
    started: int
    socket_folder: Path
    ready: bool


def read_pid_file(cluster: Path) -> PidFile | None:
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    try:
        # 1 pid, 2 data folder, 3 start time, 4 port, 5 socket folder, 6 address, 7 memory, 8 status
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return PidFile(int(lines[0]), int(lines[2]), Path(lines[4]), ready)
    except (IndexError, ValueError):  # being written just now
        return None


def live_server(cluster: Path) -> PidFile | None:
    """The server now running in this folder, or None. A pid that another program got is not taken for it."""
    pid_file = read_pid_file(cluster)
    if pid_file is None:
        return None
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid_file.pid)
        same_time = abs(process.create_time() - pid_file.started) < 10
        if process.status() != psutil.STATUS_ZOMBIE and (_in(cluster, process) or same_time):
            return pid_file
    return None


def clear(cluster: Path, socket_folder: Path) -> None:
    """Stop a server or a part of one that nobody watches any more, so that a new one can start."""
    server = live_server(cluster)
    if server:
        _stop([psutil.Process(server.pid)], _FAST_STOP, seconds=30)
        return
    _stop(_processes_in(cluster), _IMMEDIATE_STOP, seconds=10)
    pid_file = read_pid_file(cluster)
    if pid_file and psutil.pid_exists(pid_file.pid):
        # Another program has the number now; PostgreSQL would take it for a running server.
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        (socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _in(cluster: Path, process: psutil.Process) -> bool:
    """Whether a process is PostgreSQL's at work in this folder."""
    with contextlib.suppress(psutil.Error, OSError):
        return process.name() == "postgres" and Path(process.cwd()) == cluster
    return False


def _processes_in(cluster: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _in(cluster, process)]


def _stop(processes: list[psutil.Process], how: signal.Signals, seconds: float) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(how)
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    if psutil.wait_procs(alive, timeout=5)[1]:
        raise PostgresError(
            f"En tidigare databasprocess ({alive[0].pid}) går inte att stoppa. Starta om datorn."
        )
    if alive:
        time.sleep(1)  # its children notice that it is gone within a second
