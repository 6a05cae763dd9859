"""What a start prepares, and when it need not; the work itself is replaced by a note of it."""

import argparse
import os
from pathlib import Path

import psycopg
import pytest

from kollega.cli import run, state
from kollega.cli.installation import use
from kollega.cli.postgres import Server
from kollega.cli.postgres.roles import recreate_database
from kollega.cli.supervisor import StoppedError, Supervisor


class Prepared:
    """Stands in for the process that migrates and makes the demo; notes what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[list[str]] = []

    def __call__(self, _supervisor: Supervisor, _module: str, arguments: list[str]) -> int:
        self.asked.append(arguments)
        with psycopg.connect(self.url) as owner:
            owner.execute(
                "CREATE TABLE IF NOT EXISTS django_migrations (id serial, app text, name text)"
            )
            owner.execute("INSERT INTO django_migrations (app, name) VALUES ('core', '0001')")
        return 0


@pytest.fixture
def prepared(server: Server, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "KOLLEGA_DATA"):
        monkeypatch.setenv(name, "")  # restored afterwards
    use(server)
    recreate_database(server.admin_url)
    prepared = Prepared(server.owner_url)
    monkeypatch.setattr(run, "run_to_end", prepared)
    (server.place.data_folder / "state.json").unlink(missing_ok=True)
    return prepared


def prepare(database: Server | None, folder: Path, *, demo: bool | None = None) -> None:
    run._prepare(Supervisor([], database), argparse.Namespace(demo=demo), folder)


def test_a_new_embedded_database_gets_the_demo_once(server: Server, prepared: Prepared) -> None:
    folder = server.place.data_folder
    prepare(server, folder)
    prepare(server, folder)
    assert prepared.asked == [["--demo"]], "the second start had nothing to do"
    assert state.read(folder)["demo"] == ""


def test_a_server_of_ones_own_gets_no_demo_unasked(server: Server, prepared: Prepared) -> None:
    prepare(None, server.place.data_folder)
    assert prepared.asked == [[]]
    with pytest.raises(StoppedError, match="bara in i en ny"):
        prepare(None, server.place.data_folder, demo=True)


def test_a_restored_older_backup_is_migrated(server: Server, prepared: Prepared) -> None:
    folder = server.place.data_folder
    prepare(server, folder, demo=False)
    with psycopg.connect(server.owner_url) as owner:
        owner.execute("DELETE FROM django_migrations")
    prepare(server, folder)
    assert prepared.asked == [[], []]


def test_new_code_is_prepared_for(
    server: Server, prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_CODE", tmp_path)
    prepare(server, server.place.data_folder, demo=False)
    (tmp_path / "models.py").touch()
    prepare(server, server.place.data_folder, demo=False)
    assert len(prepared.asked) == 2


def test_a_demo_cut_short_is_begun_again_from_an_empty_database(
    server: Server, prepared: Prepared
) -> None:
    folder = server.place.data_folder
    prepared(Supervisor([], None), "", [])
    with psycopg.connect(server.owner_url) as owner:
        owner.execute("CREATE TABLE half (id int)")
    state.update(folder, demo="wanted")
    prepare(server, folder)
    assert prepared.asked[-1] == ["--demo"]
    with psycopg.connect(server.owner_url) as owner:
        assert owner.execute("SELECT to_regclass('half')").fetchone() == (None,)
        assert os.environ["DATABASE_OWNER_URL"] == server.owner_url


def test_a_database_in_use_is_never_emptied(server: Server, prepared: Prepared) -> None:
    folder = server.place.data_folder
    prepare(server, folder)
    with psycopg.connect(server.owner_url) as owner:
        owner.execute("CREATE TABLE work (id int)")
    (folder / "state.json").unlink()
    prepare(server, folder)
    with psycopg.connect(server.owner_url) as owner:
        assert owner.execute("SELECT to_regclass('work')").fetchone() == ("work",)


def test_a_broken_state_file_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{half", encoding="utf-8")
    assert state.read(tmp_path) == {}
    state.update(tmp_path, demo="none")
    assert state.read(tmp_path) == {"demo": "none"}
