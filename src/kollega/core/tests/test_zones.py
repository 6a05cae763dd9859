"""What a zone means in SQL, and that an index is used under its policies."""

import uuid

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from kollega.core import zones
from kollega.core.actor import Actor, Role, acting
from kollega.core.fields import TenantKey
from kollega.core.models import AccessRow, AuditRow


def test_the_house_has_no_policy_and_all_others_read_only_the_transactions_settings() -> None:
    assert zones.policies(zones.house()) == {}
    for zone in (zones.case(), zones.shared(), zones.person(), zones.bridge()):
        for text in zones.policies(zone).values():
            assert "current_setting('kollega." in text
            assert " from " not in text.replace("is distinct from", "")


def test_what_only_grows_has_no_way_to_change_or_remove() -> None:
    zone = zones.case(append_only=True)
    assert set(zones.policies(zone)) == {"zone_select", "zone_insert"}
    assert zones.grants(zone) == "select, insert"


def test_a_bridge_is_read_at_both_ends_and_written_at_one() -> None:
    found = zones.policies(zones.bridge())
    assert "receiver_id" in found["zone_select"]
    assert "receiver_id" not in found["zone_insert"]


def test_what_is_open_is_written_by_the_administrator_alone() -> None:
    found = zones.policies(zones.open_to_all())
    assert found["zone_select"] == "for select using (true)"
    assert "administrator" in found["zone_insert"]


@isolate_apps("kollega.core")
def test_a_key_to_the_tenant_itself_needs_no_second() -> None:
    class Inner(models.Model):
        municipality_id = models.UUIDField()
        zone = zones.case()

        class Meta:
            app_label = "core"

    class Outer(models.Model):
        municipality_id = models.UUIDField()
        inner = TenantKey(Inner, models.CASCADE)
        zone = zones.case()

        class Meta:
            app_label = "core"

    assert list(zones.composite_keys(Outer)) == [
        ("inner_id", "municipality_id", "core_inner", "municipality_id")
    ]
    (unique, _drop, key) = zones.key_statements(Outer)
    assert '("municipality_id", id)' in unique
    assert 'foreign key ("municipality_id", "inner_id")' in key


@pytest.mark.parametrize("model", [AccessRow, AuditRow])
def test_a_log_is_read_by_its_index_under_the_policy(db: None, model: type[models.Model]) -> None:
    with acting(Actor(municipality_id=uuid.uuid4())), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain select * from {model._meta.db_table} where at > now()")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"{model._meta.db_table}_at" in plan, plan
    assert "Index Cond: ((municipality_id = " in plan, plan


def test_what_is_told_to_somebody_she_reads_and_does_not_change() -> None:
    found = zones.policies(zones.case(read_by=[Role.MANAGER], told_to="account_id"))
    assert '"account_id"' in found["zone_select"]
    for name in ("zone_update", "zone_delete"):
        assert "manager" in found[name]
        assert '"account_id"' not in found[name]


def test_what_is_about_somebody_she_changes_too() -> None:
    roles = [Role.MANAGER]
    for zone in (
        zones.case(read_by=roles, about="account_id"),
        zones.bridge(read_by=roles, about="account_id", append_only=False),
    ):
        found = zones.policies(zone)
        for name in ("zone_select", "zone_update", "zone_delete"):
            assert "manager" in found[name]
            assert '"account_id"' in found[name]
        assert "manager" not in found["zone_insert"]
    assert '"receiver_id"' not in found["zone_delete"]  # a bridge's: only the sender


def test_what_a_person_shows_is_read_there_and_changed_by_her_alone() -> None:
    found = zones.policies(zones.person(shown_to="shown_to_id", read_by=[Role.MANAGER]))
    assert '"shown_to_id"' in found["zone_select"]
    assert "manager" in found["zone_select"]
    for name in ("zone_insert", "zone_update", "zone_delete"):
        assert found[name].count("kollega.account") > 0
        assert '"shown_to_id"' not in found[name]
        assert "manager" not in found[name]
