"""What has been done to this installation, so that the next start need not do it again.

Kept in `state.json` in the data folder:
  prepared  a digest of the code and of the database's migrations when both last agreed
  demo      "wanted" from before the first table of a demo until it is complete, else empty
"""

import hashlib
import json
import sysconfig
from pathlib import Path

import psycopg

FILE_NAME = "state.json"
_CODE = Path(__file__).resolve().parents[1]


def read(data_folder: Path) -> dict[str, str]:
    """The state, empty where there is none or it cannot be read: then everything is looked over."""
    try:
        content = json.loads((data_folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def update(data_folder: Path, **changes: str) -> None:
    new = data_folder / f"{FILE_NAME}.new"
    new.touch(mode=0o600)
    new.write_text(json.dumps(read(data_folder) | changes), encoding="utf-8")
    new.rename(data_folder / FILE_NAME)


def is_empty(owner_url: str) -> bool:
    """Whether the database holds no tables of ours yet."""
    with psycopg.connect(owner_url) as connection:
        row = connection.execute(
            "SELECT to_regclass('public.django_migrations') IS NULL"
        ).fetchone()
    return bool(row and row[0])


def is_demo(owner_url: str) -> bool:
    """What the installation was made as; the database never lets it change."""
    with psycopg.connect(owner_url) as connection:
        try:
            row = connection.execute("SELECT is_demo FROM demo_installation").fetchone()
        except psycopg.errors.UndefinedTable:
            return False
    return bool(row and row[0])


def digest(owner_url: str) -> str:
    """Changes with any file of the code, any installed package and any migration applied or undone.

    A stat of each file, 10-20 ms: cheaper than asking Django, which takes a second to import, and
    a backup of an older version that was read back is noticed.
    """
    parts = [f"{Path(sysconfig.get_paths()['purelib']).stat().st_mtime_ns}"]
    for path in sorted(_CODE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            status = path.stat()
            parts.append(f"{path.relative_to(_CODE)} {status.st_size} {status.st_mtime_ns}")
    with psycopg.connect(owner_url) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    parts += [f"{app} {name}" for app, name in rows]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
