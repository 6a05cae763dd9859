"""`kollega import cards`: cards out of TOML files, or those that are shipped, as examples to review."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kollega.cli.installation import database, setup_django

if TYPE_CHECKING:
    from kollega.core.actor import Actor
    from kollega.knowledge.shipped import ShippedCard

HELP = "läs in kunskapskort som exempel att granska"
MOST_BYTES = 5_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Läser in kunskapskort som exempel att granska. Utan fil läses de kort in som följer med Digital "
        "kollega. Kort som redan finns rörs inte. Kommunen som personen arbetar i ansvarar för dem tills "
        "någon tar över. Slutkod 0 när allt är inläst, 1 när ingenting lästes in."
    )
    parser.add_argument("files", nargs="*", metavar="FIL", help="en TOML-fil med kort ([[card]])")
    parser.add_argument(
        "--as",
        required=True,
        dest="who",
        metavar="ADRESS",
        help="e-postadressen som den som läser in dem loggar in med",
    )
    parser.add_argument("--own", action="store_true", help="bara för den egna kommunen")
    parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända")
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    with database("kollega import"):
        setup_django()
        return carry_out(options)


def carry_out(options: argparse.Namespace) -> int:
    """The command with Django set up: all the cards or none."""
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
        done = "Inlästa" if answer["done"] else "Skulle läsas in"
        print(f"{done}: {len(answer['new'])} kort. Fanns redan: {len(answer['known'])}.")
        if answer["done"] and answer["new"]:
            print("De är märkta Exempel som ingen har granskat än.")
    return 0


class _Failed(Exception):
    """Why nothing was read in, in Swedish."""


def _bring(options: argparse.Namespace) -> dict[str, Any]:
    from django.db import transaction

    from kollega.border.gate import NotCleared
    from kollega.core.actor import acting
    from kollega.knowledge import examples

    cards = _cards(options.files)
    actor = _actor(options.who)
    try:
        with acting(actor):
            done = examples.bring(actor, cards, only_own=options.own)
            if options.dry_run:
                transaction.set_rollback(True)
    except NotCleared as stopped:
        words = ", ".join(f"”{each.finding.text}”" for each in stopped.check.open[:5])
        raise _Failed(f"Något kan peka ut en person: {words}. Ingenting är inläst.") from stopped
    return {"done": not options.dry_run, "new": list(done.new), "known": list(done.known)}


def _cards(names: list[str]) -> "tuple[ShippedCard, ...]":
    from kollega.knowledge.shipped import ShippedError, load_cards, parse_cards

    if not names:
        return load_cards()
    found: dict[str, ShippedCard] = {}
    for name in names:
        try:
            raw = Path(name).read_bytes()
        except OSError as error:
            raise _Failed(f"{name} går inte att läsa ({error.strerror}).") from error
        if len(raw) > MOST_BYTES:
            raise _Failed(f"{name} är för stor för att vara en fil med kort.")
        try:
            read = parse_cards(raw.decode("utf-8"), source=Path(name).name)
        except UnicodeDecodeError as error:
            raise _Failed(
                f"{Path(name).name} är inte skriven i UTF-8. Ingenting är inläst."
            ) from error
        except ShippedError as error:
            raise _Failed(f"Filen har inte rätt form. Ingenting är inläst. {error}") from error
        for card in read:
            if card.key in found:
                raise _Failed(f"{Path(name).name}: {card.key} står två gånger.")
            found[card.key] = card
    return tuple(found.values())


def _actor(who: str) -> "Actor":
    from kollega.core.models import Account
    from kollega.organisation.identity import account_with_actors

    email = who.strip().lower()
    found = Account.objects.filter(email=email, is_active=True).first()
    account = account_with_actors(found.id) if found else None
    if account is None:
        raise _Failed(f"Inget konto har adressen {email}.")
    actor = next((each for each in account.actors if each.colleague_id is not None), None)
    if actor is None:
        raise _Failed(f"{email} har ingen plats i en kommun som deltar i en samverkan i dag.")
    return actor
