"""`kollega run`: database, migrations, web server and job worker, until Ctrl-C or SIGTERM."""

import argparse
import errno
import http.client
import os
import signal
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

from . import state
from .installation import (
    data_folder,
    has_own_server,
    require_identity,
    require_own_server,
    use,
)
from .postgres import InUseError, PostgresError, Server, start
from .postgres.lock import FolderLock
from .postgres.place import make_data_folder
from .postgres.roles import recreate_database
from .postgres.tether import tie_to
from .safekeeping import restoring
from .supervisor import Child, StoppedError, Supervisor, run_to_end, say

ANSWER_SECONDS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Startar Digital kollega på den här datorn: databas, webbserver och jobb. Stoppas med "
        "Ctrl-C. Data ligger i KOLLEGA_DATA, annars i mappen data i projektet. En egen "
        "PostgreSQL-server (16 eller senare) anges med DATABASE_URL och DATABASE_OWNER_URL."
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="webbserverns port (%(default)s)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="adress att lyssna på (%(default)s: bara den här datorn). Ska andra nå den behövs "
        "också KOLLEGA_ADDRESS, den adress de skriver",
    )
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        help="fyll en ny installation med ett påhittat samarbete, eller inte "
        "(utan val: ja i den inbyggda databasen, nej i en egen)",
    )
    parser.add_argument("--stop-with-parent", action="store_true", help=argparse.SUPPRESS)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("porten ska vara ett tal mellan 1 och 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    if options.stop_with_parent:
        tie_to(os.getppid(), signal.SIGTERM)
    address = os.environ.setdefault("KOLLEGA_ADDRESS", f"http://localhost:{options.port}")
    try:
        folder = make_data_folder(data_folder())
        os.environ["KOLLEGA_DATA"] = str(folder)
        lock = FolderLock(folder, "kollega run", address)
    except InUseError as error:
        say(str(error))
        return 0 if error.holder.get("address") else 1
    except PostgresError as error:
        say(str(error))
        return 2
    try:
        return _run_locked(options, folder, lock)
    except PostgresError as error:
        say(str(error))
        return 2
    except StoppedError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"Det gick inte att läsa eller skriva {error.filename or folder}: {error.strerror}")
        return 1
    finally:
        lock.release()


def _run_locked(options: argparse.Namespace, folder: Path, lock: FolderLock) -> int:
    require_free_port(options.host, options.port)
    require_identity()
    supervisor = Supervisor(_children(options, folder), None)
    supervisor.listen()
    try:
        supervisor.database = _start_database(folder, lock)
        _prepare(supervisor, options, folder)
        if supervisor.stopping:
            return 0
        supervisor.start()
        _wait_for_answer(supervisor, options)
        if not supervisor.stopping:
            _tell(folder, supervisor.database)
        supervisor.watch()
    finally:
        supervisor.stop()
    say("Digital kollega är stoppad.")
    return 0


def require_free_port(host: str, port: int) -> None:
    """Refuse a port that another program listens on, and name a free one."""
    error = _bind_error(host, port)
    if error is None:
        return
    if error.errno != errno.EADDRINUSE:
        raise PostgresError(
            f"Det går inte att lyssna på {host}, port {port}: {error.strerror}. "
            "Välj en annan med --host och --port."
        )
    last = min(port + 100, 65536)
    free = next((p for p in range(port + 1, last) if _bind_error(host, p) is None), 0)
    raise PostgresError(
        f"Port {port} används redan av ett annat program. "
        f"Välj en annan, till exempel: kollega run --port {free} (make run PORT={free})"
    )


def _bind_error(host: str, port: int) -> OSError | None:
    # Two servers that both allow sharing could both listen; this socket does not allow it.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _children(options: argparse.Namespace, folder: Path) -> list[Child]:
    web = [options.host, str(options.port)]
    return [
        Child("Webbservern", "kollega.cli.web", web, folder / "web.log"),
        Child("Jobbhanteraren", "kollega.cli.worker", [], folder / "worker.log"),
    ]


def _start_database(folder: Path, lock: FolderLock) -> Server | None:
    if has_own_server():
        require_own_server()
        return None
    if not any(folder.glob("postgres-*")):
        say("Skapar databasen …")
    server = start(folder, lock=lock)
    use(server)
    return server


def _prepare(supervisor: Supervisor, options: argparse.Namespace, folder: Path) -> None:
    """Migrate and make the demo where needed. A half-made demo is begun again from an empty database."""
    owner_url = os.environ["DATABASE_OWNER_URL"]
    embedded = supervisor.database is not None
    before = state.read(folder)
    if before.get("restore") and restoring.put_back_if_interrupted(owner_url, folder):
        say("En återläsning avbröts. Det som fanns före den är tillbaka.")
        state.update(folder, restore="", seals_aside="")
    empty = state.is_empty(owner_url)
    if not empty and before.get("demo") == "wanted":
        if supervisor.database is None:
            raise StoppedError("Förra starten avbröts. Töm databasen och starta igen.")
        say("Förra starten avbröts innan den var klar. Börjar om med en tom databas …")
        recreate_database(supervisor.database.admin_url)
        empty = True
    if empty:
        demo = embedded if options.demo is None else bool(options.demo)
        state.update(folder, demo="wanted" if demo else "")
    elif options.demo and not state.is_demo(owner_url):
        raise StoppedError("Databasen är inte tom. En demonstration läggs bara in i en ny.")
    elif before.get("prepared") == state.digest(owner_url):
        return
    arguments = ["--demo"] if state.read(folder).get("demo") == "wanted" else []
    if run_to_end(supervisor, "kollega.cli.prepare", arguments):
        if supervisor.stopping:
            return
        raise StoppedError("Databasen kunde inte förberedas; felet står ovanför.")
    state.update(folder, demo="", prepared=state.digest(owner_url))


def _wait_for_answer(supervisor: Supervisor, options: argparse.Namespace) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)  # noqa: S104

    def ready_or_late() -> bool:
        return _answers(host, options.port) or time.monotonic() > deadline

    supervisor.watch(until=ready_or_late)
    if not supervisor.stopping and time.monotonic() > deadline:
        web = supervisor.children[0]
        raise StoppedError(
            f"Webbservern svarade inte inom {ANSWER_SECONDS} sekunder.\n{web.last_words()}"
        )


def _answers(host: str, port: int) -> bool:
    # The product's own name, which it always answers to.
    name = urlsplit(os.environ["KOLLEGA_ADDRESS"]).netloc
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/halsa", headers={"Host": name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _tell(folder: Path, database: Server | None) -> None:
    lines = ["", f"Digital kollega är igång: {os.environ['KOLLEGA_ADDRESS']}", ""]
    if state.is_demo(os.environ["DATABASE_OWNER_URL"]):
        from kollega.demo import signins

        lines += ["Det här är en demonstration med påhittade personer."]
        lines += ["Välj på första sidan vem du vill vara; det behövs inget lösenord:", ""]
        lines += [f"  {person}" for person in signins()] + [""]
    lines += [f"Allt som sparas ligger i {folder}"]
    if database and database.place.moved and database.place.account:
        lines += [
            f"utom databasen, som ligger i {database.place.cluster}:",
            f"kontot {database.place.account.pw_name}, som den körs som, når inte datamappen.",
        ]
    lines += ["Stoppa med Ctrl-C.", ""]
    say("\n".join(lines))
