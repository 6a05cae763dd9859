"""`migrate`, and then the zones: grants, policies and composite keys as the models state them."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from kollega.core import zoning
from kollega.core.migrating import what_changed_alone


class Command(DjangoMigrate):
    """Runs as the owner role; the web role may not change a table."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner" if "owner" in connections else "default")

    def handle(self, *args: Any, **options: Any) -> str | None:
        with what_changed_alone():
            result = super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"] or options["app_label"]):
            zoning.apply(connections[options["database"]])
        return result
