"""`kollega export knowledge`: what a person may read of the knowledge bank, as files in a folder."""

import argparse
import sys
import zipfile
from pathlib import Path

from .installation import database, setup_django

VERB = "GET cli:export"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skriver kort, dokument och läslistor som filer, med den personens rättigheter. Att det gjordes syns"
        " i loggen."
    )
    parser.add_argument("what", choices=["knowledge"], help="kunskapsbanken")
    parser.add_argument(
        "--as",
        required=True,
        dest="who",
        metavar="ADRESS",
        help="e-postadressen personen loggar in med",
    )
    parser.add_argument(
        "--to", required=True, type=Path, metavar="MAPP", help="en ny eller tom mapp"
    )
    parser.add_argument(
        "--archive", action="store_true", help="webbsidor att läsa, i stället för Markdown"
    )


def run(options: argparse.Namespace) -> int:
    folder: Path = options.to
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _fail(f"{folder} ska vara en ny eller tom mapp.")
    with database("kollega export"):
        setup_django()
        return carry_out(options)


def carry_out(options: argparse.Namespace) -> int:
    """The command with Django set up."""
    import tempfile

    from kollega.core import access
    from kollega.core.models import Account
    from kollega.knowledge.export import services
    from kollega.organisation.identity import account_with_actors

    email = options.who.strip().lower()
    found = Account.objects.filter(email=email, is_active=True).first()
    account = account_with_actors(found.id) if found else None
    if account is None:
        return _fail(f"Inget konto har adressen {email}.")
    if not account.actors or account.actors[0].collaboration is None:
        return _fail(f"{email} har ingen plats i någon kommun som samverkar i dag.")
    actor = account.actors[0]
    access.write(actor, [], verb=VERB)
    with tempfile.TemporaryFile() as file:
        services.write(actor, file, is_archive=options.archive, tell=lambda _done, _total: None)
        file.seek(0)
        with zipfile.ZipFile(file) as packed:
            options.to.mkdir(parents=True, exist_ok=True)
            packed.extractall(options.to)  # our own names: letters, digits and hyphens
            print(f"{len(packed.namelist())} filer i {options.to}")
    return 0


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
