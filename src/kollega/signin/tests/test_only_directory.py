"""A municipality that lets its people in through its own sign-in only, and does not lock itself out."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from tests.personas import World

from kollega.signin.options import ONLY_DIRECTORY
from kollega.signin.tests.conftest import sign_in
from kollega.signin.tests.granaker import Provider, choose, maja, walk
from kollega.signin.tests.test_directory import joined_lena, me
from kollega.signin.tests.test_second_step import STEP, code

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")


def test_only_the_municipalitys_own_sign_in(
    crowded_world: World, granaker: Provider, letters: Any
) -> None:
    world = crowded_world
    choose(world, "administrator", ONLY_DIRECTORY, value=True)
    granaker.says("maja-1", **maja())
    walk(Client())
    client = Client()
    refused = sign_in(client, "asker@example.se")
    assert refused["Location"] == "/konto/logga-in/"
    assert "din kommuns egen inloggning" in client.get("/konto/logga-in/").content.decode()
    assert client.get("/vem/").status_code == 302
    # Who has no identity there keeps the password; who also works elsewhere keeps it for there.
    assert sign_in(Client(), "same_unit@example.se").status_code == 302
    joined_lena(world, granaker, letters)
    own = Client()
    sign_in(own, "lent@example.se")
    assert me(own)["unit"] == "IFO"


def test_an_administrator_gets_in_while_the_provider_is_away_and_nobody_else(
    world: World, granaker: Provider
) -> None:
    choose(world, "administrator", ONLY_DIRECTORY, value=True)
    secrets = {}
    for who in ("administrator", "asker"):
        granaker.says(f"{who}-1", **maja(email=f"{who}@example.se"))
        assert walk(Client()).status_code == 302
        assert sign_in(Client(), f"{who}@example.se")["Location"] == "/konto/logga-in/", who
        secrets[who] = generate_totp_secret()
        TOTP.activate(world.personas[who].account, secrets[who])
    granaker.says(mode="broken")
    assert walk(Client()).status_code == 503
    assert sign_in(Client(), "asker@example.se")["Location"] == "/konto/logga-in/"
    client = Client()
    assert sign_in(client, "administrator@example.se")["Location"] == STEP
    assert client.get("/vem/").status_code == 302, "one step is not enough"
    client.post(STEP, {"code": code(secrets["administrator"])})
    assert me(client)["roles"] == ["administrator"]


def test_the_operator_opens_for_everybody_by_taking_the_provider_away(
    world: World, granaker: Provider, settings: Any
) -> None:
    choose(world, "administrator", ONLY_DIRECTORY, value=True)
    granaker.says("maja-1", **maja())
    walk(Client())
    assert sign_in(Client(), "asker@example.se")["Location"] == "/konto/logga-in/"
    settings.IDENTITY_FILE = ""
    client = Client()
    sign_in(client, "asker@example.se")
    assert me(client)["unit"] == "Barn och familj"
