"""The sign-in page: who gets in, and what the others are told."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from tests.personas import World

from kollega.core.actor import acting
from kollega.core.models import Account, AuditRow
from kollega.signin.models import Count
from kollega.signin.tests.conftest import sign_in

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")


def told(response: object, email: str) -> str:
    """The page without what differs by chance: tokens, ids and the address that was typed."""
    text = response.content.decode()  # type: ignore[attr-defined]
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return text.replace(email, "")


def test_the_right_password_lets_in(world: World) -> None:
    client = Client()
    response = sign_in(client, "ASKER@example.se", next="/vem/")
    assert (response.status_code, response["Location"]) == (302, "/vem/")
    assert client.get("/vem/").json()["name"] == "Maja Asker"


def test_a_foreign_address_is_not_followed(world: World) -> None:
    assert sign_in(Client(), "asker@example.se", next="https://evil.example/")["Location"] == "/"


def test_wrong_password_unknown_and_closed_account_are_told_the_same(world: World) -> None:
    Account.objects.filter(email="manager@example.se").update(is_active=False)
    answers = []
    for email, password in (
        ("asker@example.se", "fel-losenord"),
        ("nobody@example.se", "fel-losenord"),
        ("manager@example.se", "en-lagom-lang-mening"),
    ):
        response = sign_in(Client(), email, password)
        assert response.status_code == 200
        answers.append(told(response, email))
    assert len(set(answers)) == 1
    assert "stämmer inte" in answers[0]


def test_wrong_and_unknown_cost_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Account.objects.create_user("invited@example.se", name="Inger Inbjuden")
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *rest, **more: hashed.append("once") or encode(self, *rest, **more),
    )
    costs = []
    for email in ("asker@example.se", "nobody@example.se", "invited@example.se"):
        hashed.clear()
        sign_in(Client(), email, "fel-losenord")
        costs.append(len(hashed))
    assert costs == [1, 1, 1]


@pytest.mark.parametrize("email", ["asker@example.se", "nobody@example.se"])
def test_guessing_is_stopped_and_the_right_password_too(world: World, email: str) -> None:
    for _time in range(5):
        assert "stämmer inte" in sign_in(Client(), email, "fel-losenord").content.decode()
    for password in ("fel-losenord", "en-lagom-lang-mening"):
        assert "För många försök" in sign_in(Client(), email, password).content.decode()
    assert sign_in(Client(), "same_unit@example.se").status_code == 302
    assert Count.objects.filter(key__contains="login_failed").exists()


def test_guessing_at_many_accounts_from_one_place_is_stopped(world: World) -> None:
    for number in range(20):
        sign_in(Client(), f"person{number}@example.se", "fel-losenord")
    assert "För många försök" in sign_in(Client(), "asker@example.se").content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, "asker@example.se").status_code == 302


def test_a_header_does_not_move_the_sender(world: World) -> None:
    for number in range(20):
        client = Client(headers={"X-Forwarded-For": f"192.0.2.{number}"})
        sign_in(client, f"person{number}@example.se", "fel-losenord")
    assert "För många försök" in sign_in(Client(), "asker@example.se").content.decode()


def test_nobody_signs_up(world: World) -> None:
    for path in ("signup/", "login/", "email/", "registrera/", "confirm-email/", "sessions/"):
        assert Client().get(f"/konto/{path}").status_code == 404, path


def test_looking_at_the_page_makes_no_session(world: World) -> None:
    client = Client()
    assert client.get("/konto/logga-in/").status_code == 200
    assert "kollega" not in client.cookies


def test_signing_in_is_logged_where_the_person_works(world: World) -> None:
    sign_in(Client(), "asker@example.se")
    with acting(world.asker.actor):
        row = AuditRow.objects.get(verb="account.sign_in")
    assert row.account_id == world.asker.account.id


def test_signing_out(world: World, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(world.asker)
    assert client.get("/konto/logga-ut/").status_code == 200
    assert client.get("/vem/").status_code == 200
    client.post("/konto/logga-ut/")
    assert client.get("/vem/").status_code == 302
    unsaved = client.post("/vem/", headers={"Accept": "application/json"})
    assert (unsaved.status_code, unsaved.json()) == (401, {"signed_out": True})


def test_the_page_in_english(world: World) -> None:
    client = Client()
    response = client.post("/konto/sprak/", {"language": "en", "next": "/konto/logga-in/"})
    assert response["Location"] == "/konto/logga-in/"
    page = client.get("/konto/logga-in/")
    assert page["Content-Language"] == "en"
    assert client.post("/konto/sprak/", {"language": "xx"}).status_code == 404
