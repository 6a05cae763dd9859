"""`demo`: fill a new installation with a believable collaboration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kollega.demo.loader import LoadError, load


class Command(BaseCommand):
    help = (
        "Lägger in ett påhittat samarbete i en ny, tom installation. "
        "Den är sedan en demonstration för alltid."
    )

    def handle(self, *_args: Any, verbosity: int, **_options: Any) -> None:
        def tell(line: str) -> None:
            if verbosity:
                self.stdout.write(line)
                self.stdout.flush()

        try:
            load(tell)
        except LoadError as problem:
            raise CommandError(str(problem)) from problem
        tell("Klart. Välj på första sidan vem du vill vara.")
