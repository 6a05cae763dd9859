"""A lent colleague's keys and calendar address end with the loan, as her pages do."""

import uuid
from datetime import timedelta

from tests.personas import World

from kollega.api import tokens
from kollega.api.models import Scope
from kollega.api.tests.calling import Caller
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, terms
from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Membership
from kollega.rounds import address


def _key_in_granaker(world: World) -> Caller:
    """Sara makes a key where she is lent to."""
    account = account_with_actors(world.answerer.account.id)
    assert account is not None
    (lent,) = (each for each in account.actors if each.municipality_name == "Granåker")
    with acting(lent):
        _made, secret = tokens.make(
            lent, public_id=uuid.uuid4(), name="Prov", scopes=tuple(Scope), days=30
        )
    return Caller(secret)


def test_a_key_made_where_she_is_lent_to_ends_with_the_last_day(world: World) -> None:
    helpers.agreed(world, on=terms(0, 10))
    key = _key_in_granaker(world)
    for day, status in ((0, 200), (10, 200), (11, 401)):
        with clock.at(clock.now() + timedelta(days=day)):
            assert key.get("questions").status_code == status, day


def test_the_key_and_the_calendar_end_with_the_place_at_home(world: World) -> None:
    helpers.agreed(world, on=terms(0, 10))
    key, actor = _key_in_granaker(world), world.answerer.actor
    with acting(actor):
        token = address.url_for(address.renew(actor)).rsplit("/", 1)[1].removesuffix(".ics")
    assert address.read(token) is not None
    with acting(world.answerer_two.actor):
        Membership.objects.filter(account=world.answerer.account).update(valid_to=in_days(4))
    for day, works in ((4, True), (5, False)):
        with clock.at(clock.now() + timedelta(days=day)):
            assert (address.read(token) is not None) is works
            assert (key.get("questions").status_code == 200) is works
