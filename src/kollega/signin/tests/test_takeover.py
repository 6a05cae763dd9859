"""What whoever runs one municipality's directory tries, to get into another municipality or to stay."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.personas import PASSWORD, World

from kollega.core import clock, jobs
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.organisation import services
from kollega.organisation.models import Membership, Unit
from kollega.signin import directory
from kollega.signin.services import invite
from kollega.signin.tests.conftest import link_in, sign_in
from kollega.signin.tests.granaker import Provider, group, heading, maja, walk
from kollega.signin.tests.test_directory import directory_says, me, places
from kollega.signin.tests.test_scim import Directory

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
OWN = "Logga in med ditt eget lösenord"


def hired(world: World, who: str, email: str, unit: str, **more: Any) -> Membership:
    """Somebody's municipality gives an address a place."""
    actor = replace(world.personas[who].actor, roles=frozenset({Role.ADMINISTRATOR}))
    with acting(actor):
        found: Membership = services.add_person(
            actor,
            public_id=uuid.uuid4(),
            name="Vera Vald",
            email=email,
            phone="",
            unit=Unit.objects.get(name=unit),
            title="",
            roles=["caseworker"],
            valid_from=more.pop("valid_from", clock.today()),
            valid_to=more.pop("valid_to", None),
        )
    return found


# --- Keys ------------------------------------------------------------------------------------------


def test_a_directorys_sign_in_makes_nothing_that_opens_the_account_alone(
    world: World, granaker: Provider
) -> None:
    """Also where the account is the municipality's alone: another may give it a place tomorrow."""
    Account.objects.filter(pk=world.asker.account.pk).update(password="!")
    granaker.says("maja-1", **maja())
    client = Client()
    walk(client)
    for path in ("losenord/byt/", "losenord/valj/", "tva-steg/nycklar/ny/"):
        for answer in (client.get(f"/konto/{path}"), client.post(f"/konto/{path}", {})):
            assert (answer.status_code, heading(answer)) == (403, OWN), path
    client.post("/konto/losenord/valj/", {"password1": PASSWORD, "password2": PASSWORD})
    world.asker.account.refresh_from_db()
    assert not world.asker.account.has_usable_password()
    assert client.get("/konto/tva-steg/app/ny/").status_code == 200
    assert "nycklar/ny" not in client.get("/konto/tva-steg/").content.decode()


def test_an_account_that_was_given_somebody_elses_address_opens_nothing_of_hers(
    world: World, granaker: Provider, letters: Any
) -> None:
    granaker.says("maja-1", **maja())
    walk(Client())
    by_password = Client()
    sign_in(by_password, "asker@example.se")
    granaker.says("maja-1", **maja(email="vera@storavan.example"))
    assert walk(Client()).status_code == 302
    world.asker.account.refresh_from_db()
    assert world.asker.account.email == "vera@storavan.example"
    assert by_password.get("/vem/").status_code == 302, "the old sign-in is over"
    (letter,) = letters()
    assert "den här adressen" in letter
    hired(world, "coordinator", "vera@storavan.example", "IFO")
    jobs.run_waiting()
    attacker = Client()
    sign_in(attacker, "vera@storavan.example")
    assert attacker.get("/vem/").status_code == 302
    walk(attacker)
    assert me(attacker)["unit"] == "Barn och familj"
    assert "Storavan" not in attacker.get("/konto/").content.decode()


def test_an_invitation_to_the_old_address_does_not_hold_for_the_new(
    world: World, letters: Any
) -> None:
    there = Directory(world)
    hired(world, "administrator", "lockbete@granaker.example", "Vuxen")
    account = Account.objects.get(email="lockbete@granaker.example")
    actor = world.administrator.actor
    with acting(actor):
        link = invite(actor, account)
    public_id = there.add("lockbete@granaker.example").json()["id"]
    there.patch(
        public_id,
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "vera@storavan.example"},
    )
    account.refresh_from_db()
    assert account.email == "vera@storavan.example"
    path = link_in(f"se {link} ")
    assert Client().get(path).status_code == 410
    letters()


# --- Staying ---------------------------------------------------------------------------------------


def test_who_leaves_loses_the_place_that_was_to_come_too(world: World, granaker: Provider) -> None:
    granaker.says("maja-1", **maja())
    walk(Client())
    next_week = clock.today() + timedelta(days=7)
    with acting(world.administrator.actor):
        Membership.objects.filter(account=world.asker.account).update(
            valid_to=next_week - timedelta(days=1)
        )
    hired(world, "administrator", "asker@example.se", "Barn och familj", valid_from=next_week)
    assert directory_says(world, directory.leave) == 2
    with clock.at(clock.now() + timedelta(days=8)):
        client = Client()
        sign_in(client, "asker@example.se")
        assert client.get("/vem/").status_code == 302 or me(client)["roles"] == []


def test_a_place_that_was_opened_by_hand_is_closed_the_next_time_too(
    world: World, granaker: Provider
) -> None:
    group(world, "bof", "Barn och familj", "caseworker")
    granaker.says("maja-1", **maja(groups=["bof"]))
    walk(Client())
    granaker.says("maja-1", **maja(groups=[]))
    walk(Client())
    assert places(world) == {}
    with acting(world.administrator.actor):
        closed = Membership.objects.get(account=world.asker.account)
        closed.valid_to = None
        closed.save()
    assert places(world) == {"Barn och familj": (["caseworker"], True)}
    granaker.says("maja-1", **maja(groups=["bof"]))
    walk(Client())
    with acting(world.administrator.actor):
        assert Membership.objects.filter(account=world.asker.account).count() == 1
    assert directory_says(world, directory.leave) == 1
    assert places(world) == {}


@pytest.mark.parametrize("how", ["delete", "patch"])
def test_one_who_was_added_by_hand_after_the_directory_told_of_her(world: World, how: str) -> None:
    """She has never signed in with the municipality's sign-in, and her address is written otherwise."""
    there = Directory(world)
    added = there.add("vera01", emails=[{"value": "Vera.Vald@Example.se", "type": "work"}])
    public_id = added.json()["id"]
    place = hired(world, "administrator", "vera.vald@example.se", "Vuxen")
    if how == "delete":
        assert there.ask("delete", f"Users/{public_id}").status_code == 204
    else:
        off = {"op": "Replace", "path": "active", "value": False}
        assert there.patch(public_id, off).status_code == 200
    with acting(world.administrator.actor):
        place.refresh_from_db()
        assert place.suspended
        assert place.valid_to == clock.today()


def test_who_was_shut_out_by_an_address_in_other_letters_is_shut_out(
    world: World, granaker: Provider
) -> None:
    there = Directory(world)
    there.add("vera01", active=False, emails=[{"value": "Vera.Vald@Example.se", "type": "work"}])
    hired(world, "administrator", "vera.vald@example.se", "Vuxen")
    granaker.says("vera-1", **maja(email="vera.vald@example.se"))
    assert heading(walk(Client())) == "Du är avstängd i kommunens katalog"
