"""`kollega createadmin`: create an administrator's account, and where asked the first municipality."""

import argparse

from .installation import database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skapar ett konto som sköter installationen, och om du vill den första kommunen med "
        "personen som administratör. Lösenordet frågas efter och syns inte."
    )
    parser.add_argument("--email", required=True, help="adressen som kontot loggar in med")
    parser.add_argument("--name", required=True, help="personens namn")
    parser.add_argument(
        "--municipality",
        nargs=2,
        metavar=("KOD", "NAMN"),
        help="lägg upp kommunen (SCB:s kod, fyra siffror)",
    )
    parser.add_argument("--unit", metavar="NAMN", help="kommunens första enhet")
    parser.add_argument("--collaboration", metavar="NAMN", help="samverkan som kommunen tar del i")
    parser.add_argument(
        "--password-stdin", action="store_true", help="läs lösenordet från standard in"
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    arguments = ["--email", options.email, "--name", options.name]
    for name in ("unit", "collaboration"):
        if getattr(options, name):
            arguments += [f"--{name}", getattr(options, name)]
    if options.municipality:
        arguments += ["--municipality", *options.municipality]
    arguments += ["--password-stdin"] if options.password_stdin else []
    arguments += ["--json"] if options.json else []
    with database("kollega createadmin"):
        setup_django()
        from django.core.management import CommandError, call_command
        from django.db import ProgrammingError

        try:
            call_command("createadmin", *arguments)
        except CommandError as error:
            print(error)
            return 1
        except ProgrammingError:  # no such table
            print("Databasen är inte förberedd. Kör 'kollega migrate' först.")
            return 1
    return 0
