"""`kollega restore`: read a backup back, on an empty installation or in place of what is there."""

import argparse
import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import state
from .backup import FULL, Told
from .installation import data_folder, has_own_server, require_own_server, use
from .postgres import InUseError, PostgresError, Server, start
from .postgres.lock import FolderLock
from .postgres.place import make_data_folder
from .safekeeping.archive import Archive, FullDiskError, RefusedError, verify

if TYPE_CHECKING:
    from .safekeeping.restoring import Report

FAILED, WRONG, REFUSED, NOT_EMPTY, REMARKS = 1, 2, 3, 4, 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Läser tillbaka en säkerhetskopia som 'kollega backup' har gjort. Kopian kontrolleras i sin\n"
        "helhet innan något ändras, och allt jämförs efteråt rad för rad med det som kopierades.\n"
        "Går något fel är allt som det var. Det som var gallrat gallras igen, och alla är utloggade."
    )
    parser.epilog = (
        "På en egen databasserver: kör 'kollega setup-database' först. Lägg den gamla hemliga\n"
        "nyckeln (secret-key) i datamappen innan du återläser.\n\n"
        "slutkoder: 0 klart, 1 det gick inte och allt är som förut, 2 fel användning eller\n"
        "inställning, 3 kopian är avkortad, ändrad, något annat eller av en senare version,\n"
        "4 här finns redan något eller så är produkten igång, 5 disken är full,\n"
        "6 återläst, men läs vad som ska göras"
    )
    parser.add_argument("file", type=Path, metavar="FIL", help="säkerhetskopian")
    parser.add_argument("--replace", action="store_true", help="ersätt det som finns här")
    parser.add_argument(
        "--journal",
        type=Path,
        metavar="FIL",
        help="en nyare gallringsjournal (destruction.jsonl): det som gallrats efter kopian gallras igen",
    )
    parser.add_argument(
        "--digest", metavar="HEX", help="kontrollsumman som 'kollega backup' skrev: ska stämma"
    )
    parser.add_argument("--check-only", action="store_true", help="kontrollera kopian, ändra inget")
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")
    parser.add_argument("--quiet", action="store_true", help="berätta inte hur långt det har gått")


def run(options: argparse.Namespace) -> int:
    told = Told(quiet=options.quiet)
    try:
        archive = _verified(options, told)
        if options.check_only:
            return _tell_checked(archive, options)
        return _restore(archive, options, told)
    except RefusedError as error:
        return _refuse(options, error, REFUSED)
    except FullDiskError as error:
        return _refuse(options, error, FULL)
    except InUseError as error:
        return _refuse(options, f"{error} Stoppa den först.", NOT_EMPTY)
    except PostgresError as error:
        return _refuse(options, error, WRONG)


def _verified(options: argparse.Namespace, told: Told) -> Archive:
    for file in (options.file, options.journal):
        if file is not None and not file.is_file():
            raise PostgresError(f"Filen {file} finns inte.")
    try:
        archive = verify(options.file, told.step("Kontrollerar säkerhetskopian"))
    except OSError as error:
        raise PostgresError(f"Filen {options.file} kan inte läsas: {error.strerror}.") from error
    if options.digest and options.digest.lower() != archive.digest:
        raise RefusedError(
            f"{options.file} är hel men är inte den kopia som kontrollsumman hör till. "
            "Ingenting har återlästs."
        )
    return archive


def _restore(archive: Archive, options: argparse.Namespace, told: Told) -> int:
    from .safekeeping import restoring

    folder = make_data_folder(data_folder())
    os.environ["KOLLEGA_DATA"] = str(folder)
    lock = FolderLock(folder, "kollega restore")
    server: Server | None = None
    try:
        if has_own_server():
            require_own_server()
        else:
            server = start(folder, lock=lock)
            use(server)
        url = os.environ["DATABASE_OWNER_URL"]
        restoring.prepare()
        restoring.require_readable(archive)
        restoring.put_back_if_interrupted(url, folder)
        restoring.require_room(url, archive, replace=options.replace)
        state.update(folder, restore="begun", prepared="", demo="")
        try:
            report = restoring.restore(
                archive,
                url=url,
                folder=folder,
                journals=[options.journal] if options.journal else [],
                step=told.step,
            )
        finally:
            # Reached however it ends, but for a kill: then what stood aside is put back next time.
            state.update(folder, restore="", seals_aside="")
    except restoring.NotEmptyError as error:
        return _refuse(options, error, NOT_EMPTY)
    except restoring.RestoreError as error:
        return _refuse(options, f"{error} Allt är som det var före återläsningen.", FAILED)
    finally:
        if server is not None:
            server.stop()
        lock.release()
    return _tell(archive, report, options)


def _tell(archive: Archive, report: "Report", options: argparse.Namespace) -> int:
    code = REMARKS if report.remarks else 0
    made_at = archive.manifest["made_at"]
    if options.json:
        content = {"ok": True, "made_at": made_at, **dataclasses.asdict(report)}
        print(json.dumps(content, ensure_ascii=False, indent=2))
        return code
    print(
        f"Återläst: {report.rows} rader i {report.tables} tabeller, lika rad för rad med kopian "
        f"från {made_at}.\n"
        f"Gallrat igen: {report.destroyed_again}. Alla är utloggade."
    )
    if report.tokens_ended:
        print(
            f"→ {report.tokens_ended} nycklar till API:et är avslutade: en som återkallats efter "
            "kopian får inte gälla igen. Den som behöver en gör en ny."
        )
    for remark in report.remarks:
        print(f"→ {remark}")
    print(
        "→ Den som slutat, bytt roll eller blivit av med en kod efter att kopian gjordes har kvar "
        "det den hade då. Gå igenom det.\n"
        "Starta med 'kollega run' och kör sedan 'kollega check'."
    )
    return code


def _tell_checked(archive: Archive, options: argparse.Namespace) -> int:
    manifest = archive.manifest
    rows = sum(each["rows"] for each in manifest["tables"].values())
    if options.json:
        content = {name: value for name, value in manifest.items() if name != "secret_key"}
        print(json.dumps({"ok": True, "sha256": archive.digest, **content}, indent=2))
    else:
        print(
            f"Kopian är hel: gjord {manifest['made_at']} med version {manifest['version']}, "
            f"{rows} rader i {len(manifest['tables'])} tabeller.\nKontrollsumma: {archive.digest}"
        )
    return 0


def _refuse(options: argparse.Namespace, message: object, code: int) -> int:
    print(message, file=sys.stderr)
    if options.json:
        print(json.dumps({"ok": False, "message": str(message)}, ensure_ascii=False))
    return code
