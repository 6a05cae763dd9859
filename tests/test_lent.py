"""What a lent colleague has opened elsewhere ends with the loan: keys for programs and the calendar."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kollega.api import tokens
from kollega.api.models import Scope
from kollega.competence.lending import rules, services
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, terms
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.organisation.identity import account_with_actors
from kollega.rounds import address
from tests.personas import World


def _there(world: World) -> Actor:
    """Sara as she is at work in Granåker."""
    account = account_with_actors(world.answerer.account.id)
    assert account is not None
    return next(each for each in account.actors if each.municipality_name == "Granåker")


def _key(actor: Actor) -> str:
    with acting(actor):
        _made, secret = tokens.make(
            actor, public_id=uuid.uuid4(), name="Program", scopes=tuple(Scope), days=80
        )
    return secret


def _status(secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().get("/api/v1/me", headers=headers).status_code


def test_a_key_made_there_dies_the_day_after_and_one_from_home_lives(world: World) -> None:
    helpers.agreed(world, on=terms(0, 10))
    there, home = _key(_there(world)), _key(world.answerer.actor)
    for day, there_status in ((0, 200), (10, 200), (11, 401), (60, 401)):
        with clock.at(clock.now() + timedelta(days=day)):
            assert (_status(there), _status(home)) == (there_status, 200), day


def test_a_key_dies_at_once_when_the_lender_calls_her_home(world: World) -> None:
    loan_id = helpers.agreed(world, on=terms(0, 10))
    there = _key(_there(world))
    lender = world.answerer_two.actor
    with acting(lender):
        services.end(lender, rules.loan_for(lender, loan_id, lock=True), last_day=in_days(-1))
    assert _status(there) == 401


def test_the_calendar_address_reads_no_other_place_than_those_that_hold(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    helpers.agreed(world, on=terms(0, 10))
    actor = _there(world)
    with acting(actor):
        url = address.url_for(address.renew(actor))
    token = url.rsplit("/", 1)[-1].removesuffix(".ics")
    places: list[str] = []

    def note(of: Actor) -> list[Any]:
        places.append(of.municipality_name)
        return []

    monkeypatch.setattr(address, "_entries", note)
    for day, expected in ((10, ["Granåker", "Storavan"]), (11, ["Storavan"])):
        places.clear()
        with clock.at(clock.now() + timedelta(days=day)):
            assert address.read(token) is not None
        assert sorted(places) == expected
