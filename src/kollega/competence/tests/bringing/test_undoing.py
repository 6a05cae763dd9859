"""Undoing a list: all of it comes back, or nothing, and what stands in the way is said."""

import pytest
from django.urls import reverse
from tests.personas import World

from kollega.competence.tests.bringing import helpers
from kollega.competence.tests.helpers import As
from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation import services
from kollega.organisation.models import Unit

pytestmark = pytest.mark.django_db


def test_undoing_puts_everything_back_and_the_list_can_come_again(world: World, as_: As) -> None:
    client = as_(world.manager)
    before = helpers.place(world, "asker@example.se")
    assert before
    data = helpers.as_csv(
        helpers.NEW,
        ("Maja Asker", "asker@example.se", "kurator", "Nystartat team", "", "2027-01-31"),
        headings=helpers.HEADINGS,
    )
    run = helpers.planned(client, data)
    helpers.carry_out(client, run)
    client.post(reverse("competence:undo_list", args=[run]))
    after = helpers.place(world, "asker@example.se")
    assert after
    same = ("name", "title", "unit_id", "roles", "valid_from", "valid_to", "suspended")
    assert [getattr(before, each) for each in same] == [getattr(after, each) for each in same]
    new = helpers.place(world, "nora.ny@example.se")
    assert new
    assert new.valid_to
    assert new.valid_to < clock.today()
    with acting(world.manager.actor):
        assert not Unit.objects.filter(name="Nystartat team").exists()

    again = helpers.planned(client, data)
    assert helpers.kinds(world, again) == {"Nora Ny": "new", "Maja Asker": "leaves"}
    helpers.carry_out(client, again)
    new = helpers.place(world, "nora.ny@example.se")
    assert new
    assert new.valid_to is None
    assert not new.suspended


def test_undoing_stops_where_somebody_has_changed_something_since(world: World, as_: As) -> None:
    client = as_(world.manager)
    run = helpers.planned(
        client, helpers.as_csv(helpers.NEW, ("Maja Asker", "asker@example.se", "kurator"))
    )
    helpers.carry_out(client, run)
    changed = helpers.place(world, "asker@example.se")
    assert changed
    answer = as_(world.administrator).post(
        reverse("organisation:person", args=[changed.id]),
        {
            "version": changed.version,
            "name": "Maja Asker-Berg",
            "phone": "",
            "title": "kurator",
            "unit": str(changed.unit_id),
            "roles": ["caseworker"],
            "valid_from": changed.valid_from.isoformat(),
        },
    )
    assert answer.status_code == 302
    held = client.post(reverse("competence:undo_list", args=[run]))
    assert held.status_code == 409
    assert "Maja Asker-Berg" in held.content.decode()
    new = helpers.place(world, "nora.ny@example.se")
    assert new
    assert new.valid_to is None, "nothing was undone by halves"


def test_undoing_says_that_the_unit_somebody_came_from_is_gone(world: World, as_: As) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(("Petra Annan", "other_unit@example.se", "", "Barn och familj"))
    run = helpers.planned(client, data)
    helpers.carry_out(client, run)
    with acting(world.manager.actor) as actor:
        left = Unit.objects.get(municipality_id=actor.municipality_id, name="Vuxen")
        services.remove_unit(actor, unit=left)
    held = client.post(reverse("competence:undo_list", args=[run]))
    assert held.status_code == 409
    assert "Enheten som Petra Annan hade innan finns inte kvar." in held.content.decode()
