"""`createadmin`: the account that runs an installation, and where asked its first municipality."""

import getpass
import json
import sys
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.demo import marker
from kollega.knowledge.examples import jobs as examples
from kollega.organisation import services
from kollega.organisation.models import Municipality

UNIT = "Individ- och familjeomsorg"


@dataclass(frozen=True)
class Place:
    """What was made around the administrator; None where it was not asked for."""

    municipality_id: UUID | None = None
    collaboration_id: UUID | None = None


class Command(BaseCommand):
    help = "Skapar ett konto som sköter installationen, och om du vill den första kommunen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="adressen som kontot loggar in med")
        parser.add_argument("--name", required=True, help="personens namn")
        parser.add_argument(
            "--password-stdin", action="store_true", help="läs lösenordet från standard in"
        )
        parser.add_argument(
            "--municipality",
            nargs=2,
            metavar=("KOD", "NAMN"),
            help="lägg upp kommunen (SCB:s kod, fyra siffror) med personen som administratör",
        )
        parser.add_argument("--unit", default=UNIT, help="kommunens första enhet (%(default)s)")
        parser.add_argument(
            "--collaboration", metavar="NAMN", help="samverkan som kommunen tar del i"
        )
        parser.add_argument("--json", action="store_true", help="svara med JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        self._refuse_impossible(email, options)
        account = Account(email=email, name=options["name"].strip())
        password = self._password(from_stdin=options["password_stdin"])
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        account, place = _create(account, password, options)
        if options["json"]:
            self.stdout.write(json.dumps(_told(account, place), ensure_ascii=False))
        else:
            self.stdout.write(
                f"Kontot {email} är skapat. Vid första inloggningen lägger du till ett andra steg."
            )

    def _refuse_impossible(self, email: str, options: dict[str, Any]) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} är ingen e-postadress.") from error
        if not options["name"].strip():
            raise CommandError("Skriv personens namn efter --name.")
        if options["collaboration"] and not options["municipality"]:
            raise CommandError("--collaboration behöver också --municipality KOD NAMN.")
        if Account.objects.filter(email=email).exists():
            raise CommandError(f"Det finns redan ett konto med adressen {email}.")
        if options["municipality"]:
            code, _name = options["municipality"]
            if not (code.isascii() and code.isdigit() and len(code) == 4):
                raise CommandError(f"{code} är ingen kommunkod. Den har fyra siffror, som 2417.")
            if Municipality.objects.filter(code=code).exists():
                raise CommandError(f"Det finns redan en kommun med koden {code}.")

    def _password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise CommandError("Skicka lösenordet på standard in med --password-stdin.")
        password = getpass.getpass("Lösenord: ")
        if getpass.getpass("Lösenordet igen: ") != password:
            raise CommandError("Lösenorden är inte lika.")
        return password


def _create(account: Account, password: str, options: dict[str, Any]) -> tuple[Account, Place]:
    """Everything or nothing. The first account of an installation that is no demo fixes it so."""
    with transaction.atomic():
        if not marker.is_demo():
            marker.create(is_demo=False)
        stored = Account.objects.create_user(
            account.email, password, name=account.name, is_installation_administrator=True
        )
        place = Place()
        if options["municipality"]:
            place = _begin(stored, options)
    return stored, place


def _begin(account: Account, options: dict[str, Any]) -> Place:
    """The first municipality, its unit and the account's place there; and the collaboration."""
    code, name = options["municipality"]
    municipality_id = uuid4()
    collaboration_id = uuid4() if options["collaboration"] else None
    actor = services.setup_actor(
        account_id=account.id, municipality_id=municipality_id, collaboration_id=collaboration_id
    )
    with acting(actor):
        services.add_municipality(
            actor, code=code, name=name.strip(), inhabitants=0, public_id=municipality_id
        )
        unit = services.add_unit(actor, name=options["unit"])
        services.add_membership(
            actor,
            unit=unit,
            account=account,
            roles=[Role.ADMINISTRATOR],
            valid_from=clock.today(),
        )
        if collaboration_id:
            services.add_collaboration(
                actor, public_id=collaboration_id, name=options["collaboration"].strip()
            )
            services.join(
                actor,
                collaboration_id=collaboration_id,
                municipality_id=municipality_id,
                valid_from=clock.today(),
            )
            services.present_colleague(actor, account=account, unit_name=unit.name)
            services.adopt_default_areas(actor, collaboration_id=collaboration_id)
            if settings.EXAMPLE_CARDS:
                examples.begin.defer(collaboration_id=collaboration_id)
    return Place(municipality_id, collaboration_id)


def _told(account: Account, place: Place) -> dict[str, str | None]:
    return {
        "account_id": str(account.id),
        "email": account.email,
        "municipality_id": str(place.municipality_id) if place.municipality_id else None,
        "collaboration_id": str(place.collaboration_id) if place.collaboration_id else None,
    }
