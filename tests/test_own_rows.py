"""What each of the tests' people sees and may write; every table is swept in `test_isolation`."""

import pytest
from django.db import connection, transaction

from kollega.core.actor import ActorError, acting
from kollega.organisation.models import Colleague, Membership, Municipality
from tests.personas import World
from tests.test_isolation import FORBIDDEN, anew, insert, read, touched


def test_only_the_administrator_writes_what_is_open_to_all(real_world: World) -> None:
    row = read(Municipality, "owner")[0]
    with acting(real_world.asker.actor):
        assert touched(insert(Municipality), [anew(Municipality, row, code="0001")]) == FORBIDDEN
        assert touched("update organisation_municipality set name = 'x'", []) == 0
        assert touched("delete from organisation_municipality", []) == 0


def test_an_actor_cannot_be_widened_by_an_odd_value(world: World) -> None:
    """A setting that is no id is an error or nothing, never everything."""
    for value in ("", "{}", "%", "null", "' or true --"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('kollega.municipality', %s, true)", [value])
            answer = touched("select 1 from core_auditrow", [])
            assert answer in {0, "22P02"}, value
            transaction.set_rollback(True)


def test_each_sees_its_own(world: World) -> None:
    with acting(world.asker.actor):
        assert set(Colleague.objects.values_list("name", flat=True)) >= {"Sara Svarare"}
        assert "Otto Utanför" not in set(Colleague.objects.values_list("name", flat=True))
        assert {m.municipality_id for m in Membership.objects.all()} == {
            world.asker.municipality.id
        }


def test_an_actor_in_an_actor_is_refused(world: World) -> None:
    actor = world.asker.actor
    with acting(actor), pytest.raises(ActorError), acting(actor):
        pass


def test_the_tests_connect_as_the_web_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolbypassrls from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == ("kollega_web", False)
