"""Signing in through a municipality's own provider: a real process on loopback, walked over HTTP."""

import subprocess
import time
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.personas import World

from kollega.core.actor import acting
from kollega.core.models import AuditRow
from kollega.signin.tests.conftest import sign_in
from kollega.signin.tests.granaker import (
    FIRST,
    Provider,
    heading,
    maja,
    row_for,
    walk,
)

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")


def test_the_way_there_and_back(world: World, granaker: Provider) -> None:
    client = Client()
    page = client.get("/konto/logga-in/?next=/vem/").content.decode()
    assert "Logga in med Granåkers kommun" in page
    granaker.says("maja-1", **maja())
    back = walk(client, f"{FIRST}?next=/vem/")
    assert (back.status_code, back["Location"]) == (302, "/vem/")
    assert client.get("/vem/").json()["name"] == "Maja Asker"
    asked = granaker.seen()[-1]
    assert asked["code_challenge_method"] == "S256"
    assert asked["nonce"]
    joined = SocialAccount.objects.get()
    assert (joined.provider, joined.uid, joined.extra_data) == (granaker.issuer, "maja-1", {})
    with acting(world.asker.actor):
        verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert {"directory.join", "account.sign_in"} <= verbs


def test_the_subject_is_who_it_is_whatever_the_address_says(
    world: World, granaker: Provider
) -> None:
    granaker.says("maja-1", **maja())
    walk(Client())
    granaker.says("maja-1", **maja(email="manager@example.se"))
    client = Client()
    walk(client)
    assert client.get("/vem/").json()["name"] == "Maja Asker"
    granaker.says("maja-1", **maja(email="maja.gift@example.se"))
    walk(client)
    world.asker.account.refresh_from_db()
    assert world.asker.account.email == "maja.gift@example.se"
    # And somebody else who has got her old address is nobody here.
    granaker.says("new-2", **maja(email="asker@example.se"))
    assert heading(walk(Client())) == "Du har ingen plats här än"


def test_another_subject_with_the_same_address_is_refused(world: World, granaker: Provider) -> None:
    granaker.says("maja-1", **maja())
    walk(Client())
    granaker.says("maja-2", **maja())
    client = Client()
    back = walk(client)
    assert (back.status_code, heading(back)) == (
        403,
        "Din plats är kopplad till en annan inloggning",
    )
    assert client.get("/vem/").status_code == 302


@pytest.mark.parametrize(
    "said", [{"email_verified": False}, {"email_verified": None}, {"email": None}, {"email": ["a"]}]
)
def test_an_address_that_is_not_verified_joins_nobody(
    world: World, granaker: Provider, said: dict[str, Any]
) -> None:
    granaker.says("maja-1", **maja(**said))
    back = walk(Client())
    assert back.status_code == 403
    assert "adress" in heading(back)
    assert not SocialAccount.objects.exists()


def test_nobody_without_a_place_is_signed_in_and_all_are_told_the_same(
    world: World, granaker: Provider
) -> None:
    pages = []
    for number, email in enumerate(("answerer@example.se", "nobody@example.se")):
        granaker.says(f"n-{number}", **maja(email=email))
        client = Client()
        back = walk(client)
        assert back.status_code == 403
        assert client.get("/vem/").status_code == 302
        pages.append(back.content)
    assert pages[0] == pages[1]
    assert not SocialAccount.objects.exists()


def test_another_municipalitys_provider_opens_nothing_here(
    world: World, granaker: Provider, running_provider: str, configure: Any
) -> None:
    configure(
        row_for(world.asker, running_provider),
        row_for(world.answerer, running_provider, "storavan"),
    )
    granaker.says("maja-1", **maja())
    back = walk(Client(), "/konto/kommun/storavan/")
    assert heading(back) == "Du har ingen plats här än"
    walk(Client())  # joined by her own municipality's …
    client = Client()
    back = walk(client, "/konto/kommun/storavan/")  # … she is still nobody in the other
    assert heading(back) == "Du har ingen plats här än"
    assert client.get("/vem/").status_code == 302


@pytest.mark.parametrize(
    ("mode", "status", "words"),
    [
        ("broken", 503, "svarar inte"),
        ("garbage", 502, "inte litar på"),
        ("somebody_else", 502, "inte litar på"),
        ("unencrypted", 502, "inte litar på"),
        ("denied", 403, "avbröts"),
        ("no_token", 502, "inte litar på"),
        ("wrong_nonce", 502, "inte litar på"),
        ("old_token", 502, "inte litar på"),
        ("other_audience", 502, "inte litar på"),
        ("other_issuer", 502, "inte litar på"),
        ("no_subject", 502, "inte litar på"),
        ("unsigned", 502, "inte litar på"),
        ("wrong_key", 502, "inte litar på"),
    ],
)
def test_a_provider_that_misbehaves_signs_nobody_in(
    world: World, granaker: Provider, mode: str, status: int, words: str
) -> None:
    granaker.says("maja-1", mode=mode, **maja())
    client = Client()
    back = walk(client)
    assert (back.status_code, words in heading(back)) == (status, True), heading(back)
    assert client.get("/vem/").status_code == 302
    assert not SocialAccount.objects.exists()
    # What went wrong has closed nothing: it works again when the provider does.
    granaker.says("maja-1", **maja())
    assert walk(client).status_code == 302
    assert sign_in(Client(), "same_unit@example.se").status_code == 302


def test_a_provider_that_is_slow_or_gone(world: World, granaker: Provider, configure: Any) -> None:
    granaker.says("maja-1", mode="slow")
    assert heading(walk(Client())) == "Kommunens inloggning svarar inte"
    began = time.monotonic()
    assert heading(walk(Client())) == "Kommunens inloggning svarar inte"
    assert time.monotonic() - began < 1, "whoever comes after waits for nothing"
    configure(row_for(world.asker, "http://localhost:1"))
    gone = walk(Client())
    assert (gone.status_code, gone["Retry-After"]) == (503, "60")


def test_an_answer_to_another_browser_or_one_used_before_is_refused(
    world: World, granaker: Provider
) -> None:
    import requests

    granaker.says("maja-1", **maja())
    mine, theirs = Client(), Client()
    there = requests.get(mine.get(FIRST)["Location"], allow_redirects=False, timeout=5)
    path = there.headers["Location"].removeprefix("http://localhost:8000")
    assert theirs.get(path).status_code == 400
    assert mine.get(path).status_code == 302
    again = mine.get(path)
    assert (again.status_code, heading(again)) == (400, "Det tog för lång tid")
    for odd in ("", "?state=x&code=y", "?error=access_denied", "?code=%00&state=%00"):
        assert Client().get(f"{FIRST}tillbaka/{odd}").status_code == 400, odd


def test_a_foreign_address_is_not_followed(world: World, granaker: Provider) -> None:
    granaker.says("maja-1", **maja())
    assert walk(Client(), f"{FIRST}?next=https://evil.example/")["Location"] == "/"
    assert (
        walk(Client(), f"{FIRST}?process=connect&scope=admin&auth_params=x%3Dy")["Location"] == "/"
    )
    assert granaker.seen()[-1]["scope"].split().count("admin") == 0


def test_trouble_forgets_neither_where_one_was_going_nor_leads_elsewhere(
    world: World, granaker: Provider
) -> None:
    for mode in ("broken", "denied", "wrong_key"):
        granaker.says("maja-1", mode=mode, **maja())
        page = walk(Client(), f"{FIRST}?next=/vem/").content.decode()
        assert f'href="{FIRST}?next=/vem/"' in page.replace("%2F", "/"), mode
        assert 'href="/konto/logga-in/?next=/vem/"' in page.replace("%2F", "/"), mode
        assert "evil" not in walk(Client(), f"{FIRST}?next=//evil.example/").content.decode()
    granaker.says("nobody-1", **maja(email="nobody@example.se"))
    page = walk(Client(), f"{FIRST}?next=/vem/").content.decode()
    assert 'href="/konto/logga-in/?next=/vem/"' in page.replace("%2F", "/")


def test_signing_out_leads_to_the_provider_and_says_so(world: World, granaker: Provider) -> None:
    granaker.says("maja-1", **maja())
    client = Client()
    walk(client)
    out = client.post("/konto/logga-ut/")
    assert (out.status_code, out["Location"]) == (302, f"{FIRST}utloggad/")
    assert client.get("/vem/").status_code == 302
    page = client.get(out["Location"])
    assert heading(page) == "Logga ut hos kommunen också?"
    assert f'href="{granaker.issuer}/logout?client_id=kollega"' in page.content.decode()
    for mode in ("odd_sign_out", "broken"):
        granaker.says(mode=mode)
        page = client.get(out["Location"])
        assert (page.status_code, "stäng alla fönster" in page.content.decode()) == (200, True)
        assert "javascript:" not in page.content.decode()
    sign_in(client, "same_unit@example.se")
    assert client.post("/konto/logga-ut/")["Location"] == "/", "a password has no provider"


def test_a_provider_that_is_not_there(world: World) -> None:
    assert Client().get("/konto/kommun/ingen/").status_code == 404
    assert Client().get("/konto/kommun/ingen/tillbaka/").status_code == 404
    assert "Logga in med din kommun" not in Client().get("/konto/logga-in/").content.decode()


def test_an_independent_provider(world: World, configure: Any) -> None:
    """The same walk against somebody else's implementation, with groups and all in userinfo."""
    import json

    import requests

    from kollega.signin.tests.granaker import free_port, started

    port = free_port()
    claims = json.dumps({"sub": "maja-9", **maja(groups=["soc"])})
    process = started("oidc_provider_mock", "--port", str(port), "--host", "localhost", "--require-nonce", "true", "--user-claims", claims, port=port)  # fmt: skip
    try:
        configure(row_for(world.asker, f"http://localhost:{port}", userinfo=True))
        client = Client()
        away = client.get(FIRST)["Location"]
        there = requests.post(away, data={"sub": "maja-9"}, allow_redirects=False, timeout=10)
        back = client.get(there.headers["Location"].removeprefix("http://localhost:8000"))
        assert back.status_code == 302, heading(back)
        assert client.get("/vem/").json()["name"] == "Maja Asker"
        denied = requests.post(Client().get(FIRST)["Location"], data={"action": "deny"}, allow_redirects=False, timeout=10)  # fmt: skip
        assert "error=access_denied" in denied.headers["Location"]
    finally:
        process.terminate()
        assert isinstance(process, subprocess.Popen)
        process.wait(10)
