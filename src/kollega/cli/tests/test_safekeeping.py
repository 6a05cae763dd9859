"""`kollega backup` and `kollega restore` for real: while people write, on an empty machine, in place
of what is there, and everything that must be refused."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kollega.cli import state
from kollega.cli.postgres import Server, start, throwaway
from kollega.cli.safekeeping import restoring, tables
from kollega.cli.safekeeping.archive import DATABASE, JOURNAL, Writer, verify

from .test_run import kollega

PROJECT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module", autouse=True)
def as_installed() -> Iterator[None]:
    """The commands run with the product's own settings, and find their secret key themselves."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DJANGO_SETTINGS_MODULE", "KOLLEGA_SECRET_KEY"):
            patch.delenv(name, raising=False)
        yield


def people(data: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "kollega.cli.tests.people", *arguments],
        env=os.environ
        | {
            "KOLLEGA_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "kollega.site.settings_test",
            "PYTHONPATH": f"{PROJECT}:{PROJECT / 'src'}",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


class Installation:
    """A data folder with two questions in it, and a backup of it."""

    def __init__(self, folder: Path) -> None:
        self.data, self.archive = folder / "data", folder / "kopia.tar"
        self.made = kollega(self.data, "migrate")
        assert self.made.returncode == 0, self.made.stderr
        self.questions = people(self.data, "ask")

    def backup(self, *arguments: str) -> dict[str, Any]:
        done = kollega(self.data, "backup", str(self.archive), "--json", *arguments)
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told


@pytest.fixture(scope="module")
def installation(reachable_folder: Path) -> Iterator[Installation]:
    folder = reachable_folder / "på kopia"
    folder.mkdir(mode=0o711)
    made = Installation(folder)
    made.told = made.backup()  # type: ignore[attr-defined]
    yield made
    shutil.rmtree(folder)


@pytest.fixture
def empty(reachable_folder: Path) -> Iterator[Path]:
    folder = reachable_folder / "tom maskin"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def restore(
    data: Path, archive: Path, *arguments: str
) -> tuple[int, dict[str, Any], subprocess.CompletedProcess[str]]:
    done = kollega(data, "restore", str(archive), "--json", *arguments)
    return done.returncode, json.loads(done.stdout or "{}"), done


def held(data: Path) -> dict[str, tables.Held]:
    server = start(data)
    try:
        return held_in(server)
    finally:
        server.stop()


def held_in(server: Server) -> dict[str, tables.Held]:
    with psycopg.connect(server.owner_url) as connection:
        return tables.held(connection)


def questions(data: Path) -> set[str]:
    server = start(data)
    try:
        with psycopg.connect(server.owner_url) as connection:
            rows = connection.execute("select id::text from consultation_question").fetchall()
            return {row[0] for row in rows}
    finally:
        server.stop()


# --- There and back -------------------------------------------------------------------------------


def test_on_an_empty_machine_every_row_comes_back_and_nobody_is_signed_in(
    installation: Installation, empty: Path
) -> None:
    empty.mkdir(mode=0o711)
    shutil.copy(installation.data / "secret-key", empty)  # as the help says
    code, told, done = restore(empty, installation.archive)
    assert code == 0, done.stderr
    assert told["remarks"] == []
    manifest = verify(installation.archive).manifest
    now, was = held(empty), {k: tables.Held(**v) for k, v in manifest["tables"].items()}
    # The restore itself writes nothing but this: everybody is signed out.
    assert {each.split(":")[0] for each in tables.differences(was, now)} == {"django_session"}
    assert now["django_session"].rows == 0
    assert was["django_session"].rows > 0
    assert told["rows"] == installation.told["rows"] == sum(each.rows for each in was.values())  # type: ignore[attr-defined]
    assert sorted((empty / "seals").iterdir())
    check = json.loads(kollega(empty, "check", "--json").stdout)
    faults = {each["name"] for each in check["checks"] if not each["ok"]}
    assert faults <= {"jobb", "förseglingar", "disk"}, "no worker runs here"


def test_while_people_write_it_is_one_moment(installation: Installation, empty: Path) -> None:
    """Rows are written two and two in a transaction: never is half a pair copied."""
    server = start(installation.data)
    stop = threading.Event()
    written = []

    def write() -> None:
        with psycopg.connect(server.owner_url) as connection:
            while not stop.is_set():
                for _ in range(2):
                    connection.execute(
                        "insert into core_caseevent (id, kind, subject_kind, subject_id, at, detail,"
                        " municipality_id) values (gen_random_uuid(), 'x', 'x', gen_random_uuid(),"
                        " now(), '{}', gen_random_uuid())"
                    )
                connection.commit()
                written.append(2)

    writer = threading.Thread(target=write)
    try:
        writer.start()
        # The running database is used: nothing has to be stopped.
        done = kollega(installation.data, "backup", str(empty.with_suffix(".tar")), "--quiet")
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
    finally:
        stop.set()
        writer.join()
        with psycopg.connect(server.owner_url) as connection:
            connection.execute("delete from core_caseevent where kind = 'x'")
        server.stop()
    assert len(written) > 10
    code, _told, done = restore(empty, empty.with_suffix(".tar"))
    assert code in {0, 6}, done.stderr
    server = start(empty)
    with psycopg.connect(server.owner_url) as connection:
        row = connection.execute("select count(*) from core_caseevent where kind='x'").fetchone()
    server.stop()
    assert row is not None
    assert row[0] > 0
    assert row[0] % 2 == 0


def test_what_was_destroyed_since_is_destroyed_again(
    installation: Installation, empty: Path
) -> None:
    """In place of a later database, with the journal that lies beside it, and with one given."""
    first, second = installation.questions
    copy(installation.data, empty)
    people(empty, "destroy", first)
    journal = empty.with_suffix(".jsonl")
    shutil.copy(empty / JOURNAL, journal)
    assert questions(empty) == {second}

    code, told, done = restore(empty, installation.archive, "--replace")
    assert code == 6, done.stderr
    assert (told["destroyed_again"], told["noted"]) == (1, 1)
    [aside] = empty.glob("seals-before-*")
    assert told["seals_aside"] == str(aside)
    assert questions(empty) == {second}
    server = start(empty)
    with psycopg.connect(server.owner_url) as connection:
        left = connection.execute("select count(*) from consultation_signature").fetchone()
    server.stop()
    assert left == (1,), "who asked is forgotten with the question"

    shutil.rmtree(empty)
    code, told, done = restore(empty, installation.archive, "--journal", str(journal))
    assert told["destroyed_again"] == 1, done.stderr
    assert questions(empty) == {second}
    assert (empty / JOURNAL).read_text() == journal.read_text()


def test_from_a_server_of_ones_own_to_the_built_in_one(
    installation: Installation, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL 16 to 18, and 18 is never read back on 16."""
    archive = empty.with_suffix(".16.tar")
    with throwaway(major=16) as server:
        monkeypatch.setenv("DATABASE_URL", server.web_url)
        monkeypatch.setenv("DATABASE_OWNER_URL", server.owner_url)
        code, told, _done = restore(empty, installation.archive)
        assert code == 1
        assert "servern här är 16" in told["message"]
        made = kollega(empty, "migrate")
        assert made.returncode == 0, made.stderr
        made = kollega(empty, "backup", str(archive))
        assert made.returncode == 0, made.stderr
        assert server.passwords.owner not in made.stdout + made.stderr
        there = held_in(server)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name)
    shutil.rmtree(empty)
    code, _told, done = restore(empty, archive)
    assert code in {0, 6}, done.stderr
    assert held(empty) == there


# --- What must be refused -------------------------------------------------------------------------


def test_a_full_installation_and_a_broken_archive_are_refused(
    installation: Installation, empty: Path
) -> None:
    before = held(installation.data)
    code, told, _done = restore(installation.data, installation.archive)
    assert (code, told["ok"]) == (4, False)
    assert "--replace" in told["message"]
    assert kollega(installation.data, "backup", str(installation.archive)).returncode == 2
    short = empty.with_suffix(".short.tar")
    short.write_bytes(installation.archive.read_bytes()[:-1])
    code, told, _done = restore(installation.data, short, "--replace")
    assert code == 3
    assert "avkortad" in told["message"]
    code, told, _done = restore(empty, installation.archive, "--digest", "0" * 64)
    assert code == 3
    assert not empty.exists(), "nothing is made before the archive is looked at"
    assert kollega(empty, "restore", str(empty)).returncode == 2
    assert held(installation.data) == before


def test_nothing_is_read_back_under_a_running_product(installation: Installation) -> None:
    server = start(installation.data, command="kollega run")
    try:
        code, told, _done = restore(installation.data, installation.archive, "--replace")
    finally:
        server.stop()
    assert code == 4
    assert "Stoppa" in told["message"]


def test_a_later_version_is_refused(installation: Installation, empty: Path) -> None:
    later = remade(installation, empty, migrations=["core.0001_initial", "core.0999_later"])
    code, told, _done = restore(empty, later)
    assert code == 3
    assert "senare version" in told["message"]
    assert "core.0999_later" in told["message"]


def test_what_goes_wrong_leaves_everything_as_it_was(
    installation: Installation, empty: Path
) -> None:
    """The archive is whole, but its database is not what its manifest says."""
    wrong = verify(installation.archive).manifest["tables"]
    wrong["core_account"]["digest"] = "0" * 64
    other = remade(installation, empty, tables=wrong)
    before, seals = held(installation.data), contents(installation.data / "seals")
    code, told, _done = restore(installation.data, other, "--replace")
    assert code == 1
    assert "core_account: lika många rader, men inte samma innehåll" in told["message"]
    assert held(installation.data) == before
    assert contents(installation.data / "seals") == seals
    assert not list(installation.data.glob(".restore-*"))


def test_a_killed_restore_is_put_back_at_the_next_start(
    installation: Installation, empty: Path
) -> None:
    copy(installation.data, empty)
    before = held(empty)
    command = [sys.executable, "-m", "kollega", "restore", installation.archive, "--replace"]
    process = subprocess.Popen(
        command,
        env=os.environ | {"KOLLEGA_DATA": str(empty)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "åtkomstregler" in line:
            process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    time.sleep(1)
    assert state.read(empty)["restore"] == "begun"
    server = start(empty)
    try:
        assert restoring.put_back_if_interrupted(server.owner_url, empty)
        assert not restoring.put_back_if_interrupted(server.owner_url, empty)
        assert held_in(server) == before
    finally:
        server.stop()


def remade(installation: Installation, empty: Path, **changes: Any) -> Path:
    """The archive with another manifest, whole and with the right digest."""
    source, target = verify(installation.archive), empty.with_suffix(f".{uuid.uuid4()}.tar")
    with Writer(target) as writer:
        for name in source.names:
            if name in writer.parts:
                continue
            with source.open(name) as part:
                writer.stream(name, part)
        writer.finish({**source.manifest, **changes})
    assert DATABASE in verify(target).names
    return target


def copy(source: Path, target: Path) -> None:
    """A copy of a stopped installation, to whomever its files belong."""
    subprocess.run(["cp", "-a", source, target], check=True)


def contents(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in folder.iterdir()}


# --- What the archive tells -----------------------------------------------------------------------


def test_no_secret_is_in_the_archive(
    installation: Installation, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLLEGA_SMTP_PASSWORD", "hemligt-i-miljön")
    monkeypatch.setenv("KOLLEGA_ADDRESS", "https://kollega.example")
    identity = installation.data.with_suffix(".identity.toml")
    identity.write_text(
        '[[provider]]\nid = "granaker"\nmunicipality = "9901"\nname = "Granåkers kommun"\n'
        'issuer = "https://idp.example/granaker"\nclient_id = "kollega"\n'
        'client_secret = "hemligt-hos-leverantören"\n'
    )
    identity.chmod(0o600)
    monkeypatch.setenv("KOLLEGA_IDENTITY", str(identity))
    archive = empty.with_suffix(".tell.tar")
    done = kollega(installation.data, "backup", str(archive), "--json")
    assert "KOLLEGA_SMTP_PASSWORD" in json.loads(done.stdout)["secrets_left_out"]
    content = archive.read_bytes()
    words = json.loads((installation.data / "database-passwords.json").read_text())
    key = (installation.data / "secret-key").read_text()
    for secret in ("hemligt-i-miljön", "hemligt-hos-leverantören", key, *words.values()):
        assert secret.encode() not in content
    manifest = verify(archive).manifest
    assert manifest["settings"]["KOLLEGA_ADDRESS"] == "https://kollega.example"
    assert manifest["settings"]["KOLLEGA_SMTP_PASSWORD"] is None
    assert manifest["settings"]["KOLLEGA_IDENTITY"] == str(identity)
    [provider] = manifest["identity"]
    assert provider["issuer"] == "https://idp.example/granaker"
    assert "client_secret" not in provider
    assert {each["name"] for each in manifest["roles"]} == {"kollega_owner", "kollega_web"}
    checked = kollega(empty, "restore", str(archive), "--check-only", "--json")
    assert checked.returncode == 0
    assert not empty.exists()
