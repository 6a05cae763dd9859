"""The `kollega` command: one module in this package per subcommand, imported only when it is called.

A subcommand module offers `add_arguments(parser)` and `run(options) -> int`
(the exit code: 0 done, 1 it did not go well, 2 wrong use or configuration).
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from keyword import iskeyword
from types import ModuleType

from kollega import __version__

COMMANDS = {
    "run": "starta: databas, webbserver och jobb",
    "migrate": "för databasen till den här versionen",
    "setup-database": "skapa roller och databas på en egen server, eller skriv ut SQL för det",
    "demo": "fyll en ny installation med ett påhittat samarbete",
    "createadmin": "skapa ett konto som sköter installationen",
    "backup": "skriv en säkerhetskopia, också medan folk arbetar",
    "restore": "läs tillbaka en säkerhetskopia",
    "check": "gå igenom installationen: varje del är bra, eller vad som ska göras",
    "import": "läs in det som redan finns: lagar, dokument, kunskapskort",
    "export": "skriv ut kunskapsbanken som filer, så som en viss person får läsa den",
    "search": "sök som en viss person och visa det den personen hittar",
    "staff-list": "läs in vilka som arbetar i en kommun i dag; den som slutat stängs ute",
    "second-step": "ta bort inloggning i två steg för den som har tappat appen eller nyckeln",
    "plan": "gör eller kontrollera en plan för kompetensen i en samverkan",
    "recognise": "hitta och maskera det som kan peka ut en person i en text",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    os.umask(0o077)  # what we write (logs, letters, keys) is for our own account
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="kollega", description="Digital kollega: fråga en kollega i en annan kommun."
    )
    parser.add_argument("--version", action="version", version=f"Digital kollega {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="KOMMANDO", required=True)
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    for command, help_text in COMMANDS.items():
        subparser = subparsers.add_parser(command, help=help_text, description=help_text)
        # Only the chosen command is imported: `recognise` must start without Django.
        if command == chosen:
            _module(command).add_arguments(subparser)
    options = parser.parse_args(arguments)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        return int(_module(options.command).run(options))
    except KeyboardInterrupt:
        return 130  # as a shell expects after Ctrl-C
    except Exception as error:
        # The embedded database's messages are written for the reader: no traceback. It is looked
        # for among the imported modules, so that `recognise` does not import it.
        errors = sys.modules.get("kollega.cli.postgres.errors")
        if errors and isinstance(error, errors.PostgresError):
            print(error, file=sys.stderr)
            return 2
        raise


def _module(command: str) -> ModuleType:
    name = command.replace("-", "_")
    return importlib.import_module(f"kollega.cli.{f'{name}_' if iskeyword(name) else name}")


if __name__ == "__main__":
    sys.exit(main())
