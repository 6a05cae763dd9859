"""A last day ahead is not a day that has been: substitutes are colleagues until they leave."""

from datetime import timedelta

import pytest
from tests.personas import World

from kollega.border import second_look
from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague


@pytest.mark.parametrize(("days", "there"), [(-1, False), (0, True), (90, True), (None, True)])
def test_until_the_last_day(world: World, days: int | None, there: bool) -> None:
    persona = world.other_unit
    last_day = None if days is None else clock.today() + timedelta(days=days)
    with acting(persona.actor):
        Colleague.objects.filter(pk=persona.colleague_id).update(left_on=last_day)
    with acting(world.asker.actor, read_only=True):
        assert Colleague.objects.filter(at_work(), pk=persona.colleague_id).exists() is there
        readers = {each.account_id for each in second_look.readers(world.asker.actor)}
    assert (persona.actor.account_id in readers) is there
