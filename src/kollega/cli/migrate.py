"""`kollega migrate`: bring the database to this version."""

import argparse

from .installation import database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skapar eller ändrar tabellerna så att de hör till den här versionen, som ägarrollen. "
        "'kollega run' gör det själv när det behövs."
    )
    parser.add_argument(
        "--plan", action="store_true", help="visa bara vad som skulle göras; slutkod 1 om något"
    )


def run(options: argparse.Namespace) -> int:
    with database("kollega migrate"):
        setup_django()
        from django.core.management import call_command

        if options.plan:
            try:
                call_command("migrate", plan=True, check_unapplied=True)
            except SystemExit as end:
                return int(end.code or 0)
        else:
            call_command("migrate", interactive=False)
    return 0
