"""The `kollega` command: one module in this package per subcommand, imported only when it is called.

A subcommand module offers `HELP` (one line), `add_arguments(parser)` and `run(options) -> int`
(the exit code: 0 done, 1 it did not go well, 2 wrong use or configuration).
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

COMMANDS = {
    "run": "start the product: database, migrations, web server and job worker",
    "migrate": "bring the database to this version",
    "setup-database": "create the roles and the database, or print the SQL for it",
    "demo": "fill a new installation with a believable collaboration",
    "createadmin": "create an administrator's account",
    "check": "look the installation over: each part ok, or what to do",
    "recognise": "find and mask what can point a person out in a text",
}


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"kollega.cli.{command.replace('-', '_')}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="kollega", description="Digital kollega: ask a colleague across the municipal border."
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    for command, help_text in COMMANDS.items():
        # Only the chosen command is imported: `recognise` must start without Django.
        subparser = subparsers.add_parser(command, help=help_text, description=help_text)
        if command == chosen:
            _module(command).add_arguments(subparser)
    options = parser.parse_args(arguments)
    return int(_module(options.command).run(options))


if __name__ == "__main__":
    sys.exit(main())
