"""Create PostgreSQL's data folder and refuse one that this version cannot read."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import passwords
from .errors import PostgresError
from .passwords import Passwords
from .place import Place, make_socket_folder

SUPERUSER = "postgres"
MEBIBYTE = 1024 * 1024
FREE_TO_CREATE = 300 * MEBIBYTE
FREE_TO_START = 50 * MEBIBYTE

# Sized for a machine with 2 cores and 2 GB that also runs the web server and the worker. Written
# to postgresql.conf when the database is created, so that an administrator may change them there.
_TUNING = {
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Parallel queries share memory through /dev/shm, which is 64 MB in most containers.
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def prepare(place: Place, *, durable: bool = True) -> Passwords:
    """See that the cluster exists, is of our version and has room; return its passwords."""
    _require_access(place)
    exists = (place.cluster / "PG_VERSION").exists()
    _require_same_major(place)
    _require_space(place.data_folder, FREE_TO_START if exists else FREE_TO_CREATE)
    if exists:
        return passwords.load(place.data_folder)
    new = passwords.create(place.data_folder)
    _create(place, new.superuser, durable=durable)
    return new


def _require_same_major(place: Place) -> None:
    version_file = place.cluster / "PG_VERSION"
    if version_file.exists():
        found = version_file.read_text(encoding="ascii").strip()
        if found == str(place.major):
            return
    else:
        others = {
            path.parent.name.removeprefix("postgres-")
            for path in place.data_folder.glob("postgres-*/PG_VERSION")
        }
        if not others:
            return
        found = ", ".join(sorted(others))
    raise PostgresError(
        f"Databasen i {place.data_folder} är gjord med PostgreSQL {found}, men den här versionen av "
        f"Digital kollega kör PostgreSQL {place.major}. Starta den version som databasen gjordes med "
        "och för över innehållet med pg_dump, eller välj en annan mapp med KOLLEGA_DATA. "
        "Ingenting har ändrats."
    )


def _require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise full_disk(folder, free, needed)


def full_disk(folder: Path, free: int, needed: int) -> PostgresError:
    return PostgresError(
        f"Disken är full: {free // MEBIBYTE} MB ledigt där {folder} ligger, men databasen behöver "
        f"minst {needed // MEBIBYTE} MB. Frigör plats, eller välj en annan mapp med KOLLEGA_DATA."
    )


def _require_access(place: Place) -> None:
    if not place.account and place.cluster.exists() and place.cluster.stat().st_uid != os.getuid():
        raise PostgresError(
            f"Databasen i {place.cluster} tillhör ett annat konto. Starta som det kontot eller som "
            "root, eller välj en annan mapp med KOLLEGA_DATA."
        )


def _create(place: Place, superuser_password: str, *, durable: bool) -> None:
    """Run initdb. A folder left half made by an earlier try is removed first."""
    if place.cluster.exists():
        shutil.rmtree(place.cluster)
    place.cluster.mkdir(mode=0o700, parents=True)
    place.own(place.cluster)
    password_file = make_socket_folder(place) / "initial-password"
    password_file.touch(mode=0o600)
    place.own(password_file)
    password_file.write_text(superuser_password, encoding="utf-8")
    command = [
        place.program("initdb"),
        f"--pgdata={place.cluster}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        *_locale_options(place.major),
        *(f"--set={name}={value}" for name, value in _TUNING.items()),
        *([] if durable else ["--no-sync"]),
    ]
    try:
        result = subprocess.run(
            command, check=False, capture_output=True, text=True, **place.process_options()
        )
    finally:
        password_file.unlink(missing_ok=True)
    if result.returncode:
        shutil.rmtree(place.cluster, ignore_errors=True)
        raise explain(place, result.stderr)


def _locale_options(major: int) -> list[str]:
    # The built-in C.UTF-8 is the same on every machine; before 17 it is the system library's.
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def explain(place: Place, output: str) -> PostgresError:
    """Turn what PostgreSQL said into a message: a known cause, or its own last words."""
    if "No space left on device" in output:
        free = shutil.disk_usage(place.data_folder).free
        return full_disk(place.cluster.parent, free, FREE_TO_CREATE)
    words = [line for line in output.splitlines() if re.search(r"error|FATAL|PANIC", line)]
    last = " ".join(words[-2:]) or output.strip()[-400:]
    return PostgresError(f"Databasen kunde inte startas. PostgreSQL säger: {last}")
