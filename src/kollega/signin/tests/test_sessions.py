"""How long a sign-in lasts, where one is signed in, and how it ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.personas import Persona, World

from kollega.core import clock
from kollega.core.models import Account
from kollega.signin.devices import device

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
SignedIn = Callable[[Persona], Client]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


def test_a_sign_in_ends_when_nothing_is_done(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.asker)
    start = clock.now()
    assert client.get("/vem/").status_code == 200
    with clock.at(start + timedelta(minutes=59)):
        assert client.get("/vem/").status_code == 200
    with clock.at(start + timedelta(minutes=59 + 61)):
        assert client.get("/vem/").status_code == 302


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    world: World, signed_in: SignedIn
) -> None:
    client = signed_in(world.asker)
    start = clock.now()
    client.get("/vem/")
    for minutes in (20, 40, 59):
        with clock.at(start + timedelta(minutes=minutes)):
            assert client.get("/bricka/").status_code == 200
    with clock.at(start + timedelta(minutes=61)):
        assert client.get("/bricka/", headers={"HX-Request": "true"}).status_code == 401


def test_a_sign_in_ends_after_a_working_day_whatever_is_done(
    world: World, signed_in: SignedIn
) -> None:
    client = signed_in(world.asker)
    start = clock.now()
    client.get("/vem/")
    for half_hours in range(1, 24):
        with clock.at(start + timedelta(minutes=30 * half_hours)):
            assert client.get("/vem/").status_code == 200, half_hours
    with clock.at(start + timedelta(hours=12, minutes=1)):
        assert client.get("/vem/").status_code == 302


def test_last_seen_is_written_once_a_minute(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.asker)
    start = clock.now()
    client.get("/vem/")
    stored = Session.objects.get().session_data
    with clock.at(start + timedelta(seconds=50)):
        client.get("/vem/")
    assert Session.objects.get().session_data == stored
    with clock.at(start + timedelta(seconds=70)):
        client.get("/vem/")
    assert Session.objects.get().session_data != stored


def test_one_sees_where_one_is_signed_in_and_ends_one(world: World, signed_in: SignedIn) -> None:
    phone = Client(headers={"User-Agent": IPHONE})
    desk = Client(headers={"User-Agent": FIREFOX})
    for client in (phone, desk):
        client.post(
            "/konto/logga-in/", {"login": "asker@example.se", "password": "en-lagom-lang-mening"}
        )
        assert client.get("/vem/").status_code == 200
    page = desk.get("/konto/inloggningar/")
    text = page.content.decode()
    assert "Safari på iPhone" in text
    assert text.index("Firefox på Linux") < text.index("Safari på iPhone")
    (other,) = [one for one in page.context_data["sign_ins"] if not one.current]
    desk.post("/konto/inloggningar/avsluta/", {"id": str(other.id)})
    assert phone.get("/vem/").status_code == 302
    assert desk.get("/vem/").status_code == 200


def test_all_others_are_ended_and_never_another_persons(world: World, signed_in: SignedIn) -> None:
    mine, also_mine, hers = (
        signed_in(world.asker),
        signed_in(world.asker),
        signed_in(world.same_unit),
    )
    (her_page,) = hers.get("/konto/inloggningar/").context_data["sign_ins"]
    mine.post("/konto/inloggningar/avsluta/", {"id": str(her_page.id)})
    mine.post("/konto/inloggningar/avsluta/", {"id": ""})
    assert [c.get("/vem/").status_code for c in (mine, also_mine, hers)] == [200, 302, 200]


def test_a_sign_in_past_its_limit_is_not_listed(world: World, signed_in: SignedIn) -> None:
    old = signed_in(world.asker)
    old.get("/vem/")
    with clock.at(clock.now() + timedelta(minutes=90)):
        new = signed_in(world.asker)
        assert len(new.get("/konto/inloggningar/").context_data["sign_ins"]) == 1


def test_a_closed_account_is_out_at_once(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.asker)
    Account.objects.filter(pk=world.asker.account.pk).update(is_active=False)
    assert client.get("/vem/").status_code == 302


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox på Linux"),
        (IPHONE, "Safari på iPhone"),
        (EDGE, "Edge på Windows"),
        ("curl/8", "Okänd webbläsare"),
        ("", "Okänd webbläsare"),
    ],
)
def test_devices_in_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words
