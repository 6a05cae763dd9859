"""A municipality that takes part again: no two agreements at a time, and its staff are shown."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.consultation.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.organisation import jobs, services
from kollega.organisation.models import Agreement, Colleague

As = Callable[[Persona], Client]


@pytest.fixture
def operator(world: World, as_: As) -> Client:
    """The coordinator, who runs the installation too."""
    world.coordinator.account.is_installation_administrator = True
    world.coordinator.account.save()
    return as_(world.coordinator)


def part(world: World) -> Agreement:
    """The latest agreement of Granåker."""
    with acting(world.coordinator.actor):
        rows = Agreement.objects.filter(municipality=world.asker.municipality)
        return rows.order_by("-valid_from")[0]


def end(client: Client, agreement: Agreement, day: date) -> int:
    url = reverse("organisation:leave", args=[agreement.id])
    return client.post(url, {"last_day": day.isoformat()}).status_code


def again(client: Client, world: World, day: date) -> int:
    form = {
        "id": str(uuid.uuid4()),
        "name": world.asker.municipality.name,
        "code": world.asker.municipality.code,
        "inhabitants": "6200",
        "valid_from": day.isoformat(),
        "reference": "",
    }
    return client.post(reverse("organisation:join"), form).status_code


def test_two_agreements_never_overlap(world: World, operator: Client) -> None:
    first, today = part(world), clock.today()
    assert again(operator, world, today) == 422
    assert end(operator, first, today + timedelta(days=10)) == 302
    assert again(operator, world, today + timedelta(days=10)) == 422
    assert again(operator, world, today + timedelta(days=11)) == 302
    # The first cannot be drawn out into the second.
    assert end(operator, first, today + timedelta(days=11)) == 422
    assert end(operator, first, today + timedelta(days=10)) == 302
    # One follows the other: nobody is said to have left in between.
    assert end(operator, first, today + timedelta(days=9)) == 302
    with acting(world.answerer.actor):
        assert Agreement.objects.filter(municipality=first.municipality).count() == 2
    assert end(operator, part(world), today + timedelta(days=20)) == 302


def test_staff_of_one_that_comes_back_are_colleagues_again(
    world: World, operator: Client, as_: As
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    assert end(operator, part(world), yesterday) == 302
    assert world.asker.actor.collaboration is None
    assert again(operator, world, clock.today()) == 302
    # Until the others see her she can read, and takes part as nobody.
    assert world.asker.actor.colleague_id is None
    helpers.declare(world, "answerer", "heder")
    question = helpers.send(as_(world.answerer_two), world, kind="method", text=helpers.METHOD)
    answer = as_(world.asker).post(
        reverse("consultation:post", args=[question]),
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Ett råd.", "do": "send"},
    )
    assert answer.status_code == 403
    run_waiting()
    assert world.asker.actor.colleague_id == world.asker.colleague_id
    assert helpers.reply(as_(world.asker), question, "Ett råd.")


def test_staff_are_shown_on_the_day_an_agreement_begins(world: World, operator: Client) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert end(operator, part(world), clock.today() - timedelta(days=1)) == 302
    assert again(operator, world, tomorrow) == 302
    run_waiting()
    assert world.asker.actor.collaboration is None
    with clock.at(clock.now() + timedelta(days=1)):
        jobs.show_all_staff.run()
        assert world.asker.actor.colleague_id == world.asker.colleague_id
        jobs.show_all_staff.run()


def test_a_change_does_not_show_somebody_past_the_agreement(world: World, operator: Client) -> None:
    last = clock.today() + timedelta(days=10)
    assert end(operator, part(world), last) == 302
    actor = world.administrator.actor
    with acting(actor):
        unit = services.add_unit(actor, name="Ny enhet")
        services.add_person(
            actor,
            public_id=uuid.uuid4(),
            name="Åsa Öman",
            email="asa@example.se",
            phone="",
            unit=unit,
            title="",
            roles=["caseworker"],
            valid_from=clock.today(),
            valid_to=None,
        )
        assert Colleague.objects.get(name="Åsa Öman").left_on == last


def test_the_last_day_there_is_can_be_the_last(world: World, operator: Client) -> None:
    assert end(operator, part(world), date.max) == 302
    with acting(world.coordinator.actor):
        assert not Colleague.objects.filter(left_on__lt=date.max).exists()
