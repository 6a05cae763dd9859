"""Forgotten, changed and first passwords."""

import re
from collections.abc import Callable
from pathlib import Path

import allauth
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.personas import PASSWORD, Persona, World

from kollega.core.actor import acting
from kollega.core.models import Account, AuditRow
from kollega.signin import letters as words
from kollega.signin.tests.conftest import link_in, sign_in

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
NEW = "en-helt-annan-mening"
Letters = Callable[[], list[str]]
SignedIn = Callable[[Persona], Client]


def ask(email: str) -> Client:
    client = Client()
    response = client.post("/konto/losenord/glomt/", {"email": email})
    assert (response.status_code, response["Location"]) == (302, "/konto/losenord/skickat/")
    return client


def test_the_answer_does_not_tell_whether_an_account_exists(world: World) -> None:
    pages = []
    for email in ("asker@example.se", "nobody@example.se"):
        text = ask(email).get("/konto/losenord/skickat/").content.decode()
        pages.append(re.sub(r'value="\w{64}"', "", text))
    assert pages[0] == pages[1]


def test_asking_costs_the_same(world: World) -> None:
    counts = []
    for email in ("warm@example.se", "asker@example.se", "nobody@example.se"):
        with CaptureQueriesContext(connection) as found:
            ask(email)
        counts.append(len(found))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("email", ["asker@example.se", "nobody@example.se"])
def test_asking_again_and_again_is_stopped(world: World, email: str) -> None:
    for _time in range(5):
        ask(email)
    stopped = Client().post("/konto/losenord/glomt/", {"email": email})
    assert stopped.status_code == 429
    assert "Vänta" in stopped.content.decode()


def test_an_account_without_a_password_may_choose_one(
    world: World, as_: Callable[[Persona], Client]
) -> None:
    account = Account.objects.create_user("ny@example.se", name="Nina Ny")
    client = as_(Persona(account, world.asker.municipality))
    assert client.get("/konto/losenord/byt/")["Location"] == "/konto/losenord/valj/"
    client.post("/konto/losenord/valj/", {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), "ny@example.se", NEW).status_code == 302


def test_a_letter_goes_to_the_known_only_and_its_link_works_once(
    world: World, letters: Letters
) -> None:
    ask("nobody@example.se")
    assert letters() == []
    ask("Asker@example.se")
    (letter,) = letters()
    assert "Maja" not in letter
    assert "Granåker" not in letter
    client = Client()
    page = client.get(link_in(letter), follow=True)
    assert "Välj ett nytt lösenord" in page.content.decode()
    assert link_in(letter) not in page.content.decode()
    done = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/konto/losenord/nytt/klart/"
    assert sign_in(Client(), "asker@example.se", NEW).status_code == 302
    assert sign_in(Client(), "asker@example.se", PASSWORD).status_code == 200
    again = Client().get(link_in(letter), follow=True)
    assert "gäller inte längre" in again.content.decode()


def test_a_weak_password_is_explained_at_the_field(world: World, letters: Letters) -> None:
    ask("asker@example.se")
    (letter,) = letters()
    client = Client()
    page = client.get(link_in(letter), follow=True)
    weak = client.post(page.request["PATH_INFO"], {"password1": "kort", "password2": "annat"})
    assert weak.status_code == 200
    assert 'id="id_password1_error"' in weak.content.decode()


def test_a_reset_ends_every_sign_in(world: World, signed_in: SignedIn, letters: Letters) -> None:
    old = signed_in(world.asker)
    ask("asker@example.se")
    (letter,) = letters()
    client = Client()
    page = client.get(link_in(letter), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert old.get("/vem/").status_code == 302


def test_a_change_ends_the_others_and_is_told(
    world: World, signed_in: SignedIn, letters: Letters
) -> None:
    here, there = signed_in(world.asker), signed_in(world.asker)
    wrong = here.post(
        "/konto/losenord/byt/", {"oldpassword": "fel", "password1": NEW, "password2": NEW}
    )
    assert "inte ditt nuvarande" in wrong.content.decode()
    changed = here.post(
        "/konto/losenord/byt/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert changed["Location"] == "/konto/"
    assert here.get("/vem/").status_code == 200
    assert there.get("/vem/").status_code == 302
    assert here.get("/konto/inloggningar/").content.decode().count("<h3>") == 1
    (letter,) = letters()
    assert "Ditt lösenord har bytts." in letter
    with acting(world.asker.actor):
        assert AuditRow.objects.filter(verb="account.password_changed").count() == 1


def test_everything_that_allauth_tells_of_has_words() -> None:
    folder = Path(allauth.__file__).parent / "templates"
    told = {
        f"account.{path.name.removesuffix('_message.txt')}"
        for path in folder.glob("mfa/email/*_message.txt")
    }
    assert told | {
        # Our own: what a directory does to an address, and the operator for who has lost a key.
        "account.address_changed",
        "account.second_step_removed",
        "account.password_changed",
        "account.password_reset",
        "account.password_set",
    } == (set(words.WHAT_HAPPENED))
