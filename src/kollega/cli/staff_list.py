"""`kollega staff-list`: who is at work in a municipality today, for a directory without SCIM."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .installation import database, setup_django

if TYPE_CHECKING:
    from kollega.signin.stafflist import Plan

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Läser en lista (CSV eller JSON) över dem som arbetar i en kommun. Den som har stått i listan "
        "eller finns i kommunens katalog, och inte står där längre, förlorar sina platser i kommunen "
        "genast. Kör den varje dag. Slutkod 0 när den är inläst, 1 när den inte lästes in."
    )
    parser.add_argument("file", metavar="FIL", help="listan; - för standard in")
    parser.add_argument(
        "--municipality", required=True, metavar="KOD", help="kommunkoden, fyra siffror"
    )
    parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända")
    parser.add_argument(
        "--yes", action="store_true", help="läs in också om mer än var tredje stängs ute"
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    try:
        raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        return _fail(f"{options.file} går inte att läsa ({error.strerror}).")
    with database("kollega staff-list"):
        setup_django()
        return carry_out(options, raw)


def carry_out(options: argparse.Namespace, raw: bytes) -> int:
    """The command with Django set up and the file read."""
    from kollega.core.actor import acting
    from kollega.organisation.models import Municipality
    from kollega.signin import directory, stafflist

    is_json = options.file.endswith(".json") or raw.lstrip()[:1] in {b"[", b"{"}
    try:
        listed = stafflist.read(raw, is_json=is_json)
    except stafflist.ListError as error:
        return _fail(str(error))
    municipality = Municipality.objects.filter(code=options.municipality).first()
    if municipality is None:
        return _fail(f"Ingen kommun har koden {options.municipality}.")
    actor = directory.directory_actor(municipality.id)
    with acting(actor):
        found = stafflist.plan(actor, listed)
        refused = found.too_many and not options.yes and not options.dry_run
        if not options.dry_run and not refused:
            found = stafflist.carry_out(actor, listed)
    done = not options.dry_run and not refused
    if options.json:
        print(json.dumps({"done": done, **found.as_json()}, ensure_ascii=False, indent=2))
    else:
        _tell(found, municipality.name, done=done)
    if refused:
        return _fail(
            f"Listan skulle stänga ute {len(found.ends)} av {found.active}, mer än var tredje. "
            "Ingenting är ändrat. Kontrollera listan, och lägg till --yes om den stämmer."
        )
    return 0


def _tell(found: "Plan", name: str, *, done: bool) -> None:
    rows = (
        ("Stängs ute", found.ends),
        ("Släpps in igen", found.returns),
        ("Sköts av listan från och med nu", found.begins),
        ("Står i listan men har ingen plats här", found.unknown),
        ("Har plats men sköts för hand", found.by_hand),
    )
    print(f"{name}: {'inläst' if done else 'inte inläst'}.")
    for label, people in rows:
        print(f"{label}: {len(people)}")
        for email in people[:SHOWN]:
            print(f"  {email}")
        if len(people) > SHOWN:
            print(f"  och {len(people) - SHOWN} till (se --json)")


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
