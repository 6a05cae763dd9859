"""`kollega search`: what a person finds, with that person's rights, for programs and for measuring."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from .installation import database, setup_django

if TYPE_CHECKING:
    from kollega.search.results import Result

MOST = 100
SHOWN = 10
LONGEST = 500
VERB = "GET cli:search"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Söker som en viss person och visar det den personen själv skulle hitta, det bästa först. Att det "
        "söktes syns i loggen, men aldrig vad. Slutkod 0 också när ingenting hittas."
    )
    parser.add_argument(
        "query", metavar="SÖKORD", help="det som söks; - för standard in, så att det inte syns"
    )
    parser.add_argument(
        "--as",
        required=True,
        dest="who",
        metavar="ADRESS",
        help="e-postadressen personen loggar in med",
    )
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="SLAG",
        help="bara det här slaget (statute, card …)",
    )
    parser.add_argument(
        "--limit", type=int, default=SHOWN, metavar="ANTAL", help="hur många som visas"
    )
    parser.add_argument("--json", action="store_true", help="svara med en JSON-lista")


def run(options: argparse.Namespace) -> int:
    if not 1 <= options.limit <= MOST:
        return _fail(f"--limit ska vara 1–{MOST}.")
    try:
        text = sys.stdin.read() if options.query == "-" else options.query
    except UnicodeDecodeError:
        return _fail("Sökorden ska vara i UTF-8.")
    with database("kollega search"):
        setup_django()
        from django.db import ProgrammingError

        try:
            return carry_out(options, text)
        except ProgrammingError:  # a table or a column is missing
            return _fail("Databasen är inte förberedd. Kör 'kollega migrate' först.")


def carry_out(options: argparse.Namespace, text: str) -> int:
    """The command with Django set up."""
    from kollega.core import access
    from kollega.core.actor import acting
    from kollega.core.models import Account
    from kollega.organisation.identity import account_with_actors
    from kollega.search import kinds, results

    if unknown := [kind for kind in options.kind if kind not in kinds.known()]:
        return _fail(f"{unknown[0]} är inget slag. De som finns är {', '.join(kinds.known())}.")
    email = options.who.strip().lower()
    found = Account.objects.filter(email=email, is_active=True).first()
    account = account_with_actors(found.id) if found else None
    if account is None:
        return _fail(f"Inget konto har adressen {email}.")
    if not account.actors:
        return _fail(f"{email} har ingen plats i någon kommun i dag.")
    actor = account.actors[0]
    with acting(actor, read_only=True):
        page = results.results(
            actor, text, of_kinds=options.kind, limit=options.limit, longest=LONGEST
        )
    access.write(actor, [], verb=VERB)
    hits = [_hit(each) for each in page.results]
    if options.json:
        print(json.dumps(hits, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(map(_shown, hits)) or "Ingenting hittades.")
    return 0


def _hit(result: "Result") -> dict[str, Any]:
    shown = result.shown
    return {
        "id": str(result.object_id),
        "part": result.part,
        "kind": result.kind,
        "title": shown.title,
        "ref": shown.ref,
        "passage": result.snippet.text,
        "score": round(result.score, 4),
        "url": shown.url,
    }


def _shown(hit: dict[str, Any]) -> str:
    head = " · ".join(filter(None, (f"{hit['score']:.2f}", hit["kind"], hit["ref"], hit["title"])))
    return f"{head}\n  {hit['passage']}"


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
