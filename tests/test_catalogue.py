"""Zones: every model keeps the rules, and the database is what the models state."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db import connections, models, transaction
from django.test.utils import isolate_apps

from kollega.core import catalogue, zones
from kollega.core.fields import TenantKey
from kollega.core.models import Account, AuditRow
from kollega.organisation.models import Colleague, Unit


def test_every_model_keeps_the_rules() -> None:
    assert catalogue.model_faults() == []


# Keys that are counted by the database. They are never shown and never leave their room.
COUNTED = {"search.Document": "a key of eight bytes halves the postings, which are many"}


def test_keys_are_uuids_made_in_python() -> None:
    """A counted key tells how much others write, and cannot be chosen by a form."""
    for model in zones.zoned_models():
        zone, key = zones.zone_of(model), model._meta.pk
        if zone is None or zone.kind is zones.Kind.HOUSE or model._meta.label in COUNTED:
            continue
        columns = [each.column for each in getattr(key, "fields", [key])]
        assert isinstance(key, models.UUIDField) or columns[0] == zone.tenant, model._meta.label


def test_the_database_is_what_the_models_state(db_owner: Any) -> None:
    assert catalogue.database_faults(db_owner) == []


@pytest.fixture
def db_owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The owner's connection, in a transaction that is undone."""
    with django_db_blocker.unblock():
        owner = connections["owner"]
        with transaction.atomic(using="owner"):
            yield owner
            transaction.set_rollback(True, using="owner")
        owner.close()


# --- A model that breaks a rule is found ----------------------------------------------------------


class Base(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality_id = models.UUIDField()

    class Meta:
        abstract = True
        app_label = "core"


def faults(model: type[models.Model]) -> str:
    return " ".join(catalogue.model_faults([model]))


@isolate_apps("kollega.core")
def test_a_model_without_a_zone_is_found() -> None:
    class Forgotten(Base):
        pass

    assert "anger ingen zon" in faults(Forgotten)
    assert zones.statements(Forgotten) == ['revoke all on "core_forgotten" from kollega_web']


@isolate_apps("kollega.core")
def test_a_zone_that_names_a_missing_or_empty_column_is_found() -> None:
    class Missing(Base):
        zone = zones.case(private_to=["account_id"])

    class Empty(models.Model):
        id = models.UUIDField(primary_key=True)
        collaboration_id = models.UUIDField(null=True)
        zone = zones.shared()

        class Meta:
            app_label = "core"

    assert "account_id, som inte finns" in faults(Missing)
    assert "collaboration_id får inte vara tom" in faults(Empty)


@isolate_apps("kollega.core")
def test_a_unique_constraint_without_the_tenant_first_is_found() -> None:
    class Telling(Base):
        code = models.CharField(max_length=4, unique=True)
        zone = zones.case()

    class Wrong(Base):
        code = models.CharField(max_length=4)
        zone = zones.case()

        class Meta(Base.Meta):
            constraints: ClassVar[list[models.BaseConstraint]] = [
                models.UniqueConstraint(fields=["code", "municipality_id"], name="wrong")
            ]

    class Right(Base):
        code = models.CharField(max_length=4)
        zone = zones.case()

        class Meta(Base.Meta):
            constraints: ClassVar[list[models.BaseConstraint]] = [
                models.UniqueConstraint(fields=["municipality_id", "code"], name="right")
            ]

    assert "ska börja med municipality_id" in faults(Telling)
    assert "ska börja med municipality_id" in faults(Wrong)
    assert faults(Right) == ""


@isolate_apps("kollega.core", "kollega.organisation")
def test_a_key_that_sees_past_the_border_is_found() -> None:
    class Plain(Base):
        unit = models.ForeignKey(Unit, models.CASCADE)
        account = models.ForeignKey(Account, models.CASCADE)
        zone = zones.case()

    class Across(Base):
        colleague = TenantKey(Colleague, models.CASCADE)
        zone = zones.case()

    class Right(Base):
        unit = TenantKey(Unit, models.CASCADE)
        zone = zones.case()

    assert "unit_id ska vara en TenantKey" in faults(Plain)
    assert "account_id" not in faults(Plain)
    assert "colleague_id pekar på en tabell i en annan zon" in faults(Across)
    assert faults(Right) == ""


# --- A change in the database is found ------------------------------------------------------------

TABLE = AuditRow._meta.db_table
CHANGES = {
    "row protection off": (f"alter table {TABLE} disable row level security", "radskyddet"),
    "a policy widened": (
        (
            f"drop policy zone_select on {TABLE};"
            f" create policy zone_select on {TABLE} for select using (true)"
        ),
        "regeln zone_select",
    ),
    "a policy changed in place": (
        f"alter policy zone_insert on {TABLE} with check (municipality_id is not null)",
        "regeln zone_insert",
    ),
    "a policy added": (f"create policy more on {TABLE} for select using (true)", "regeln more"),
    "a policy removed": (f"drop policy zone_insert on {TABLE}", "regeln zone_insert"),
    "a policy for one role": (f"alter policy zone_select on {TABLE} to kollega_web", "regeln"),
    "a grant added": (f"grant delete on {TABLE} to kollega_web", "webbens roll får delete"),
    "a grant to all": (f"grant select on {TABLE} to public", "någon annan"),
    "a grant on a column": (f"grant update (verb) on {TABLE} to kollega_web", "någon annan"),
    "a table nobody knows": (
        "create table loose (id int); grant select on loose to kollega_web",
        "loose: webbens roll får select",
    ),
    "a view past the policies": (f"create view seen as select * from {TABLE}", "security_invoker"),
    "a materialised view": (
        f"create materialized view kept as select * from {TABLE}",
        "materialiserade",
    ),
    "a unique index across tenants": (
        f"create unique index telling on {TABLE} (subject_id)",
        "telling ska börja med municipality_id",
    ),
    "a plain key across tenants": (
        (
            "create unique index whole on core_seal (municipality_id, id);"
            f" alter table {TABLE} add constraint crossing foreign key (subject_id)"
            " references organisation_unit (id) not valid"
        ),
        "crossing",
    ),
    "a composite key dropped": (
        (
            "alter table organisation_membership"
            f" drop constraint {zones.key_name('organisation_membership', 'unit_id')}"
        ),
        "den sammansatta nyckeln på unit_id saknas",
    ),
    "a function with the owner's rights": (
        "create function sly() returns int language sql security definer as 'select 1'",
        "funktionen sly går förbi",
    ),
    "our function changed": (
        (
            "create or replace function organisation_actors(who uuid, day date) returns jsonb"
            " language sql stable security definer set search_path = public, pg_temp"
            " as $$ select '[]'::jsonb $$"
        ),
        "organisation_actors går förbi",
    ),
    "our function open to all": (
        "grant execute on function organisation_actors(uuid, date) to public",
        "organisation_actors får köras av alla",
    ),
    "a table gone": ("drop table core_seal", "core_seal: tabellen saknas"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(db_owner: Any, change: str) -> None:
    statement, expected = CHANGES[change]
    with db_owner.cursor() as cursor:
        cursor.execute(statement)
    found = catalogue.database_faults(db_owner)
    assert any(expected in fault for fault in found), found


def test_every_table_of_the_database_belongs_to_a_model_or_a_library(db_owner: Any) -> None:
    with db_owner.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
    known = {model._meta.db_table for model in zones.zoned_models()} | set(zones.LIBRARY_TABLES)
    assert not {t for t in tables - known if not t.startswith(catalogue.QUEUE_TABLES)}


def test_library_apps_are_the_installed_ones() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("kollega")}
    assert zones.LIBRARY_APPS.isdisjoint(ours)
