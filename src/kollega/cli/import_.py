"""`kollega import`: bring in laws, documents and cards, each by its own module in `cli/importing`."""

import argparse
import importlib
from importlib.util import find_spec
from types import ModuleType

from .importing import KINDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Läser in det som redan finns. Inget läses in till hälften: går något fel är allt som förut."
    kinds = parser.add_subparsers(dest="kind", metavar="VAD", required=True)
    for kind in KINDS:
        if find_spec(f"kollega.cli.importing.{kind}"):
            module = _module(kind)
            module.add_arguments(kinds.add_parser(kind, help=module.HELP, description=module.HELP))


def run(options: argparse.Namespace) -> int:
    return int(_module(options.kind).run(options))


def _module(kind: str) -> ModuleType:
    return importlib.import_module(f"kollega.cli.importing.{kind}")
