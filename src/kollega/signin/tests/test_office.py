"""The administrator's screens: groups that give roles, people, and keys for the directory."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from tests.personas import World, client_of

from kollega.core import jobs
from kollega.core.actor import acting
from kollega.organisation.models import Unit
from kollega.signin.models import DirectoryGroup, DirectoryPerson, ScimToken
from kollega.signin.scim import tokens
from kollega.signin.tests.granaker import Provider, group, heading, maja, walk
from kollega.signin.tests.test_directory import me, places

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
START = "/organisation/katalog"


def unit_id(world: World, name: str) -> str:
    with acting(world.administrator.actor):
        return str(Unit.objects.get(name=name).id)


def test_a_group_is_added_changed_and_taken_away(world: World, granaker: Provider) -> None:
    ada = client_of(world.administrator)
    new = {
        "id": str(uuid.uuid4()),
        "group": "/soc/vuxen",
        "label": "Vuxen",
        "unit": unit_id(world, "Vuxen"),
        "roles": ["caseworker"],
    }
    for _time in range(2):
        assert ada.post(f"{START}/grupper/ny", new)["Location"] == START
    again = ada.post(f"{START}/grupper/ny", new | {"id": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "ger redan roller i enheten" in again.content.decode()
    granaker.says("maja-1", **maja(groups=["/soc/vuxen"]))
    client = Client()
    walk(client)
    assert places(world)["Vuxen"] == (["caseworker"], True)
    with acting(world.administrator.actor):
        stored = DirectoryGroup.objects.get()
    path = f"{START}/grupper/{stored.id}"
    posted = {"version": "1", "label": "Vuxen", "unit": new["unit"], "roles": ["manager"]}
    assert ada.post(path, posted).status_code == 302
    jobs.run_waiting()
    assert places(world)["Vuxen"] == (["manager"], True), "without a new sign-in"
    old = ada.post(path, posted | {"roles": ["registrar"]})
    assert old.status_code == 409
    assert "registrator" in old.content.decode()
    assert ada.post(f"{path}/ta-bort").status_code == 302
    jobs.run_waiting()
    assert set(places(world)) == {"Barn och familj"}


def test_another_municipalitys_unit_cannot_be_given(world: World) -> None:
    with acting(world.answerer.actor):
        theirs = str(Unit.objects.get(name="IFO").id)
    answer = client_of(world.administrator).post(
        f"{START}/grupper/ny",
        {"id": str(uuid.uuid4()), "group": "x", "unit": theirs, "roles": ["caseworker"]},
    )
    assert answer.status_code == 422


def test_who_waits_for_groups_is_seen_and_let_in_by_hand(world: World, granaker: Provider) -> None:
    group(world, "bof", "Barn och familj", "caseworker")
    granaker.says("maja-1", **maja(groups=["bof"]))
    client = Client()
    walk(client)
    granaker.says("maja-1", **maja())
    walk(Client())
    ada = client_of(world.administrator)
    assert "slutat tala om grupperna" in ada.get(START).content.decode()
    page = ada.get(f"{START}/personer?visa=silent").content.decode()
    assert "Maja Asker" in page
    with acting(world.administrator.actor):
        person = DirectoryPerson.objects.get()
    assert ada.get(f"{START}/personer/{person.id}").status_code == 200
    ada.post(f"{START}/personer/{person.id}/oppna")
    assert me(client)["roles"] == ["caseworker"]
    assert "Maja Asker" not in ada.get(f"{START}/personer?visa=silent").content.decode()


def test_a_new_account_in_the_directory_is_joined_when_the_old_is_let_go(
    world: World, granaker: Provider
) -> None:
    granaker.says("maja-1", **maja())
    client = Client()
    walk(client)
    granaker.says("maja-2", **maja())
    assert walk(Client()).status_code == 403
    with acting(world.administrator.actor):
        person = DirectoryPerson.objects.get()
    client_of(world.administrator).post(f"{START}/personer/{person.id}/koppla-loss")
    assert client.get("/vem/").status_code == 302, "the sign-in by the old one is over"
    assert walk(Client()).status_code == 302
    granaker.says("maja-1", **maja())
    assert heading(walk(Client())) == "Din plats är kopplad till en annan inloggning"


def test_a_key_is_shown_once(world: World) -> None:
    ada = client_of(world.administrator)
    posted = {"id": str(uuid.uuid4()), "name": "Entra ID"}
    shown = ada.post(f"{START}/nycklar", posted)
    (token,) = set(re.findall(r"kollega_scim_[\w-]{43}", shown.content.decode()))
    assert shown["Cache-Control"].startswith("max-age=0")
    assert ada.post(f"{START}/nycklar", posted)["Location"] == START
    page = ada.get(START).content.decode()
    assert token not in page
    assert "Entra ID" in page
    asked: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}}
    path = f"/scim/v2/{world.asker.municipality.code}/Users"
    assert Client().get(path, **asked).status_code == 200
    with acting(world.administrator.actor):
        stored = ScimToken.objects.get()
    ada.post(f"{START}/nycklar/{stored.id}/dra-in")
    assert Client().get(path, **asked).status_code == 401


def test_a_key_that_opens_something_is_never_out_of_sight(world: World) -> None:
    actor = world.administrator.actor
    with acting(actor):
        tokens.make(actor, public_id=uuid.uuid4(), name="Den första nyckeln")
        for number in range(20):
            tokens.make(actor, public_id=uuid.uuid4(), name=f"Nyckel {number}")
        for each in ScimToken.objects.filter(name__startswith="Nyckel"):
            tokens.revoke(actor, token=each)
    assert "Den första nyckeln" in client_of(world.administrator).get(START).content.decode()
