"""Writing in the database what the zones of all models state, each time it is migrated."""

from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from kollega.core import zones
from kollega.core.zones import WEB_ROLE


def apply(connection: BaseDatabaseWrapper) -> None:
    """Write grants, policies and composite keys for every table, in one transaction, as owner."""
    models_ = zones.zoned_models()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"grant usage on schema public to {WEB_ROLE}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {WEB_ROLE}")
        for line in zones.functions():
            cursor.execute(line)
        cursor.execute(f"grant execute on all functions in schema public to {WEB_ROLE}")
        for table, privileges in zones.LIBRARY_TABLES.items():
            cursor.execute(f'grant {privileges} on "{table}" to {WEB_ROLE}')
        for model in models_:
            for line in zones.statements(model):
                cursor.execute(line)
        for model in models_:
            for line in zones.key_statements(model):
                cursor.execute(line)
        _close_unknown(
            cursor, {model._meta.db_table for model in models_} | set(zones.LIBRARY_TABLES)
        )


def _close_unknown(cursor: Any, known: set[str]) -> None:
    """Procrastinate's tables are the house's; any other table without a model stays closed."""
    cursor.execute("select tablename from pg_tables where schemaname = 'public'")
    for (table,) in cursor.fetchall():
        if table.startswith("procrastinate_"):
            cursor.execute(f'grant select, insert, update, delete on "{table}" to {WEB_ROLE}')
        elif table not in known:
            cursor.execute(f'revoke all on "{table}" from {WEB_ROLE}')
