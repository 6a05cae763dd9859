"""What the benchmarks share: a throwaway database with the demo in it, copies of its rows, timing.

The rows a benchmark runs on are made by the services (the demo) and then copied in the database,
with new ids: the large sets are copies and say so. Everything timed runs as the web role.
"""

import gc
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


@dataclass(frozen=True)
class Database:
    """A running throwaway database and how to reach it."""

    admin_url: str


@contextmanager
def empty_database() -> Iterator[Database]:
    """A throwaway PostgreSQL, migrated and empty; Django is set up on it."""
    with _database("migrate") as database:
        yield database


@contextmanager
def demo_database() -> Iterator[Database]:
    """A throwaway PostgreSQL with the demo, loaded through the services; Django is set up on it."""
    with _database("migrate", "demo") as database:
        yield database


@contextmanager
def _database(*commands: str) -> Iterator[Database]:
    from kollega.cli.postgres import throwaway

    with throwaway() as server:
        os.environ |= {
            "DATABASE_URL": server.web_url,
            "DATABASE_OWNER_URL": server.owner_url,
            "DJANGO_SETTINGS_MODULE": "kollega.site.settings_test",
            "KOLLEGA_SECRET_KEY": "only-for-benchmarks",
        }
        for command in commands:
            say(f"… {command}")
            subprocess.run(
                [sys.executable, "-m", "django", command, "--verbosity", "0"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        import django

        django.setup()
        gc.freeze()  # as the product's processes do
        _point()
        parts = urlsplit(server.admin_url)
        yield Database(urlunsplit(parts._replace(path="/kollega")))


def _point() -> None:
    """Let Django use this database, where an earlier one of the same run is gone."""
    from django.db import connections

    from kollega.site.environment import database

    for alias, name in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL")):
        connections[alias].close()
        found = database(name)
        for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"):
            connections[alias].settings_dict[key] = found[key]


def say(line: str) -> None:
    """A line about progress, beside the figures."""
    print(line, file=sys.stderr, flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Timing:
    """Milliseconds over many runs."""

    p50: float
    p95: float
    runs: int


def timed(call: Callable[[int], object], *, runs: int = 200, warm: int = 20) -> Timing:
    """Time a call, given the run's number; the median of three rounds' p50 and p95."""
    rounds = []
    for number in range(warm):
        call(number)
    for turn in range(3):
        times = []
        for number in range(runs):
            began = time.perf_counter()
            call(warm + turn * runs + number)
            times.append((time.perf_counter() - began) * 1000)
        rounds.append((percentile(times, 0.5), percentile(times, 0.95)))
    return Timing(
        round(statistics.median(each[0] for each in rounds), 2),
        round(statistics.median(each[1] for each in rounds), 2),
        runs * 3,
    )


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "day": time.strftime("%Y-%m-%d"),
    }


def show(figures: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Print one object, or a table that can be read."""
    if as_json:
        print(json.dumps({**figures, "rows": list(rows)}, ensure_ascii=False, indent=2))
        return
    for name, value in figures.items():
        print(f"{name}: {value}")
    if rows:
        heads = list(rows[0])
        widths = [max(len(str(head)), *(len(str(row[head])) for row in rows)) for head in heads]
        for line in (heads, *([row[head] for head in heads] for row in rows)):
            cells = [str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)]
            print("  ".join(cells).rstrip())


# --- Copies ---------------------------------------------------------------------------------------


class Copies:
    """Copies rows in the database, as superuser and with triggers off.

    A copied id is made from the old id and the copy's number, so that rows which pointed at each
    other before do so afterwards.
    """

    def __init__(self, database: Database) -> None:
        self.connection = psycopg.connect(database.admin_url, autocommit=True)
        self.connection.execute("set session_replication_role = replica")
        self.connection.execute("set synchronous_commit = off")

    def columns(self, table: str) -> list[tuple[str, str]]:
        """(name, type) of a table's columns."""
        rows = self.connection.execute(
            "select column_name, udt_name from information_schema.columns"
            " where table_schema = 'public' and table_name = %s order by ordinal_position",
            [table],
        )
        return [(name, kind) for name, kind in rows.fetchall()]

    def copy(
        self,
        table: str,
        *,
        copies: int,
        first: int = 1,
        fixed: Sequence[str] = (),
        changed: Mapping[str, str] | None = None,
        where: str = "true",
    ) -> None:
        """Insert `copies` of each row of a table that fits `where`.

        Every uuid column gets a new id but those in `fixed`; `changed` maps columns to SQL, in
        which `n` is the copy's number and `t` the row.
        """
        changed = dict(changed or {})
        names, values = [], []
        for name, kind in self.columns(table):
            names.append(sql.Identifier(name))
            if name in changed:
                values.append(sql.SQL(changed[name]))
            elif kind == "uuid" and name not in fixed:
                values.append(sql.SQL("md5(t.{}::text || n)::uuid").format(sql.Identifier(name)))
            else:
                values.append(sql.SQL("t.{}").format(sql.Identifier(name)))
        query = sql.SQL(
            "insert into {table} ({names}) select {values}"
            " from {table} t, generate_series({first}::int, {last}::int) n where "
        ).format(
            table=sql.Identifier(table),
            names=sql.SQL(", ").join(names),
            values=sql.SQL(", ").join(values),
            first=sql.Literal(first),
            last=sql.Literal(first + copies - 1),
        )
        self.connection.execute(query + sql.SQL(where))

    def settle(self) -> None:
        """Let the planner know the tables as they are now."""
        self.connection.execute("vacuum analyze")


# Tables that grow with use: a hot query that reads one of them through has lost its index.
GROWING = (
    "border_owndocument",
    "competence_competence",
    "consultation_asked",
    "consultation_attachment",
    "consultation_post",
    "consultation_question",
    "consultation_signature",
    "core_notice",
    "incident_incident",
    "organisation_colleague",
    "outcome_followup",
    "outcome_followupanswer",
    "outcome_told",
    "rounds_brought",
    "rounds_participant",
    "rounds_round",
    "search_document",
    "search_posting",
)


def read_through(statements: Iterable[str]) -> list[str]:
    """The growing tables that these statements read from end to end, as the planner says.

    Call it as the web role inside the actor's open transaction: under the row policies a plan is
    another than the owner's.
    """
    from django.db import connection

    found = set()
    with connection.cursor() as cursor:
        for statement in statements:
            if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
                continue
            cursor.execute("explain " + statement)
            for (line,) in cursor.fetchall():
                match = re.search(r"Seq Scan on (\w+)", line)
                if match and match[1] in GROWING:
                    found.add(f"{match[1]} in {statement[:60]} …")
    return sorted(found)


def shared_folder() -> Path:
    """Where real input may lie: beside the project."""
    return Path(__file__).resolve().parents[2] / "shared"
