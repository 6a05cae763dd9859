"""`kollega backup`: one archive with everything that cannot be made again."""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from . import state
from .installation import data_folder, database
from .postgres import PostgresError

FULL = 5
UNITS = 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Skriver en säkerhetskopia till FIL, också medan folk arbetar: databasen med bilagor,\n"
        "roller, förseglingar, gallringsjournal och inställningar (hemliga värden utelämnas).\n"
        "Återläs den med 'kollega restore FIL'."
    )
    parser.epilog = (
        "Spara också, på ett annat ställe än kopian: den hemliga nyckeln (secret-key i datamappen\n"
        "eller KOLLEGA_SECRET_KEY) och de hemliga värdena i miljön.\n\n"
        "slutkoder: 0 klart, 1 det gick inte, 2 fel användning eller inställning, 5 disken är full"
    )
    parser.add_argument("file", type=Path, metavar="FIL", help="filen som ska skrivas")
    parser.add_argument("--replace", action="store_true", help="skriv över filen om den finns")
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")
    parser.add_argument("--quiet", action="store_true", help="berätta inte hur långt det har gått")


def run(options: argparse.Namespace) -> int:
    from .safekeeping.archive import FullDiskError

    target = options.file.expanduser().absolute()
    try:
        _require_place(target, replace=options.replace)
        return _copy(target, options)
    except FullDiskError as error:
        return _refuse(str(error), FULL)
    except OSError as error:
        return _refuse(f"Det gick inte att skriva {target}: {error.strerror}.", 1)


def _require_place(target: Path, *, replace: bool) -> None:
    if target.is_dir() or not target.parent.is_dir():
        raise PostgresError(f"{target} är ingen fil i en mapp som finns.")
    if target.exists() and not replace:
        raise PostgresError(f"{target} finns redan. Välj ett annat namn, eller ange --replace.")


def _copy(target: Path, options: argparse.Namespace) -> int:
    from .safekeeping.copying import copy

    began = time.monotonic()
    with database("kollega backup"):
        url, folder = os.environ["DATABASE_OWNER_URL"], data_folder()
        if state.is_empty(url):
            return _refuse("Databasen är tom: det finns ingenting att kopiera.", 1)
        try:
            digest, manifest = copy(url, folder, target, Told(quiet=options.quiet).step)
        except PostgresError as error:
            return _refuse(str(error), 1)
        state.update(folder, backup=manifest["made_at"])
    _tell(target, digest, manifest, time.monotonic() - began, as_json=options.json)
    return 0


def _tell(
    target: Path, digest: str, manifest: dict[str, Any], seconds: float, *, as_json: bool
) -> None:
    rows = sum(each["rows"] for each in manifest["tables"].values())
    size = target.stat().st_size
    if as_json:
        content = {
            "file": str(target),
            "sha256": digest,
            "bytes": size,
            "seconds": round(seconds, 1),
            "rows": rows,
            "made_at": manifest["made_at"],
            "version": manifest["version"],
            "secrets_left_out": [name for name, value in manifest["settings"].items() if not value],
        }
        print(json.dumps(content, ensure_ascii=False, indent=2))
        return
    print(
        f"Säkerhetskopian är klar: {target}\n"
        f"{size / UNITS:.1f} MB, {rows} rader i {len(manifest['tables'])} tabeller, "
        f"{seconds:.0f} sekunder.\n"
        f"Kontrollsumma: {digest}\n"
        "Den innehåller personuppgifter: förvara den krypterad, där bara ni når den.\n"
        "Spara den hemliga nyckeln och de hemliga inställningarna för sig; de är inte med."
    )


class Told:
    """Tells on stderr what is being done, and at most every other second how far it has come."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self._said = 0.0

    def step(self, name: str) -> "Told":
        if not self.quiet:
            print(f"{name} …", file=sys.stderr, flush=True)
        self._said = time.monotonic()
        return self

    def __call__(self, done: int) -> None:
        if not self.quiet and time.monotonic() > self._said + 2:
            self._said = time.monotonic()
            print(f"  {done / UNITS:.0f} MB", file=sys.stderr, flush=True)


def _refuse(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
