"""Reading an archive back: into an empty database, or in the place of what is there.

What is there stands aside, as a schema of another name, until everything has been read back,
compared and looked over. Whatever goes wrong before that, it is put back as it was.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import psycopg

from kollega.cli import state
from kollega.cli.installation import setup_django
from kollega.cli.postgres import PostgresError
from kollega.cli.safekeeping import programs, tables
from kollega.cli.safekeeping.archive import DATABASE, JOURNAL, SEALS, Archive, RefusedError
from kollega.cli.safekeeping.copying import Step
from kollega.cli.safekeeping.secret import is_same
from kollega.cli.safekeeping.tables import Held

if TYPE_CHECKING:
    from kollega.core.journal_file import Entry

ASIDE = "before_restore"
SEALS_ASIDE = "seals_aside"


class RestoreError(Exception):
    """It could not be restored, and everything is as it was before; the message is Swedish."""


class NotEmptyError(RestoreError):
    """Something is here already, or the product is running."""


@dataclass
class Report:
    """What was restored, and what whoever runs the installation should do about it."""

    rows: int = 0
    tables: int = 0
    destroyed_again: int = 0
    noted: int = 0
    signed_out: int = 0
    tokens_ended: int = 0
    seals_aside: str = ""
    remarks: list[str] = field(default_factory=list)


# --- Before anything is touched -------------------------------------------------------------------


def require_readable(archive: Archive) -> None:
    """Refuse an archive of a later version than this: it has migrations that we do not know."""
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {f"{app}.{name}" for app, name in known}
    unknown = sorted(set(archive.manifest["migrations"]) - ours)
    if unknown:
        raise RefusedError(
            f"Säkerhetskopian är gjord med en senare version av Digital kollega "
            f"({archive.manifest['version']}). Installera den versionen och återläs där. "
            f"Okänt här: {', '.join(unknown[:3])}. Ingenting har återlästs."
        )


def require_room(url: str, archive: Archive, *, replace: bool) -> None:
    """Refuse a database that is in use, is older than the archive's, or holds something already."""
    with psycopg.connect(url, autocommit=True) as connection:
        major, wanted = connection.info.server_version // 10000, archive.manifest["postgresql"]
        if major < wanted:
            raise RestoreError(
                f"Säkerhetskopian är gjord med PostgreSQL {wanted}, men servern här är {major}."
            )
        row = connection.execute(
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid() and usename = 'kollega_web'"
        ).fetchone()
        if row and cast("int", row[0]):
            raise NotEmptyError(
                "Databasen används just nu. Stoppa webb och jobb först, och försök igen."
            )
        if tables.names(connection) and not replace:
            raise NotEmptyError(
                "Här finns redan en installation. Återläs på en tom maskin, eller ange --replace "
                "för att ersätta allt som finns här med säkerhetskopian."
            )


def put_back_if_interrupted(url: str, folder: Path) -> bool:
    """Put back what stood aside when an earlier restore was killed; whether anything did."""
    with psycopg.connect(url, autocommit=True) as connection:
        if not _has_schema(connection, ASIDE):
            return False
        aside = state.read(folder).get(SEALS_ASIDE)
        if aside and (folder / aside).is_dir():
            shutil.rmtree(folder / "seals", ignore_errors=True)
            (folder / aside).rename(folder / "seals")
        _put_back(connection)
    return True


# --- The database ---------------------------------------------------------------------------------


def _has_schema(connection: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    row = connection.execute("select to_regnamespace(%s) is not null", [name]).fetchone()
    return bool(row and row[0])


def _put_aside(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    with connection.transaction():
        connection.execute(f"alter schema public rename to {ASIDE}".encode())
        connection.execute("create schema public authorization pg_database_owner")
        connection.execute("grant usage on schema public to kollega_web")


def _put_back(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    with connection.transaction():
        connection.execute("drop schema if exists public cascade")
        connection.execute(f"alter schema {ASIDE} rename to public".encode())


@contextlib.contextmanager
def _standing_aside(url: str) -> Iterator[None]:
    """What is in the database stands aside; it is put back after an error, and else thrown away."""
    with psycopg.connect(url, autocommit=True) as connection:
        _put_aside(connection)
    try:
        yield
    except BaseException:
        with psycopg.connect(url, autocommit=True) as connection:
            _put_back(connection)
        raise
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"drop schema {ASIDE} cascade".encode())


def restore(
    archive: Archive, *, url: str, folder: Path, journals: list[Path], step: Step
) -> Report:
    """Read the archive back; Django is set up, and its owner connection is `url`'s.

    Raises:
        RestoreError: it could not be; everything is as it was before.
    """
    from django.db import connections

    from kollega.core import journal_file

    report = Report()
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as name:
        temporary = Path(name)
        step("Packar upp")
        archive.extract(DATABASE, temporary / "dump")
        with _told(), _standing_aside(url):
            try:
                step("Databasen")
                with psycopg.connect(url) as connection:
                    major = connection.info.server_version // 10000
                programs.load(url, major, temporary / "dump")
                step("Jämför rad för rad")
                _compare(archive, url, report)
                step("Tabeller och åtkomstregler")
                _migrate()
                _sign_out(url, report)
                step("Gallrar det som redan var gallrat")
                journals = [folder / JOURNAL, *journals]
                journal = _replay(archive, temporary, url, journals, report)
                step("Förseglingar och kontroll")
                with _files(archive, folder, temporary, report):
                    _look_over()
                    journal_file.append(journal)
            finally:
                connections.close_all()
    _remark(archive, folder, report)
    return report


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Errors of the database in words; what they quote is left out."""
    from django.db import Error

    try:
        yield
    except PostgresError as error:
        raise RestoreError(f"Databasen kunde inte läsas tillbaka. {error}") from error
    except (psycopg.Error, Error) as error:
        raise RestoreError(f"Databasen säger nej ({type(error).__name__}).") from error


def _compare(archive: Archive, url: str, report: Report) -> None:
    wanted = {name: Held(**each) for name, each in archive.manifest["tables"].items()}
    with psycopg.connect(url) as connection:
        found = tables.held(connection)
    differing = tables.differences(wanted, found)
    if differing:
        raise RestoreError(
            "Det som lästes tillbaka är inte det som kopierades: " + "; ".join(differing[:5])
        )
    report.rows, report.tables = sum(each.rows for each in found.values()), len(found)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _sign_out(url: str, report: Report) -> None:
    """Nobody is signed in after a restore, no person by a session and no program by a token: one
    that was ended since must not come back.
    """
    with psycopg.connect(url) as connection:
        connection.execute("delete from usersessions_usersession")
        report.signed_out = connection.execute("delete from django_session").rowcount
        report.tokens_ended = connection.execute(
            "update api_token set ended_at = now() where ended_at is null"
        ).rowcount


def _look_over() -> None:
    """Every table is closed as it should be, and every log is as it was sealed."""
    from django.db import connections

    from kollega.core import catalogue, seals

    faults = catalogue.database_faults(connections["owner"])
    if faults:
        raise RestoreError("Åtkomstreglerna blev inte som de ska: " + "; ".join(faults[:3]))
    for municipality_id in seals.known_municipalities("owner"):
        for fault in seals.verify(municipality_id, using="owner"):
            raise RestoreError(
                f"Loggen för {municipality_id} är inte den som förseglades ({fault.fault})."
            )


# --- The journal of destruction -------------------------------------------------------------------


def _replay(
    archive: Archive, temporary: Path, url: str, journals: list[Path], report: Report
) -> list["Entry"]:
    """Destroy again what any of the journals knows of; the lines that the journal here lacks."""
    from kollega.core import destruction, journal_file

    if JOURNAL in archive.names:
        archive.extract(JOURNAL, temporary / JOURNAL)
        journals = [temporary / JOURNAL, *journals]
    entries: dict[Any, journal_file.Entry] = {}
    damaged = 0
    for file in journals:
        if file.exists():
            lines: list[int] = []
            entries |= {each.id: each for each in journal_file.read(file, damaged=lines)}
            damaged += len(lines)
    here = journal_file.known_ids()
    lacking = [each for each in entries.values() if each.id not in here]
    with psycopg.connect(url) as connection:
        # What the backup itself knows to be destroyed is not in it.
        for (known,) in connection.execute(
            "select id from core_shareddestroyed union all select id from core_casedestroyed"
        ):
            entries.pop(known, None)
    done = destruction.replay(sorted(entries.values(), key=lambda each: (each.at, each.id)))
    report.destroyed_again, report.noted = done.destroyed, done.noted
    if done.unknown:
        report.remarks.append(
            "Gallringsjournalen nämner sådant som den här versionen inte vet hur det gallras: "
            f"{', '.join(sorted(done.unknown))}."
        )
    if damaged:
        report.remarks.append(
            f"{damaged} rader i gallringsjournalen gick inte att läsa. Oftast är det rader som "
            "bröts av ett strömavbrott och sedan skrevs om; jämför med en annan kopia av den."
        )
    return lacking


# --- Files ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _files(archive: Archive, folder: Path, temporary: Path, report: Report) -> Iterator[None]:
    """The archive's seals in place of those that are here, which are kept; put back after an error."""
    seals, aside = folder / "seals", None
    (temporary / "seals").mkdir(mode=0o700)
    for name in archive.names:
        if name.startswith(SEALS):
            archive.extract(name, temporary / "seals" / Path(name).name)
    if seals.exists():
        aside = folder / f"seals-before-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        state.update(folder, **{SEALS_ASIDE: aside.name})
        seals.rename(aside)
    (temporary / "seals").rename(seals)
    try:
        yield
    except BaseException:
        shutil.rmtree(seals)
        if aside:
            aside.rename(seals)
        raise
    if aside:
        report.seals_aside = str(aside)


def _remark(archive: Archive, folder: Path, report: Report) -> None:
    stored = archive.manifest["secret_key"]
    if stored and not is_same(stored, folder):
        report.remarks.append(
            "Den hemliga nyckeln är inte den som användes när kopian gjordes. Det andra steget vid "
            "inloggning och länkar i brev går då inte att använda. Lägg tillbaka den gamla "
            f"nyckeln ({folder / 'secret-key'} eller KOLLEGA_SECRET_KEY)."
        )
    missing = [each["name"] for each in archive.manifest.get("identity", []) if "name" in each]
    if missing and not os.environ.get("KOLLEGA_IDENTITY"):
        report.remarks.append(
            f"Kommunernas egen inloggning ({', '.join(missing)}) är inte inställd här. Uppgifterna "
            "utan hemligheter står i kopian (manifest.json, identity): skriv filen igen och ange "
            "KOLLEGA_IDENTITY."
        )
    if report.seals_aside:
        report.remarks.append(
            f"Förseglingarna som fanns här är undanlagda i {report.seals_aside}. Spara mappen: den "
            "visar vad som hade loggats efter att kopian gjordes."
        )


def prepare() -> None:
    """Set Django up; the environment points to the database."""
    setup_django()
