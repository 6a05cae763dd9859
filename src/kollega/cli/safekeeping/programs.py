"""pg_dump and pg_restore of the right version, given the database's address without showing a password."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kollega.cli.postgres import PostgresError
from kollega.cli.postgres.binaries import install_folder

_SHIPPED = (16, 18)


def find(program: str, server_major: int) -> str:
    """A `program` that fits a server of this version: the same version's, else the nearest newer.

    Raises:
        PostgresError: there is none.
    """
    shipped = next((major for major in _SHIPPED if major >= server_major), None)
    if shipped is not None:
        return str(install_folder(shipped) / "bin" / program)
    installed = shutil.which(program)
    if installed and _major(installed) >= server_major:
        return installed
    raise PostgresError(
        f"Databasservern är PostgreSQL {server_major}. {program} som följer med är av version "
        f"{_SHIPPED[-1]}: installera {program} {server_major} (paketet postgresql-client) på den "
        "här datorn."
    )


def _major(program: str) -> int:
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)[.\d]*", said)
    return int(found[1]) if found else 0


@contextlib.contextmanager
def address(url: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The address without its password, and an environment that holds it: others see arguments."""
    values = conninfo_to_dict(url)
    password = values.pop("password", None)
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    yield make_conninfo(**{name: str(value) for name, value in values.items()}), environment


@contextlib.contextmanager
def dumping(url: str, server_major: int, snapshot: str) -> Iterator["subprocess.Popen[bytes]"]:
    """pg_dump of what the snapshot shows, writing to its stdout; its end is for `require_done`."""
    with (
        address(url) as (place, environment),
        _stopped_at_end(
            [
                find("pg_dump", server_major),
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--lock-wait-timeout=30000",
                f"--snapshot={snapshot}",
                f"--dbname={place}",
            ],
            environment,
        ) as process,
    ):
        yield process


@contextlib.contextmanager
def _stopped_at_end(
    command: list[str], environment: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
        )
        try:
            yield process
            if process.wait():
                words.seek(0)
                raise _failed(command[0], words.read().decode("utf-8", "replace"))
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def load(url: str, server_major: int, dump: Path) -> None:
    """Read a dump into the empty database: all of it, or none.

    Raises:
        PostgresError: it could not be read; the message holds pg_restore's own words.
    """
    with address(url) as (place, environment):
        command = [
            find("pg_restore", server_major),
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--dbname={place}",
            str(dump),
        ]
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise _failed(command[0], done.stderr.decode("utf-8", "replace"))


def _failed(program: str, words: str) -> PostgresError:
    lines = [line for line in words.splitlines() if "error" in line.lower()] or words.splitlines()
    said = " ".join(lines[:3])[:600] or "ingenting"
    return PostgresError(f"{Path(program).name} misslyckades och säger: {said}")
