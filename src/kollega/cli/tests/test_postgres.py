"""The embedded database: what it is like when it runs, and every way in which a start can fail."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from kollega.cli.postgres import InUseError, PostgresError, Server, attach, start, throwaway
from kollega.cli.postgres import cluster as clusters
from kollega.cli.postgres import place as places
from kollega.cli.postgres.leftovers import live_server
from kollega.cli.postgres.lock import FolderLock
from kollega.cli.tests.conftest import as_root


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def ask(url: str, question: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


# --- running ---------------------------------------------------------------------------------------


def test_web_role_owns_nothing_cannot_pass_policies_and_has_limits(server: Server) -> None:
    attributes = "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole"
    assert (
        ask(server.web_url, f"{attributes} FROM pg_roles WHERE rolname = current_user") == "False"
    )
    assert ask(server.web_url, "SHOW statement_timeout") == "15s"
    assert ask(server.web_url, "SHOW lock_timeout") == "3s"
    assert ask(server.web_url, "SHOW idle_in_transaction_session_timeout") == "30s"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server.web_url, "CREATE TABLE own (id int)")


def test_owner_passes_policies_and_is_told_when_one_would_hide(server: Server) -> None:
    question = "SELECT rolbypassrls AND NOT rolsuper FROM pg_roles WHERE rolname = current_user"
    assert ask(server.owner_url, question) == "True"
    assert ask(server.owner_url, "SHOW row_security") == "off"
    owner = "SELECT datdba::regrole FROM pg_database WHERE datname = current_database()"
    assert ask(server.owner_url, owner) == "kollega_owner"


def test_sorts_by_code_point_and_knows_swedish_letters(server: Server) -> None:
    words = "SELECT string_agg(w, '' ORDER BY w) FROM unnest(array['z','Å','ä','a']) w"
    assert ask(server.web_url, words) == "azÅä"
    assert ask(server.web_url, "SELECT upper('åäö')") == "ÅÄÖ"


def test_listens_on_no_network_address(server: Server) -> None:
    assert ask(server.admin_url, "SHOW listen_addresses") == ""
    assert server.process is not None
    listening = psutil.Process(server.process.pid).net_connections(kind="inet")
    assert listening == []


def test_needs_the_password(server: Server) -> None:
    wrong = server.web_url.replace(server.passwords.web, "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_secrets_and_data_are_closed_to_others(server: Server) -> None:
    data_folder = server.place.data_folder
    assert mode(data_folder / "database-passwords.json") == 0o600
    assert mode(server.place.cluster) == 0o700
    assert mode(server.socket_folder) == 0o700
    assert not (server.socket_folder / "initial-password").exists()
    for path in data_folder.rglob("*"):
        assert path.is_symlink() or not mode(path) & 0o077, path


def test_values_of_a_failed_statement_stay_out_of_the_log(server: Server) -> None:
    with psycopg.connect(server.web_url) as connection:
        with pytest.raises(psycopg.DataError):
            connection.execute("SELECT %s::int", ["19800101-hemligt"])
        connection.rollback()
        with pytest.raises(psycopg.DataError):
            connection.execute("SELECT 1 / (length(%s) - 4)", ["ABCD"], prepare=True)
    log = (server.place.data_folder / "postgres-18.log").read_text(encoding="utf-8")
    assert "STATEMENT" not in log
    assert "ABCD" not in log


def test_a_second_start_says_who_runs_it_and_can_use_it(server: Server) -> None:
    with pytest.raises(InUseError, match="används just nu av 'kollega'"):
        start(server.place.data_folder)
    other = attach(server.place.data_folder)
    assert ask(other.web_url, "SELECT current_user") == "kollega_web"
    other.stop()
    assert ask(server.web_url, "SELECT 1") == "1", "stopping what one only used must not stop it"


# --- starting and stopping ---------------------------------------------------------------------------


def test_stop_and_start_again_keeps_everything(data: Path) -> None:
    first = start(data, durable=False)
    with psycopg.connect(first.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    assert not first.socket_folder.exists()
    assert not (first.place.cluster / "postmaster.pid").exists()
    second = start(data, durable=False)
    assert ask(second.owner_url, "SELECT answer FROM kept") == "42"
    assert second.owner_url == first.owner_url
    second.stop()


def start_elsewhere(data: Path) -> subprocess.Popen[str]:
    """Start the database in another process, which then only waits."""
    code = (
        "import sys, time; from pathlib import Path; from kollega.cli.postgres import start;"
        "start(Path(sys.argv[1]), durable=False); print('up', flush=True); time.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, data], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    process.stdout.close()
    return process


def test_server_stops_when_its_starter_is_killed(data: Path) -> None:
    starter = start_elsewhere(data)
    cluster = places.settle(data).cluster
    running = live_server(cluster)
    assert running is not None
    starter.kill()
    starter.wait()
    deadline = time.monotonic() + 10
    while psutil.pid_exists(running.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(running.pid)


def test_starts_after_server_and_starter_were_killed(data: Path) -> None:
    starter = start_elsewhere(data)
    cluster = places.settle(data).cluster
    running = live_server(cluster)
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    starter.kill()
    starter.wait()
    assert (cluster / "postmaster.pid").exists(), (
        "the lock file that the next start must see through"
    )
    began = time.monotonic()
    server = start(data, durable=False)
    assert time.monotonic() - began < 30
    assert ask(server.web_url, "SELECT 1") == "1"
    # File by file it took seconds before anybody could work again.
    assert ask(server.web_url, "SHOW recovery_init_sync_method") == "syncfs"
    server.stop()


def test_takes_over_a_server_that_nobody_watches(data: Path) -> None:
    """As after kill -9 where the system cannot tell the child: the old server is still running."""
    server = start(data, durable=False)
    abandoned, server.process = server.process, None
    server.stop()  # releases the folder, leaves the server
    assert abandoned is not None
    assert abandoned.poll() is None
    again = start(data, durable=False)
    assert abandoned.wait(1) == 0
    assert ask(again.web_url, "SELECT 1") == "1"
    again.stop()


def test_a_pid_that_another_program_got_does_not_stop_the_start(data: Path) -> None:
    server = start(data, durable=False)
    server.stop()
    lines = [os.getpid(), server.place.cluster, 1, 5432, server.socket_folder, "", "0 0", "ready"]
    pid_file = server.place.cluster / "postmaster.pid"
    pid_file.write_text("\n".join(map(str, lines)), encoding="utf-8")
    assert live_server(server.place.cluster) is None
    server = start(data, durable=False)
    assert ask(server.web_url, "SELECT 1") == "1"
    server.stop()


def test_a_half_made_database_is_made_again(data: Path) -> None:
    half = data / "postgres-18"
    half.mkdir(parents=True)
    (half / "base").mkdir()
    server = start(data, durable=False)
    assert ask(server.web_url, "SELECT 1") == "1"
    server.stop()


def test_relaunch_after_the_server_was_killed(data: Path) -> None:
    server = start(data, durable=False)
    assert server.process is not None
    server.process.kill()
    server.process.wait()
    server.launch()
    assert ask(server.web_url, "SELECT 1") == "1"
    server.stop()


def test_runs_postgresql_16_as_well() -> None:
    with throwaway(major=16) as server:
        assert ask(server.web_url, "SHOW server_version").startswith("16.")
        assert ask(server.web_url, "SELECT upper('å')") == "Å"
        folder = server.place.data_folder.parent
    assert not folder.exists()


# --- what stands in the way --------------------------------------------------------------------------


def test_refuses_another_major_version(data: Path) -> None:
    (data / "postgres-17").mkdir(parents=True)
    (data / "postgres-17" / "PG_VERSION").write_text("17\n", encoding="ascii")
    with pytest.raises(PostgresError, match=r"PostgreSQL 17.*kör PostgreSQL 18"):
        start(data)
    assert not (data / "postgres-18").exists(), "nothing new may be made beside it"
    (data / "postgres-17").rename(data / "postgres-18")
    with pytest.raises(PostgresError, match="PostgreSQL 17"):
        start(data)


def test_refuses_a_folder_that_cannot_be_written(reachable_folder: Path) -> None:
    file = reachable_folder / "file"
    file.touch()
    for folder in (Path("/proc/kollega"), file, file / "data"):
        with pytest.raises(PostgresError, match="Det går inte att skriva i mappen"):
            start(folder)


def test_refuses_a_full_disk(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=20 * 2**20))
    with pytest.raises(PostgresError, match="Disken är full: 20 MB ledigt"):
        start(data)
    assert list(data.glob("postgres-*")) == []


def test_a_disk_that_fills_up_is_named_from_what_postgresql_said(data: Path) -> None:
    said = 'FATAL:  could not write lock file "postmaster.pid": No space left on device'
    assert "Disken är full" in str(clusters.explain(places.settle(data), said))


def test_missing_passwords_are_not_replaced_by_new_ones(data: Path) -> None:
    server = start(data, durable=False)
    server.stop()
    (data / "database-passwords.json").unlink()
    with pytest.raises(PostgresError, match="lösenord saknas"):
        start(data)


def test_refuses_a_socket_folder_that_somebody_opened(data: Path) -> None:
    place = places.settle(data)
    folder = places.make_socket_folder(place)
    folder.chmod(0o777)
    with pytest.raises(PostgresError, match="öppen för andra"):
        start(data)
    folder.rmdir()


@as_root
def test_root_below_a_closed_folder_gets_a_place_that_can_be_reached(
    tmp_path: Path, reachable_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pytest's folder is closed to all but root, like /root."""
    monkeypatch.setattr(places, "REACHABLE", reachable_folder / "reachable")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = start(closed / "data", durable=False)
    assert server.place.moved
    assert (closed / "data" / "postgres-18").resolve() == server.place.cluster
    assert mode(closed) == 0o700, "no mode above the data is changed"
    server.stop()
    again = start(closed / "data", durable=False)
    assert again.place.cluster == server.place.cluster
    again.stop()


@as_root
def test_root_never_runs_the_server_as_root(server: Server) -> None:
    assert server.process is not None
    assert psutil.Process(server.process.pid).uids().real != 0


def test_the_lock_tells_where_the_product_runs_and_lets_go(data: Path) -> None:
    data.mkdir()
    held = FolderLock(data, "kollega run", "http://localhost:8000")
    with pytest.raises(InUseError, match="är redan igång: http://localhost:8000"):
        FolderLock(data, "kollega migrate")
    held.release()
    FolderLock(data, "kollega migrate").release()


def test_socket_path_is_short_enough(server: Server) -> None:
    path = server.socket_folder / ".s.PGSQL.5432"
    assert len(os.fsencode(path)) < 100
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
