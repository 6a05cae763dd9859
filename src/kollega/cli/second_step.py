"""`kollega second-step`: somebody has lost app, key and reserve codes, and must get in."""

import argparse
import sys

from .installation import database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Tar bort ett kontos inloggning i två steg: app, nycklar och reservkoder. Personen loggas ut "
        "överallt, får ett mejl, loggar in med bara lösenordet nästa gång och lägger till ett nytt "
        "andra steg. Se först till att det är rätt person som frågar, till exempel genom att ringa."
    )
    parser.add_argument("--remove", required=True, metavar="ADRESS", help="kontots e-postadress")


def run(options: argparse.Namespace) -> int:
    with database("kollega second-step"):
        setup_django()
        return carry_out(options)


def carry_out(options: argparse.Namespace) -> int:
    """The command with Django set up."""
    from kollega.core.models import Account
    from kollega.signin import services

    email = options.remove.strip().lower()
    account = Account.objects.filter(email=email, is_active=True).first()
    if account is None:
        print(f"Inget konto har adressen {email}.", file=sys.stderr)
        return 1
    if not services.remove_second_step(account):
        print(f"{email} har ingen inloggning i två steg.", file=sys.stderr)
        return 1
    print(f"{email} loggar in med bara lösenordet nästa gång, och får veta det med e-post.")
    return 0
