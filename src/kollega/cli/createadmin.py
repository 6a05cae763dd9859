"""`kollega createadmin`: create an administrator's account."""

import argparse
import getpass
import sys

from .installation import database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skapar ett konto som sköter installationen: kommuner, samarbeten och de första "
        "behörigheterna. Lösenordet frågas efter och syns inte."
    )
    parser.add_argument("--email", required=True, help="adressen som kontot loggar in med")
    parser.add_argument("--name", required=True, help="personens namn")
    parser.add_argument(
        "--password-stdin", action="store_true", help="läs lösenordet från standard in"
    )


def run(options: argparse.Namespace) -> int:
    password = _password(from_stdin=options.password_stdin)
    if password is None:
        print("Lösenorden är inte lika.")
        return 2
    with database("kollega createadmin"):
        setup_django()
        from django.db import DatabaseError

        try:
            problems = _create(options.email, options.name, password)
        except DatabaseError:
            print("Databasen är inte förberedd. Kör 'kollega migrate' först.")
            return 1
    for problem in problems:
        print(problem)
    if not problems:
        print(f"Kontot {options.email} är skapat. Logga in och slå på tvåstegsinloggning.")
    return 1 if problems else 0


def _password(*, from_stdin: bool) -> str | None:
    """The password, or None where the two that were typed differ."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Lösenord: ")
    return password if getpass.getpass("Lösenordet igen: ") == password else None


def _create(email: str, name: str, password: str) -> list[str]:
    """Make the account; return what stands in the way, in Swedish."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from kollega.core.models import Account

    email = email.strip().lower()
    try:
        validate_email(email)
        validate_password(password, Account(email=email, name=name))
    except ValidationError as error:
        return list(error.messages)
    if Account.objects.filter(email=email).exists():
        return [f"Det finns redan ett konto med adressen {email}."]
    Account.objects.create_user(email, password, name=name, is_installation_administrator=True)
    return []
