"""What can be said of the installation from inside: each part ok, or what to do about it.

These look at the database, the jobs and the logs. `kollega.site.health` adds what belongs to the
installation around them and is what `kollega check` reads. The sentences are Swedish: they are for
whoever runs the installation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, wraps
from itertools import islice
from typing import Any

from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from kollega.core import catalogue, clock, jobs, seal_files, seals
from kollega.core.zones import WEB_ROLE

OLDEST_SERVER = 160000
# The most that the web role may be allowed, in milliseconds; 0 means no limit at all.
TIME_LIMITS = {
    "statement_timeout": 15_000,
    "lock_timeout": 3_000,
    "idle_in_transaction_session_timeout": 30_000,
}
WORKER_SILENT = timedelta(minutes=2)
SEAL_LATE = timedelta(minutes=10)
JOBS_LATE = timedelta(minutes=15)
CLOCKS_APART = timedelta(seconds=5)
SHOWN = 5
LOOK = "Åtgärda först det som står ovanför. Står där inget fel, läs loggen."


@dataclass(frozen=True)
class Check:
    """One part of the installation. `ok` is None where it could not be looked at."""

    name: str
    ok: bool | None
    message: str
    todo: str = ""


Answer = tuple[list[str], str, str]
"""What a look finds: the faults, what to say where there are none, what to do where there are."""


def look(name: str) -> Callable[[Callable[[], Answer]], Callable[[], Check]]:
    """Make a function that finds faults a check. Where it breaks the check says so, and the others
    go on; the error's own words are left out, since they may hold what somebody wrote."""

    def decorate(find: Callable[[], Answer]) -> Callable[[], Check]:
        @wraps(find)
        def check() -> Check:
            try:
                faults, fine, todo = find()
            except Exception as error:  # noqa: BLE001 - whatever it is that is broken
                return Check(
                    name, None, f"Gick inte att kontrollera ({type(error).__name__}).", LOOK
                )
            if not faults:
                return Check(name, ok=True, message=fine)
            more = f" Och {len(faults) - SHOWN} till." if len(faults) > SHOWN else ""
            return Check(name, ok=False, message=" ".join(faults[:SHOWN]) + more, todo=todo)

        return check

    return decorate


def _owner() -> Any:
    return connections["owner"]


def _row(wanted: Any, query: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    with wanted.cursor() as cursor:
        cursor.execute(query, values)
        found: tuple[Any, ...] = cursor.fetchone()
        return found


# --- The database ---------------------------------------------------------------------------------


@look("databas")
def server() -> Answer:
    """Version, encoding and order of letters."""
    version, encoding, provider, collation, newer = _row(
        _owner(),
        "select current_setting('server_version_num')::int, pg_encoding_to_char(encoding),"
        " datlocprovider::text, datcollate,"
        " coalesce(to_jsonb(d)->>'datlocale', '') from pg_database d"
        " where datname = current_database()",
    )
    order = newer if provider == "b" else collation
    faults = []
    if version < OLDEST_SERVER:
        faults.append(f"Servern är PostgreSQL {version // 10000}, men 16 eller senare behövs.")
    if encoding != "UTF8":
        faults.append(f"Databasens teckenkodning är {encoding}, men ska vara UTF8.")
    if order.lower().replace("-", "") != "c.utf8":
        faults.append(f"Databasens ordning är {order}, men ska vara C.UTF-8.")
    return (
        faults,
        f"PostgreSQL {version // 10000}, {encoding}, {order}.",
        "Skapa databasen med 'kollega setup-database' på en server som är ny nog.",
    )


@look("roller")
def roles() -> Answer:
    """The web role may pass no policy and owns nothing; the owner passes all."""
    web, owner = (_row(wanted, "select current_user::text")[0] for wanted in (connection, _owner()))
    faults = []
    if web != WEB_ROLE:
        faults.append(f"Webben ansluter som {web}, men ska ansluta som {WEB_ROLE}.")
    if owner != catalogue.OWNER_ROLE:
        faults.append(f"Ägaren ansluter som {owner}, men ska vara {catalogue.OWNER_ROLE}.")
    powerful, member, owns = _row(
        _owner(),
        "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication,"
        " exists (select from pg_auth_members where member = r.oid),"
        " exists (select from pg_shdepend where refobjid = r.oid and deptype = 'o')"
        " from pg_roles r where rolname = %s",
        [web],
    )
    if powerful:
        faults.append(f"{web} får gå förbi åtkomstreglerna eller skapa roller och databaser.")
    if member:
        faults.append(f"{web} är medlem i en annan roll.")
    if owns:
        faults.append(f"{web} äger något i databasen.")
    creates = _row(_owner(), "select has_schema_privilege(%s, 'public', 'create')", [web])[0]
    if creates:
        faults.append(f"{web} får skapa tabeller.")
    bypasses, policies = _row(
        _owner(),
        "select rolbypassrls, current_setting('row_security') from pg_roles"
        " where rolname = current_user",
    )
    if not bypasses or policies != "off":
        faults.append("Ägaren ser inte alla rader (BYPASSRLS och row_security = off behövs).")
    return (faults, "Webbens roll ser bara det den får.", "Kör 'kollega setup-database' igen.")


@look("tidsgränser")
def time_limits() -> Answer:
    """The web role's limits on time."""
    faults = []
    for name, most in TIME_LIMITS.items():
        (value,) = _row(connection, "select setting::int from pg_settings where name = %s", [name])
        if not 0 < value <= most:
            faults.append(f"{name} är {value} ms, men ska vara högst {most}.")
    return (
        faults,
        "Frågor till databasen avbryts i tid.",
        "Kör 'kollega setup-database' igen.",
    )


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def migrations_missing() -> int:
    """How many migrations of this version the database has not had. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations")
        return len(_migrations_on_disk() - set(cursor.fetchall()))


@look("databasens version")
def migrations() -> Answer:
    """Whether the database is of this version."""
    missing = migrations_missing()
    faults = [f"{missing} ändringar av databasen är inte gjorda."] if missing else []
    return (faults, "Databasen är av den här versionen.", "Kör 'kollega migrate'.")


def _catalogue_faults() -> list[str]:
    return catalogue.model_faults() + catalogue.database_faults(_owner())


@look("åtkomstregler")
def tables() -> Answer:
    """Whether every table is closed as its model states."""
    faults = [f"{each}." for each in _catalogue_faults()]
    return (
        faults,
        "Varje tabell är stängd som den ska.",
        "Kör 'kollega migrate'. Hjälper det inte har någon ändrat i databasen för hand.",
    )


# --- Jobs, logs, clocks ---------------------------------------------------------------------------


def worker_is_alive() -> bool:
    """Whether a worker has been heard of lately."""
    age = jobs.heartbeat_age()
    return age is not None and age < WORKER_SILENT


@look("jobb")
def work() -> Answer:
    """The worker is alive, and its jobs get done."""
    faults = []
    if not worker_is_alive():
        faults.append("Jobbhanteraren körs inte.")
    waiting, oldest = jobs.waiting_jobs()
    if oldest > JOBS_LATE:
        minutes = int(oldest.total_seconds() // 60)
        faults.append(f"{waiting} jobb väntar, det äldsta sedan {minutes} minuter.")
    failed = jobs.failed_jobs()
    if failed:
        names = ", ".join(sorted({each.name for each in failed}))
        faults.append(f"{len(failed)} jobb har misslyckats och getts upp: {names}.")
    return (
        faults,
        "Jobbhanteraren arbetar.",
        "Starta produkten med 'kollega run'. Felen står i worker.log i datamappen.",
    )


FAULT_WORDS = {
    seals.Fault.CHANGED: "rad {number} är ändrad",
    seals.Fault.REMOVED: "rad {number} är borttagen",
    seals.Fault.INSERTED: "raden {row_id} är insmugen i efterhand",
    seals.Fault.SEAL: "försegling {number} är ändrad eller borttagen",
    seals.Fault.END: "försegling {number}, som finns utanför databasen, saknas i den",
    seals.Fault.NOT_KEPT: "inget finns sparat utanför databasen att jämföra med",
}
TAMPERED = (
    "Loggen är inte den som skrevs. Spara databasen och mappen seals som de är och utred. "
    "Har en äldre säkerhetskopia lästs in, flytta undan mappen seals ur datamappen."
)
LOG_WORDS = {"access": "åtkomstloggen", "audit": "händelseloggen"}


def seals_are_fresh() -> bool:
    """Whether the logs were sealed lately."""
    last = seal_files.last_round()
    return last is not None and clock.now() - last < SEAL_LATE


@look("förseglingar")
def log_seals() -> Answer:
    """Every row of the logs is as it was sealed, and sealing goes on."""
    faults = []
    for municipality_id in seals.known_municipalities("owner"):
        found = list(islice(seals.verify(municipality_id, using="owner"), SHOWN + 1))
        for each in found:
            words = FAULT_WORDS[each.fault].format(number=each.number, row_id=each.row_id)
            faults.append(f"{LOG_WORDS[each.log]} för {municipality_id}: {words}.")
    if faults:
        return faults, "", TAMPERED
    last = seal_files.last_round()
    if not seals_are_fresh():
        when = f"senast {clock.local(last):%Y-%m-%d %H:%M}" if last else "ännu inte en gång"
        faults.append(f"Loggarna har inte förseglats som de ska: {when}.")
    return (
        faults,
        f"Loggarna är orörda, förseglade {clock.local(last):%Y-%m-%d %H:%M}." if last else "",
        "Se till att jobbhanteraren körs: 'kollega run'.",
    )


@look("tid")
def clocks() -> Answer:
    """Swedish time is known, and the database's clock goes as ours."""
    faults = []
    summer = clock.now().replace(month=7, day=1)
    winter = clock.now().replace(month=1, day=1)
    offsets = [clock.local(each).utcoffset() for each in (winter, summer)]
    if offsets != [timedelta(hours=1), timedelta(hours=2)]:
        faults.append("Tidszonen Europe/Stockholm är fel eller saknas.")
    (theirs,) = _row(connection, "select clock_timestamp()")
    if abs(theirs - clock.now()) > CLOCKS_APART:
        faults.append("Databasserverns klocka går inte som den här datorns.")
    return (
        faults,
        f"Klockan är {clock.local(clock.now()):%H:%M} i Sverige.",
        "Installera om tidszonsdata (paketet tzdata) och låt båda datorerna hämta tid med NTP.",
    )


EVERY = (server, roles, time_limits, migrations, tables, work, log_seals, clocks)
"""In an order where the first that fails explains the later ones."""
