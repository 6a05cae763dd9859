"""The subcommands without Django: help, wrong use, and a database server of one's own."""

import json
import subprocess
import sys

import psycopg
import pytest

from kollega.cli.installation import has_own_server
from kollega.cli.main import COMMANDS, main
from kollega.cli.postgres import PostgresError, Server, throwaway
from kollega.cli.postgres.roles import require_version


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert f"usage: kollega {command}" in capsys.readouterr().out


def test_only_the_chosen_command_is_imported() -> None:
    code = (
        "import sys, kollega.cli.main as m; sys.argv = ['kollega'];\n"
        "try: m.main(['recognise', '--help'])\nexcept SystemExit: pass\n"
        "print([n for n in ('django', 'psycopg', 'kollega.cli.run') if n in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.endswith("[]\n")


def test_one_address_without_the_other_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_own_server()
    monkeypatch.setenv("DATABASE_URL", "postgresql://web@server/kollega")
    with pytest.raises(PostgresError, match="DATABASE_OWNER_URL"):
        has_own_server()
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@server/kollega")
    assert has_own_server()


def test_a_server_that_does_not_answer_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.setenv(name, "postgresql://web:hemligt@127.0.0.1:1/kollega")
    assert main(["migrate"]) == 2
    said = capsys.readouterr().err
    assert "DATABASE_OWNER_URL svarar inte" in said
    assert "hemligt" not in said


def test_an_old_server_is_refused() -> None:
    class Old:
        class info:  # noqa: N801 - psycopg's name for it
            server_version = 150004

    with pytest.raises(PostgresError, match=r"PostgreSQL 15.*16 eller senare"):
        require_version(Old())  # type: ignore[arg-type] - all that is read of a connection


def test_setup_database_keeps_passwords_unless_told(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup-database", "--admin-url", server.admin_url]) == 2
    assert "--new-passwords" in capsys.readouterr().out
    monkeypatch.setenv("DATABASE_URL", server.web_url)
    monkeypatch.setenv("DATABASE_OWNER_URL", server.owner_url)
    assert main(["setup-database", "--admin-url", server.admin_url, "--json"]) == 0
    addresses = json.loads(capsys.readouterr().out)
    assert addresses == {"DATABASE_URL": server.web_url, "DATABASE_OWNER_URL": server.owner_url}
    psycopg.connect(addresses["DATABASE_URL"]).close()


def test_the_printed_sql_makes_the_same_roles_and_database() -> None:
    with throwaway() as server:
        with psycopg.connect(server.admin_url, autocommit=True) as admin:
            admin.execute("DROP DATABASE kollega")
            admin.execute("DROP ROLE kollega_web")
            admin.execute("DROP ROLE kollega_owner")
        sql = subprocess.run(
            [sys.executable, "-m", "kollega", "setup-database", "--sql"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        psql = server.place.program("psql")
        subprocess.run(
            [psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", server.admin_url],
            input=sql, text=True, check=True,
        )  # fmt: skip
        owner = server.url("kollega_owner", "BYT-UT-%C3%84GARENS-L%C3%96SENORD", "kollega")
        with psycopg.connect(owner) as connection:
            assert connection.execute("SHOW row_security").fetchone() == ("off",)
            web = connection.execute(
                "SELECT rolbypassrls, rolconfig FROM pg_roles WHERE rolname = 'kollega_web'"
            ).fetchone()
        limits = ["statement_timeout=15s", "lock_timeout=3s"]
        assert web == (False, [*limits, "idle_in_transaction_session_timeout=30s"])
