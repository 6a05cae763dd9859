"""`kollega import document`: strategies, routines and reports, passage by passage."""

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from kollega.cli.installation import database, setup_django

if TYPE_CHECKING:
    from kollega.core.actor import Actor
    from kollega.files.passages import Reading
    from kollega.knowledge.documents.bringing import Terms
    from kollega.knowledge.documents.likeness import Likeness
    from kollega.knowledge.documents.looking_over import Group

HELP = "ta in dokument: Word, PDF, ODT, HTML, Markdown och text"
SECONDS = 240.0
SHOWN = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Tar in dokument i kunskapsbanken som den du anger, för den egna kommunen eller med --shared för alla. "
        "Det som kan peka ut någon i ett delat dokument räknas upp, och måste bytas (--replace) eller få stå "
        "kvar med ett skäl (--keep). Personnummer och andra nummer som hör till en person byts alltid. "
        "Slutkod 0 när allt är intaget eller redan fanns, 1 när något inte togs in."
    )
    parser.add_argument("file", nargs="*", metavar="FIL", help="filer att ta in")
    parser.add_argument(
        "--as", dest="sign_in", required=True, metavar="E-POST", help="den som tar in"
    )
    parser.add_argument(
        "--area", action="append", default=[], metavar="NYCKEL", help="område, t.ex. placering"
    )
    parser.add_argument("--shared", action="store_true", help="dela med alla kommuner i samverkan")
    parser.add_argument(
        "--title", metavar="TEXT", help="titel, när filen inte säger den (bara för en fil)"
    )
    parser.add_argument("--source", default="", metavar="TEXT", help="vem som har gett ut det")
    parser.add_argument("--date", metavar="DATUM", help="beslutat eller utgivet, ÅÅÅÅ-MM-DD")
    parser.add_argument(
        "--keep", default="", metavar="SKÄL", help="varför namn får stå kvar i det delade"
    )
    parser.add_argument("--replace", action="store_true", help="byt allt som kan peka ut någon")
    parser.add_argument(
        "--looked", action="store_true", help="du har tittat på bilderna: dela filen också"
    )
    parser.add_argument(
        "--new-edition", action="store_true", help="ersätt det dokument som liknar mest"
    )
    parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända")
    parser.add_argument("--undo", metavar="IMPORT", help="ångra en import")
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    if not options.file and not options.undo:
        return _fail("Ange minst en fil, eller --undo med en import.")
    with database("kollega import"):
        setup_django()
        return carry_out(options)


class _Failed(Exception):
    """Why something was not done, in Swedish."""


def carry_out(options: argparse.Namespace) -> int:
    """The command with Django set up. Each file is taken in by itself, all of it or nothing."""
    try:
        actor = _actor(options.sign_in)
        if options.undo:
            return _undo(actor, options)
        terms = _terms(actor, options)
    except _Failed as failed:
        return _fail(str(failed))
    run_id = uuid4()
    told, code = [], 0
    for path in options.file:
        try:
            answer = _one(actor, Path(path), terms, options, run_id)
        except _Failed as failed:
            answer = {"file": path, "done": False, "error": str(failed)}
        code = 1 if answer.get("error") else code
        told.append(answer)
        if not options.json:
            _tell(answer)
    brought = any(each.get("document") for each in told) and not options.dry_run
    if options.json:
        said = {"import": str(run_id) if brought else None, "documents": told}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    elif brought:
        print(f"Ångra: kollega import document --as {options.sign_in} --undo {run_id}")
    return code


def _actor(sign_in: str) -> "Actor":
    from kollega.core.models import Account
    from kollega.organisation.identity import account_with_actors

    found = Account.objects.filter(email__iexact=sign_in.strip(), is_active=True).first()
    account = account_with_actors(found.id) if found else None
    actors = [each for each in account.actors if each.collaboration_id] if account else []
    if not actors:
        raise _Failed(f"{sign_in} har ingen plats i en kommun som samverkar.")
    return actors[0]


@dataclass(frozen=True)
class _Terms:
    area_ids: tuple[UUID, ...]
    day: date | None


def _terms(actor: "Actor", options: argparse.Namespace) -> _Terms:
    from kollega.core import clock
    from kollega.core.actor import acting
    from kollega.organisation.models import PracticeArea

    if options.title and len(options.file) > 1:
        raise _Failed("--title gäller en fil. Ta in filerna en och en, eller utan --title.")
    try:
        day = date.fromisoformat(options.date) if options.date else None
    except ValueError:
        raise _Failed(f"{options.date} är inget datum. Skriv som 2026-11-22.") from None
    if day and day > clock.today():
        raise _Failed(f"{options.date} ligger framåt i tiden.")
    with acting(actor, read_only=True):
        rows = PracticeArea.objects.filter(
            collaboration_id=actor.collaboration_id, key__in=options.area
        )
        ids = {row.key: row.merged_into_id or row.id for row in rows}
    if missing := [key for key in options.area if key not in ids]:
        raise _Failed(f"Det finns inget område som heter {', '.join(missing)}.")
    return _Terms(tuple(ids[key] for key in dict.fromkeys(options.area)), day)


def _read(path: Path) -> "tuple[bytes, Reading]":
    from kollega.files import Refused, apart
    from kollega.files.passages import LIMITS
    from kollega.knowledge.documents import words

    try:
        if path.stat().st_size > LIMITS.size:
            raise _Failed(words.why("too_large"))
        data = path.read_bytes()
    except OSError as error:
        raise _Failed(f"Filen går inte att läsa ({error.strerror}).") from error
    try:
        return data, apart.read(data, path.name, LIMITS, seconds=SECONDS)
    except Refused as refused:
        raise _Failed(words.why(refused.reason, refused.what)) from refused


def _one(
    actor: "Actor", path: Path, chosen: _Terms, options: argparse.Namespace, run_id: UUID
) -> dict[str, Any]:
    from django.db import transaction

    from kollega.core.actor import acting
    from kollega.knowledge.documents import likeness
    from kollega.knowledge.documents.bringing import Came, Terms, bring
    from kollega.knowledge.documents.looking_over import NotCleared

    data, reading = _read(path)
    digest = hashlib.sha256(data).digest()
    answer = _as_json(path, reading)
    terms = Terms(
        title=options.title or reading.title,
        source=options.source,
        day=chosen.day or reading.day,
        area_ids=chosen.area_ids,
        only_own=not options.shared,
    )
    try:
        with acting(actor):
            alike = likeness.likenesses(
                actor,
                digest=digest,
                shingles=likeness.sketch(each.text for each in reading.passages),
                title=terms.title,
            )
            answer["alike"] = [{"title": each.title, "percent": each.percent} for each in alike]
            if any(each.is_same for each in alike):
                return answer | {"done": False, "same": alike[0].title}
            if options.new_edition and alike:
                terms = _new_edition(terms, alike)
            groups = _groups(actor, reading, terms)
            answer["found"] = _found(groups)
            decided = _decided(groups, options)
            came = Came(digest, len(data), run_id, looked=options.looked)
            document = bring(actor, reading, terms, came, decided)
            answer |= {"document": str(document.id), "title": str(document.title)}
            if options.dry_run:
                transaction.set_rollback(True)
    except NotCleared:
        words = "Det finns sådant som kan peka ut någon. Byt det (--replace) eller skriv varför det får stå kvar (--keep SKÄL)."
        return answer | {"done": False, "error": words}
    return answer | {"done": not options.dry_run}


def _new_edition(terms: "Terms", alike: "list[Likeness]") -> "Terms":
    """The terms of a new edition of what is likest, where it is the actor's to change."""
    before = next((each for each in alike if each.may_edit), None)
    if before is None:
        raise _Failed(f"{alike[0].title} är inte ditt att ersätta.")
    if before.is_own != terms.only_own:
        who = "bara er i kommunen: utan" if before.is_own else "alla kommuner i samverkan: med"
        raise _Failed(f"{before.title} läses av {who} --shared.")
    return replace(terms, replaces=before.document_id)


def _groups(actor: "Actor", reading: "Reading", terms: "Terms") -> "list[Group]":
    from kollega.border.drafts import places_of
    from kollega.knowledge.documents import looking_over

    headings = {line for each in reading.passages for line in each.path}
    texts = [terms.title, terms.source, *headings, *(each.text for each in reading.passages)]
    texts += reading.beside
    return looking_over.groups(texts, places_of(actor))


def _decided(groups: "list[Group]", options: argparse.Namespace) -> Any:
    """Numbers that belong to a person are always replaced; the rest as the command says."""
    from kollega.knowledge.documents.looking_over import Decided

    never = frozenset(each.key for each in groups if not each.may_be_kept)
    kept = {each.key: options.keep for each in groups if options.keep and each.may_be_kept}
    return Decided(kept, never, everything_replaced=options.replace)


def _found(groups: "list[Group]") -> dict[str, list[dict[str, Any]]]:
    from kollega.knowledge.documents import words

    found: dict[str, list[dict[str, Any]]] = {}
    for each in groups:
        # What belongs to a person is counted, never written out.
        line = {"words": each.words if each.may_be_kept else each.replacement, "count": each.count}
        found.setdefault(words.kind(each.kind), []).append(line)
    return found


def _as_json(path: Path, reading: "Reading") -> dict[str, Any]:
    from kollega.knowledge.documents import words

    left = [[each.why, each.count, each.pages] for each in reading.left]
    return {
        "file": str(path),
        "title": reading.title,
        "title_is_guess": not reading.title_is_sure,
        "date": reading.day.isoformat() if reading.day else None,
        "shape": words.shape(reading.form, reading.pages, reading.words),
        "passages": len(reading.passages),
        "not_read": words.left(left),
    }


def _undo(actor: "Actor", options: argparse.Namespace) -> int:
    from kollega.core.actor import acting
    from kollega.knowledge.documents import destruction, imports

    try:
        run_id = UUID(options.undo)
    except ValueError:
        return _fail(f"{options.undo} är ingen import.")
    try:
        with acting(actor):
            count = imports.undo_editions(actor, run_id)
    except destruction.Held as held:
        return _fail(str(held))
    if not count:
        return _fail("Det finns inget att ångra i den importen.")
    print(json.dumps({"undone": count}) if options.json else f"{count} dokument borttagna.")
    return 0


def _tell(answer: dict[str, Any]) -> None:
    if "shape" not in answer:
        print(f"{answer['file']}: {answer['error']}", file=sys.stderr)
        return
    if answer.get("same"):
        print(f"{answer['title']}: finns redan ({answer['same']}).")
        return
    state = "intaget" if answer.get("done") else "inte intaget"
    print(f"{answer['title']}: {state}. {answer['shape']}, {answer['passages']} avsnitt.")
    for line in answer["not_read"]:
        print(f"  {line}")
    for each in answer.get("alike", []):
        print(f"  Liknar {each['title']} ({each['percent']} %).")
    for kind, lines in answer.get("found", {}).items():
        shown = ", ".join(
            f"{each['words']} ({each['count']})" if each["count"] > 1 else each["words"]
            for each in lines[:SHOWN]
        )
        more = f" och {len(lines) - SHOWN} till" if len(lines) > SHOWN else ""
        print(f"  {kind}: {shown}{more}")
    if answer.get("error"):
        print(f"  {answer['error']}", file=sys.stderr)


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
