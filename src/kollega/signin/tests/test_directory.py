"""Places that follow the directory's groups, what one directory's sign-in opens, and who comes in."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.test import Client
from tests.personas import World

from kollega.core import clock, jobs
from kollega.core.actor import Role, acting
from kollega.core.models import Account, Notice
from kollega.organisation.models import Colleague, Membership
from kollega.signin import directory
from kollega.signin.models import DirectoryPerson, DirectoryPlace
from kollega.signin.options import NEW_PEOPLE
from kollega.signin.tests.conftest import link_in, sign_in
from kollega.signin.tests.granaker import (
    Provider,
    choose,
    group,
    heading,
    maja,
    row_for,
    walk,
)

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")


def me(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/vem/").json()
    return found


def places(world: World, who: str = "asker") -> dict[str, tuple[list[str], bool]]:
    """Unit → (roles, open) of somebody's places in Granåker that hold today."""
    with acting(world.administrator.actor):
        rows = Membership.objects.filter(account=world.personas[who].account)
        return {
            row.unit.name: (row.roles, not row.suspended)
            for row in rows.select_related("unit")
            if row.valid_to is None or (row.valid_to >= clock.today() and not row.suspended)
        }


def directory_says(world: World, what: Any, who: str = "asker") -> Any:
    """SCIM's or a list's word of one person, without the protocol around it."""
    actor = directory.directory_actor(world.personas[who].municipality.id)
    with acting(actor):
        person = DirectoryPerson.objects.get(account=world.personas[who].account)
        return what(actor, person)


# --- Groups ---------------------------------------------------------------------------------------


def test_a_group_gives_a_place_changes_it_and_takes_it_away(
    world: World, granaker: Provider
) -> None:
    group(world, "soc-vuxen", "Vuxen", "caseworker")
    group(world, "soc-chefer", "Vuxen", "manager")
    granaker.says("maja-1", **maja(groups=["soc-vuxen", "bowling"]))
    client = Client()
    walk(client)
    assert places(world)["Vuxen"] == (["caseworker"], True)
    assert places(world)["Barn och familj"] == (["caseworker"], True)  # given by hand, untouched
    granaker.says("maja-1", **maja(groups=["soc-vuxen", "soc-chefer"]))
    walk(client)
    assert places(world)["Vuxen"] == (["caseworker", "manager"], True)
    granaker.says("maja-1", **maja(groups=["bowling"]))
    walk(client)
    assert set(places(world)) == {"Barn och familj"}
    with acting(world.administrator.actor):
        person = DirectoryPerson.objects.get()
    assert person.claimed == [], "groups that mean nothing here are not kept"
    granaker.says("maja-1", **maja(groups=["soc-vuxen"]))
    walk(client)  # and in again on the same day
    assert places(world)["Vuxen"] == (["caseworker"], True)


def test_a_place_by_hand_follows_the_group_only_where_nothing_is_lost(
    world: World, granaker: Provider
) -> None:
    group(world, "bof", "Barn och familj", "caseworker", "registrar")
    granaker.says("maja-1", **maja(groups=["bof"]))
    walk(Client())
    assert places(world)["Barn och familj"] == (["caseworker", "registrar"], True)
    # The manager has a role by hand that the group does not give: left alone.
    granaker.says("karin-1", **maja(email="manager@example.se", groups=["bof"]))
    walk(Client())
    assert places(world, "manager")["Barn och familj"] == (["caseworker", "manager"], True)
    granaker.says("maja-1", **maja(groups=[]))
    back = walk(Client())
    assert heading(back) == "Du har ingen plats här just nu"
    assert places(world) == {}
    assert places(world, "manager") != {}


def test_a_group_claim_that_disappears_pauses_and_tells(world: World, granaker: Provider) -> None:
    group(world, "bof", "Barn och familj", "caseworker")
    granaker.says("maja-1", **maja(groups=["bof"]))
    client = Client()
    walk(client)
    assert me(client)["roles"] == ["caseworker"]
    granaker.says("maja-1", **maja(_claim_names={"groups": "src1"}))
    back = walk(Client())
    assert (back.status_code, heading(back)) == (
        403,
        "Kommunens inloggning sa inte vilka grupper du är med i",
    )
    assert places(world)["Barn och familj"] == (["caseworker"], False)
    assert me(client)["roles"] == [], "the other sign-in opens no more than this one"
    jobs.run_waiting()
    told = Notice.objects.filter(kind="directory.silent")
    with acting(world.administrator.actor):
        assert told.exists()
    with acting(world.asker.actor):
        assert not told.exists()
    granaker.says("maja-1", **maja(groups=["bof"]))
    assert walk(Client()).status_code == 302
    assert places(world)["Barn och familj"] == (["caseworker"], True)
    assert me(client)["roles"] == ["caseworker"]


def test_without_groups_one_who_was_added_by_hand_is_not_disturbed(
    world: World, granaker: Provider
) -> None:
    group(world, "vuxen", "Vuxen", "manager")
    granaker.says("maja-1", **maja())
    client = Client()
    assert walk(client).status_code == 302
    assert places(world) == {"Barn och familj": (["caseworker"], True)}


# --- Leaving --------------------------------------------------------------------------------------


def test_who_leaves_is_out_at_the_next_request_and_may_come_back(
    world: World, granaker: Provider
) -> None:
    group(world, "vuxen", "Vuxen", "caseworker")
    granaker.says("maja-1", **maja(groups=["vuxen"]))
    by_provider, by_password = Client(), Client()
    walk(by_provider)
    sign_in(by_password, "asker@example.se")
    assert me(by_provider)["roles"] == ["caseworker"]
    assert directory_says(world, directory.leave) == 2
    assert by_provider.get("/vem/").status_code == 302
    assert by_password.get("/vem/").status_code == 302
    assert heading(walk(Client())) == "Du är avstängd i kommunens katalog"
    with acting(world.administrator.actor):
        left_on = Colleague.objects.get(account=world.asker.account).left_on
    assert left_on is not None
    assert left_on <= clock.today()
    assert directory_says(world, directory.come_back) == 2
    assert walk(by_provider).status_code == 302
    assert set(places(world)) == {"Vuxen", "Barn och familj"}
    with acting(world.administrator.actor):
        assert Colleague.objects.get(account=world.asker.account).left_on is None


def test_who_comes_back_late_is_given_places_anew(world: World, granaker: Provider) -> None:
    granaker.says("maja-1", **maja())
    walk(Client())
    directory_says(world, directory.leave)
    with clock.at(clock.now() + timedelta(days=15)):
        assert directory_says(world, directory.come_back) == 0
        assert places(world) == {}


def test_a_place_elsewhere_is_not_the_directorys(crowded_world: World, granaker: Provider) -> None:
    world = crowded_world
    actor = directory.directory_actor(world.asker.municipality.id)
    with acting(actor):
        person = directory.person_of(actor, world.lent.account)
        assert directory.leave(actor, person) == 1
    assert places(world, "lent") == {}
    client = Client()
    sign_in(client, "lent@example.se")
    assert me(client)["unit"] == "IFO"


# --- Two municipalities ---------------------------------------------------------------------------


def joined_lena(world: World, granaker: Provider, letters: Any) -> Client:
    """Lena, who works in both, has shown that the mailbox is hers and signs in through Granåker."""
    granaker.says("lena-1", **maja(email="lent@example.se"))
    client = Client()
    walk(client)
    walk(client)
    (letter,) = letters()
    path = link_in(letter)
    assert client.get(path).status_code == 200
    assert not SocialAccount.objects.filter(uid="lena-1").exists(), "a mail scanner opens links"
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 410
    assert walk(client).status_code == 302
    return client


def test_who_works_in_two_shows_the_mailbox_and_gets_one(
    crowded_world: World, granaker: Provider, letters: Any
) -> None:
    world = crowded_world
    client = joined_lena(world, granaker, letters)
    assert me(client) == {"name": "Lena Lånad", "unit": "Vuxen", "roles": ["manager"]}
    page = client.get("/konto/").content.decode()
    assert "Granåker" in page
    assert "Storavan" not in page
    with acting(world.answerer.actor):
        at_home = Membership.objects.get(account=world.lent.account)
    assert client.post("/konto/arbeta-i/", {"place": str(at_home.id)}).status_code == 404
    for path in (
        "tva-steg/",
        "tva-steg/app/ny/",
        "tva-steg/nycklar/ny/",
        "losenord/byt/",
        "losenord/valj/",
    ):
        answer = client.get(f"/konto/{path}")
        assert (answer.status_code, heading(answer)) == (403, "Logga in med ditt eget lösenord"), (
            path
        )
    own = Client()
    sign_in(own, "lent@example.se")
    assert own.get("/konto/tva-steg/").status_code == 200
    assert "Storavan" in own.get("/konto/").content.decode()
    # The directory's sign-in neither sees nor ends the sign-in with her own password.
    assert client.get("/konto/inloggningar/").context_data["sign_ins"].__len__() == 1
    client.post("/konto/inloggningar/avsluta/", {"id": ""})
    assert own.get("/vem/").status_code == 200


def test_a_directory_gives_nobody_the_office_of_running_the_installation(
    crowded_world: World, granaker: Provider, letters: Any
) -> None:
    world = crowded_world
    granaker.says("ines-1", **maja(email="operator@example.se"))
    client = Client()
    assert heading(walk(client)) == "Läs din e-post"
    client.post(link_in(letters()[0]))
    assert walk(client).status_code == 302
    assert client.get("/organisation/kommuner/ny").status_code == 403
    assert client.get("/konto/tva-steg/").status_code == 403
    world.operator.account.refresh_from_db()
    assert world.operator.account.is_installation_administrator


# --- New people -----------------------------------------------------------------------------------


def test_new_people_come_in_where_the_municipality_wants_it(
    world: World, granaker: Provider, letters: Any
) -> None:
    group(world, "vuxen", "Vuxen", "caseworker")
    new = {
        "email": "nina@example.se",
        "email_verified": True,
        "name": "Nina Ny",
        "groups": ["vuxen"],
    }
    granaker.says("nina-1", **new)
    assert heading(walk(Client())) == "Du har ingen plats här än"
    choose(world, "administrator", NEW_PEOPLE, value=True)
    pages, found = [], []
    for sub, email in (("nina-1", "nina@example.se"), ("sara-1", "answerer@example.se")):
        granaker.says(sub, **(new | {"email": email}))
        pages.append(walk(Client()).content)
        found += letters()
    assert pages[0] == pages[1], "nothing tells that Sara has an account elsewhere"
    assert len(found) == 2
    assert not Account.objects.filter(email="nina@example.se").exists()
    client = Client()
    assert client.post(link_in(found[0])).status_code == 302
    granaker.says("nina-1", **new)
    assert walk(client).status_code == 302
    assert me(client) == {"name": "Nina Ny", "unit": "Vuxen", "roles": ["caseworker"]}
    with acting(world.administrator.actor):
        assert DirectoryPlace.objects.get().from_groups
    granaker.says("otto-1", **(new | {"email": "otto@example.se", "groups": ["bowling"]}))
    assert heading(walk(Client())) == "Du har ingen plats här än"


# --- Passwords and second steps -------------------------------------------------------------------


def test_who_is_responsible_for_the_second_step(
    world: World, granaker: Provider, configure: Any
) -> None:
    said = maja(email="administrator@example.se")
    granaker.says("ada-1", **said)
    client = Client()
    walk(client)
    assert me(client)["roles"] == [str(Role.ADMINISTRATOR)], "the provider has seen to it"
    configure(row_for(world.asker, granaker.issuer, second_step="ours"))
    granaker.says("ada-1", **said)
    client = Client()
    walk(client)
    assert client.get("/vem/")["Location"] == "/konto/tva-steg/"
    assert client.get("/konto/tva-steg/app/ny/")["Location"].startswith("/konto/bekrafta/")
    Account.objects.filter(pk=world.administrator.account.pk).update(password="!")
    granaker.says("ada-1", **said)
    walk(client)
    assert client.get("/konto/tva-steg/app/ny/").status_code == 200, "there is nothing to ask for"


def test_our_second_step_after_the_providers_sign_in(
    world: World, granaker: Provider, configure: Any
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from kollega.signin.tests.test_second_step import STEP, code

    secret = generate_totp_secret()
    TOTP.activate(world.asker.account, secret)
    configure(row_for(world.asker, granaker.issuer, second_step="ours"))
    granaker.says("maja-1", **maja())
    client = Client()
    assert walk(client)["Location"] == STEP
    assert client.get("/vem/").status_code == 302
    assert client.post(STEP, {"code": code(secret)}).status_code == 302
    assert me(client)["name"] == "Maja Asker"
    (stored,) = [s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id")]
    assert stored.get_decoded()["only_in"] == str(world.asker.municipality.id)


def test_the_municipalitys_people_are_welcomed_and_not_asked_for_a_password(
    world: World, granaker: Provider, letters: Any
) -> None:
    from kollega.organisation import services
    from kollega.organisation.models import Unit

    actor = world.administrator.actor
    with acting(actor):
        services.add_person(
            actor,
            public_id=world.asker.account.id,
            name="Nils Ny",
            email="nils@example.se",
            phone="",
            unit=Unit.objects.get(name="Vuxen"),
            title="",
            roles=["caseworker"],
            valid_from=clock.today(),
            valid_to=None,
        )
    jobs.run_waiting()
    from django.core import mail

    (letter,) = [str(each.body) for each in mail.outbox if each.to == ["nils@example.se"]]
    assert "Granåkers kommun" in letter
    assert "/konto/logga-in/" in letter
    assert "inbjudan" not in letter
