"""`kollega import statute`: laws from files or from the parliament's open data, by section."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kollega.cli.installation import database, setup_django

if TYPE_CHECKING:
    from kollega.statutes.services import Outcome

HELP = "läs in lagar, paragraf för paragraf"
SFS = re.compile(r"(?:SFS )?((?:1[6-9]|20)\d\d:[1-9]\d{0,4})")
SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Läser in en lag från en fil (text, Markdown, HTML eller JSON), eller hämtar den från riksdagens "
        "öppna data när du anger ett SFS-nummer. En lag som redan finns får nya lydelser där texten har "
        "ändrats; de gamla finns kvar. Slutkod 0 när allt är inläst, 1 när något inte lästes in."
    )
    parser.add_argument(
        "what", nargs="+", metavar="FIL|SFS", help="en fil, - för standard in, eller t.ex. 2025:400"
    )
    parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända")
    parser.add_argument(
        "--shrinks", action="store_true", help="en stor del av paragraferna får vara borta"
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    with database("kollega import"):
        setup_django()
        return carry_out(options)


def carry_out(options: argparse.Namespace) -> int:
    """The command with Django set up. Each law is stored by itself; the first fault decides the code."""
    told: list[dict[str, Any]] = []
    code = 0
    for what in options.what:
        try:
            answer = _one(what, dry_run=options.dry_run, shrinks=options.shrinks)
        except _Failed as failed:
            code = 1
            answer = {"what": what, "done": False, "error": str(failed)}
            if not options.json:
                print(f"{what}: {failed}", file=sys.stderr)
        else:
            if not options.json:
                _tell(answer)
        told.append(answer)
    if options.json:
        print(json.dumps({"statutes": told}, ensure_ascii=False, indent=2))
    return code


class _Failed(Exception):
    """Why one of them was not read in, in Swedish."""


def _one(what: str, *, dry_run: bool, shrinks: bool) -> dict[str, Any]:
    from django.db import transaction

    from kollega.core.actor import acting
    from kollega.organisation.services import setup_actor
    from kollega.statutes import reading, services

    try:
        raw, name, source = _bytes_of(what)
        read = reading.read(raw, name=name)
        wanted = _number(what)
        if wanted and read.sfs != wanted:
            raise _Failed(f"{source} innehåller {read.sfs}. Ingenting är inläst.")
        actor = setup_actor()
        with acting(actor):
            outcome = services.import_statute(actor, read=read, source=source, shrinks=shrinks)
            if dry_run:
                transaction.set_rollback(True)
    except reading.StatuteError as error:
        raise _Failed(str(error)) from error
    return {"what": what, "done": not dry_run, **_as_json(outcome)}


def _number(what: str) -> str:
    """The number of a statute to fetch; "" where a file is meant."""
    number = SFS.fullmatch(what.strip())
    return number[1] if number and not Path(what).exists() else ""


def _bytes_of(what: str) -> tuple[bytes, str, str]:
    """What was asked for, the name that it goes by, and where it came from."""
    from kollega.statutes import fetching
    from kollega.statutes.reading import MOST_BYTES

    if number := _number(what):
        fetched = fetching.fetch(number)
        return fetched.raw, f"sfs-{number.replace(':', '-')}", fetched.url
    if what == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1), "", "standard in"
    try:
        with Path(what).open("rb") as file:
            return file.read(MOST_BYTES + 1), Path(what).name, Path(what).name
    except OSError as error:
        raise _Failed(f"filen går inte att läsa ({error.strerror}).") from error


def _as_json(outcome: "Outcome") -> dict[str, Any]:
    return {
        "sfs": outcome.statute.sfs,
        "title": outcome.statute.title,
        "as_of": outcome.statute.as_of,
        "new": outcome.is_new,
        "sections": outcome.sections,
        "added": list(outcome.added),
        "changed": list(outcome.changed),
        "repealed": list(outcome.repealed),
    }


def _tell(answer: dict[str, Any]) -> None:
    done = "inläst" if answer["done"] else "inte inläst (provkörning)"
    print(f"{answer['title']} ({answer['sfs']}), t.o.m. SFS {answer['as_of']}: {done}.")
    if answer["new"]:
        print(f"  Ny. {answer['sections']} paragrafer.")
        return
    rows = (
        ("Nya", answer["added"]),
        ("Ändrade", answer["changed"]),
        ("Upphävda", answer["repealed"]),
    )
    if not any(places for _label, places in rows):
        print(f"  Ingen av {answer['sections']} paragrafer är ändrad.")
    for label, places in rows:
        if places:
            more = f" och {len(places) - SHOWN} till" if len(places) > SHOWN else ""
            print(f"  {label}: {', '.join(places[:SHOWN])}{more}")
