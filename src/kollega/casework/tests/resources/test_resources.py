"""The map: private persons stay at home, the others see what is public, what is old says so."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework.models import Resource, SharedResource
from kollega.casework.tests.resources import helpers
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]
LIST = reverse("casework:resources")


def page(client: Client, query: str = "") -> str:
    return client.get(LIST + query).content.decode()


def test_the_others_see_what_is_shared_and_never_whom_we_ring(world: World, as_: As) -> None:
    (one,) = helpers.open_one(world)
    there, at_home = as_(world.answerer), as_(world.asker)
    assert "Familjecentralen" not in page(there)
    share = reverse("casework:share_resource", args=[one])
    assert "stannar i kommunen" in at_home.get(share).content.decode()
    assert at_home.post(share).status_code == 302
    seen = page(there)
    assert "Familjecentralen" in seen
    assert "Granåker" in seen
    assert "Berit" not in seen
    assert "Fika" not in seen
    assert "Familjecentralen" not in page(as_(world.outsider))
    assert "Berit på måndagar" in page(at_home)
    at_home.post(share)
    assert "Familjecentralen" not in page(there)


def test_a_private_person_is_never_shared(world: World, as_: As) -> None:
    home = helpers.resource(world.asker, kind="contact_family", name="Familjen Berg")
    client = as_(world.asker)
    client.post(reverse("casework:share_resource", args=[home]))
    assert "Familjen Berg" not in page(as_(world.answerer))
    assert "Stannar i kommunen" in page(client)
    shared = helpers.resource(world.asker, shared=True)
    changed = {"version": "1", "kind": "family_home", "name": "Familjen Lund", "per": "free"}
    answer = client.post(reverse("casework:resource", args=[shared]), changed)
    assert answer.status_code == 422
    assert "Sluta dela den först" in answer.content.decode()
    with acting(world.asker.actor), pytest.raises(IntegrityError), transaction.atomic():
        SharedResource.objects.update(kind="family_home")
    assert "Familjen Lund" not in page(as_(world.answerer))


def test_a_name_that_points_at_somebody_is_not_shared(world: World) -> None:
    with pytest.raises(ValidationError):
        helpers.resource(world.asker, shared=True, name="Gruppen för Elis, 20140221-2380")
    with acting(world.answerer.actor):
        assert not SharedResource.objects.exists()


def test_what_is_old_says_so_until_somebody_has_seen_to_it(world: World, as_: As) -> None:
    old = helpers.resource(world.asker, shared=True)
    with acting(world.asker.actor):
        Resource.objects.filter(pk=old).update(checked_on=clock.today() - timedelta(days=200))
    client = as_(world.asker)
    assert "Familjecentralen" in page(client, "?visa=gammalt")
    client.post(reverse("casework:resource_still_right", args=[old]))
    assert "Familjecentralen" not in page(client, "?visa=gammalt")


def test_it_is_narrowed_by_what_is_missing_and_printed_so(world: World, as_: As) -> None:
    helpers.resource(world.asker, name="Nattpatrullen", kind="team", helps=["night"])
    helpers.resource(world.asker, name="Storgatans tolkar", kind="interpreter", helps=[])
    client = as_(world.asker)
    found = page(client, "?saknas=night")
    assert "Nattpatrullen" in found
    assert "Storgatans tolkar" not in found
    assert "Storgatans tolkar" in page(client, "?typ=interpreter&saknas=zz")
    sheet = client.get(reverse("casework:resources_pdf") + "?saknas=night")
    assert sheet.content.startswith(b"%PDF")


def test_bad_entries_keep_what_was_typed_and_old_pages_show_both(world: World, as_: As) -> None:
    client = as_(world.asker)
    form: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "version": "0",
        "kind": "group",
        "name": "Pappagruppen",
        "per": "free",
        "price": "300",
        "phone": "ring mig",
        "places": "-2",
    }
    url = reverse("casework:new_resource")
    wrong = client.post(url, form)
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "Välj vad priset gäller." in text
    assert "Skriv numret med siffror" in text
    assert "Pappagruppen" in text
    right = form | {"per": "time", "phone": "0950-174 06 05", "places": "8"}
    for _twice in range(2):
        assert client.post(url, right).status_code == 302
    assert page(client).count(">Pappagruppen</a>") == 1
    one = reverse("casework:resource", args=[form["id"]])
    assert client.post(one, right | {"version": "1", "note": "Tisdagar."}).status_code == 302
    late = as_(world.manager).post(one, right | {"version": "1", "note": "Onsdagar."})
    assert late.status_code == 409
    assert "Tisdagar." in late.content.decode()
