"""Signing in in two steps: app, reserve codes, and who must."""

import argparse
import base64
import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.personas import PASSWORD, Persona, World

from kollega.cli import second_step
from kollega.core.actor import acting
from kollega.core.models import AuditRow
from kollega.organisation.models import MunicipalitySetting
from kollega.signin.options import SECOND_STEP
from kollega.signin.tests.conftest import sign_in

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
SignedIn = Callable[[Persona], Client]
STEP = "/konto/tva-steg/logga-in/"


def code(secret: str, steps: int = 0) -> str:
    """What the app shows, `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def confirm(client: Client, path: str) -> None:
    """Answer the question that the page at `path` asks first."""
    asked = client.get(path)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/konto/bekrafta/")
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": path})
    assert answer["Location"] == path


def add_app(client: Client) -> str:
    """Add an app as a person does; returns its secret."""
    path = "/konto/tva-steg/app/ny/"
    confirm(client, path)
    page = client.get(path).content.decode()
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert picture
    assert "white" in base64.b64decode(picture[1]).decode(), "it is read on a dark page too"
    secret = re.search(r"<code>(\w+)</code>", page)[1]  # type: ignore[index]
    assert client.post(path, {"code": "000000"}).status_code == 200
    added = client.post(path, {"code": code(secret, -1)})
    assert added["Location"] == "/konto/tva-steg/reservkoder/"
    return secret


def test_an_app_is_added_used_and_told_of(
    real_world: World, signed_in: SignedIn, letters: Callable[[], list[str]]
) -> None:
    secret = add_app(signed_in(real_world.asker))
    (letter,) = letters()
    assert "En app för inloggning i två steg har lagts till." in letter
    with acting(real_world.asker.actor):
        assert AuditRow.objects.filter(verb="account.totp_activated").exists()

    client = Client()
    assert sign_in(client, "asker@example.se", next="/vem/")["Location"] == STEP
    assert client.get("/vem/").status_code == 302
    wrong = client.post(STEP, {"code": "000000"})
    assert "Koden stämmer inte" in wrong.content.decode()
    right = code(secret)
    assert client.post(STEP, {"code": right})["Location"] == "/vem/"
    assert client.get("/vem/").status_code == 200

    again = Client()
    sign_in(again, "asker@example.se")
    assert again.post(STEP, {"code": right}).status_code == 200, "a code is used once"


def test_a_reserve_code_works_once(real_world: World, signed_in: SignedIn) -> None:
    client = signed_in(real_world.asker)
    add_app(client)
    page = client.get("/konto/tva-steg/reservkoder/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    text = client.get("/konto/tva-steg/reservkoder/hamta/").content.decode()
    assert all(each in text for each in codes)
    first, second = Client(), Client()
    for one in (first, second):
        sign_in(one, "asker@example.se")
    assert first.post(STEP, {"code": codes[0]}).status_code == 302
    assert second.post(STEP, {"code": codes[0]}).status_code == 200


def test_secrets_are_not_readable_in_the_database(real_world: World, signed_in: SignedIn) -> None:
    secret = add_app(signed_in(real_world.asker))
    stored = [str(each.data) for each in Authenticator.objects.all()]
    assert len(stored) == 2
    assert not any(secret in each for each in stored)


def test_guessing_codes_is_stopped(real_world: World, signed_in: SignedIn) -> None:
    secret = add_app(signed_in(real_world.asker))
    client = Client()
    sign_in(client, "asker@example.se")
    for _time in range(5):
        client.post(STEP, {"code": "000000"})
    stopped = client.post(STEP, {"code": code(secret)})
    assert "För många försök" in stopped.content.decode()


def test_taking_the_app_away_asks_who_one_is(real_world: World, signed_in: SignedIn) -> None:
    secret = add_app(signed_in(real_world.asker))
    client = Client()
    sign_in(client, "asker@example.se")
    client.post(STEP, {"code": code(secret)})
    path = "/konto/tva-steg/app/ta-bort/"
    confirm(client, path)
    assert client.post(path)["Location"] == "/konto/tva-steg/"
    assert not Authenticator.objects.exists()


def test_an_administrator_sets_it_up_before_anything_else(
    real_world: World, signed_in: SignedIn
) -> None:
    client = signed_in(real_world.administrator)
    asked = client.get("/vem/")
    assert (asked.status_code, asked["Location"]) == (302, "/konto/tva-steg/")
    assert "Lägg till det andra steget här" in client.get("/konto/tva-steg/").content.decode()
    assert client.get("/konto/").status_code == 200
    add_app(client)
    assert client.get("/vem/").json()["name"] == "Ada Administratör"


def test_others_choose_for_themselves_until_their_municipality_says(
    world: World, signed_in: SignedIn
) -> None:
    assert signed_in(world.manager).get("/vem/").status_code == 200
    with acting(world.administrator.actor) as actor:
        MunicipalitySetting(
            municipality_id=actor.municipality_id,
            set_by_id=actor.account_id,
            key=SECOND_STEP,
            value=["manager"],
            valid_from=date(2024, 1, 1),
        ).save()
    assert signed_in(world.manager).get("/vem/")["Location"] == "/konto/tva-steg/"
    assert signed_in(world.asker).get("/vem/").status_code == 200
    assert signed_in(world.administrator).get("/vem/").status_code == 200


def test_the_operator_helps_one_who_has_lost_everything(
    real_world: World, signed_in: SignedIn, letters: Callable[[], list[str]]
) -> None:
    client = signed_in(real_world.asker)
    add_app(client)
    letters()

    def ask(email: str) -> int:
        return second_step.carry_out(argparse.Namespace(remove=email))

    assert ask("ingen@example.se") == 1
    assert client.get("/vem/").status_code == 200
    assert ask("ASKER@example.se") == 0
    assert client.get("/vem/").status_code == 302, "whoever had the telephone is out"
    assert not Authenticator.objects.filter(user=real_world.asker.account).exists()
    (letter,) = letters()
    assert "tagit bort din inloggning i två steg" in letter
    assert signed_in(real_world.asker).get("/vem/").status_code == 200
    assert ask("asker@example.se") == 1
    with acting(real_world.log_reviewer.actor):
        assert AuditRow.objects.filter(verb="account.second_step_removed").count() == 1
