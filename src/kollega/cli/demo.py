"""`kollega demo`: fill a new installation with a believable collaboration."""

import argparse

from .installation import database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Lägger in ett påhittat samarbete med personer, frågor och svar i en ny, tom installation "
        "(en till två minuter). Installationen är sedan en demonstration för alltid: vem som helst kan "
        "välja person att logga in som. Lägg aldrig in riktiga uppgifter i den."
    )


def run(_options: argparse.Namespace) -> int:
    with database("kollega demo"):
        setup_django()
        from django.core.management import CommandError, call_command

        call_command("migrate", verbosity=0, interactive=False)
        try:
            call_command("demo")
        except CommandError as error:
            print(error)
            return 1
    return 0
