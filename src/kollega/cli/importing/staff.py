"""`kollega import staff`: a municipality's list of staff out of Excel or CSV, as somebody of its own."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kollega.cli.installation import database, setup_django

if TYPE_CHECKING:
    from kollega.competence.bringing.decisions import Line
    from kollega.core.actor import Actor
    from kollega.files.tables import Book

HELP = "läs in en kommuns personallista (xlsx eller csv)"
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Läser in en kommuns personallista, på samma sätt som sidan Personallista. Rubrikerna gissas, och "
        "de som kommunen har läst in förut betyder samma sak som då. Allt läses in eller ingenting. Rader "
        "som inte går att förstå räknas upp med sin cell och hoppas över. Slutkod 0 när listan är inläst, "
        "1 när ingenting lästes in."
    )
    parser.add_argument("file", metavar="FIL", help="personallistan")
    parser.add_argument(
        "--as",
        required=True,
        dest="who",
        metavar="ADRESS",
        help="e-postadressen som en chef eller administratör i kommunen loggar in med",
    )
    parser.add_argument("--sheet", metavar="BLAD", default="", help="bladets namn, om det är flera")
    parser.add_argument(
        "--hidden", choices=("with", "without"), help="läs rader som är dolda i filen, eller inte"
    )
    parser.add_argument(
        "--everybody", action="store_true", help="den som inte står i listan har slutat"
    )
    parser.add_argument(
        "--last-day", metavar="DAG", type=date.fromisoformat, help="deras sista dag"
    )
    parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända")
    parser.add_argument(
        "--yes", action="store_true", help="läs in också om mer än var tredje slutar"
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    with database("kollega import"):
        setup_django()
        return carry_out(options)


class _Failed(Exception):
    """Why nothing was read in, in Swedish."""


def carry_out(options: argparse.Namespace) -> int:
    """The command with Django set up: all of the list or none."""
    try:
        answer = _bring(options)
    except _Failed as failed:
        if options.json:
            print(json.dumps({"done": False, "error": str(failed)}, ensure_ascii=False))
        else:
            print(failed, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _tell(answer)
    return 0


def _bring(options: argparse.Namespace) -> dict[str, Any]:
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.db import transaction

    from kollega.competence.bringing import imports
    from kollega.competence.bringing.columns import PersonalNumbers
    from kollega.core.actor import acting

    book, actor = _book(options.file), _actor(options.who)
    try:
        with acting(actor):
            run = imports.start(actor, Path(options.file).name, book)
            chosen, headings = _chosen(
                options, imports.opened(actor, run, sheet=_sheet(book, options))
            )
            imports.choose(actor, run, chosen, headings)
            lines, plan = imports.lines_of(run), run.plan or {}
            if plan["too_many"] and not (options.yes or options.dry_run):
                raise _Failed(
                    f"{run.counts['leaves']} av {plan['active']} skulle sluta, mer än var tredje. Ingenting "
                    "är inläst. Kontrollera listan, och lägg till --yes om den stämmer."
                )
            counts = dict(run.counts)
            if options.dry_run:
                transaction.set_rollback(True)
            else:
                imports.carry_out(actor, run)
    except PersonalNumbers as refused:
        raise _Failed(str(refused)) from refused
    except (ValidationError, PermissionDenied) as refused:
        said = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        raise _Failed(" ".join(said)) from refused
    return {
        "done": not options.dry_run,
        "counts": counts,
        "columns": {str(number): field for number, field in chosen.columns.items()},
        "lines": [each.as_json() for each in lines],
    }


def _book(name: str) -> "Book":
    from kollega.competence.bringing import words
    from kollega.files import apart
    from kollega.files.tables import NotATable

    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise _Failed(f"{name} går inte att läsa ({error.strerror}).") from error
    try:
        return apart.table(data, name)
    except NotATable as refused:
        raise _Failed(f"{name}: {words.why(refused)}") from refused


def _sheet(book: "Book", options: argparse.Namespace) -> int | None:
    if not options.sheet:
        return None
    names = [each.name for each in book.sheets]
    if options.sheet not in names:
        raise _Failed(f"Inget blad heter {options.sheet}. De som finns: {', '.join(names)}.")
    return names.index(options.sheet)


def _chosen(options: argparse.Namespace, looked: Any) -> tuple[Any, dict[str, str]]:
    """The columns as they are guessed, with what the options say."""
    from kollega.competence.bringing import words
    from kollega.competence.bringing.rows import Chosen

    hidden = looked.sheet.hidden_rows
    if hidden and not options.hidden:
        raise _Failed(
            f"Rad {words.spans(hidden)} är dolda i filen. Ange --hidden with eller --hidden without."
        )
    columns = {each.number: each.field for each in looked.columns if each.field}
    if not columns:
        raise _Failed("Ingen rubrik känns igen. Ladda ned mallen på sidan Personallista.")
    chosen = Chosen(
        sheet=looked.chosen.sheet,
        heading=looked.chosen.heading,
        columns=columns,
        with_hidden=options.hidden == "with",
        everybody=options.everybody,
        last_day=options.last_day,
    )
    return chosen, {each.heading: each.field for each in looked.columns if each.heading}


def _actor(who: str) -> "Actor":
    from kollega.competence.bringing import rules
    from kollega.core.models import Account
    from kollega.organisation.identity import account_with_actors

    email = who.strip().lower()
    found = Account.objects.filter(email=email, is_active=True).first()
    account = account_with_actors(found.id) if found else None
    if account is None:
        raise _Failed(f"Inget konto har adressen {email}.")
    actor = next((each for each in account.actors if rules.bring_lists(each)), None)
    if actor is None:
        raise _Failed(f"{email} är varken chef eller administratör i någon kommun i dag.")
    return actor


def _tell(answer: dict[str, Any]) -> None:
    from kollega.competence.bringing.decisions import Kind, Line

    lines = [Line.of(each) for each in answer["lines"]]
    print("Inläst." if answer["done"] else "Inte inläst: så här skulle det bli.")
    for kind, label in (
        (Kind.NEW, "Nya"),
        (Kind.CHANGED, "Ändras"),
        (Kind.LEAVES, "Slutar"),
        (Kind.UNCHANGED, "Oförändrade"),
        (Kind.REFUSED, "Tas inte in"),
    ):
        some = [each for each in lines if each.kind is kind]
        print(f"{label}: {len(some)}")
        if kind is not Kind.UNCHANGED:
            _list(some)


def _list(lines: "list[Line]") -> None:
    for each in lines[:SHOWN]:
        said = list(each.reasons) or [
            f"{change.label}: {change.before} → {change.after}"
            if change.before
            else f"{change.label}: {change.after}"
            for change in each.changes
        ]
        rows = ", ".join(map(str, each.rows))
        print(f"  {each.name}{f' (rad {rows})' if rows else ''}: {'; '.join(said)}")
    if len(lines) > SHOWN:
        print(f"  och {len(lines) - SHOWN} till (se --json)")
