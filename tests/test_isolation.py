"""What another municipality or collaboration may see, asked of the database itself."""

import pytest
from django.db import connection

from kollega.core.actor import Actor, ActorError, acting
from kollega.organisation.models import Colleague, Membership
from tests.personas import World


def test_an_unset_actor_sees_nothing(world: World) -> None:
    assert Membership.objects.count() == 0
    with acting(Actor()):
        assert Membership.objects.count() == 0
        assert Colleague.objects.count() == 0


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
