"""The command that lets a real installation begin."""

import io
import json
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.demo import marker
from kollega.demo.models import Installation
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Municipality, PracticeArea

PASSWORD = "en-lagom-lang-mening"


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    marker.forget()
    yield
    marker.forget()


def create(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> str:
    """What the command answered."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    call_command("createadmin", "--password-stdin", *arguments, stdout=out)
    return out.getvalue()


ADA = ("--email", "Ada@Granaker.example", "--name", "Ada Administratör")


def test_an_account_that_signs_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ada@granaker.example är skapat" in create(monkeypatch, *ADA)
    account = Account.objects.get()
    assert account.is_installation_administrator
    assert Installation.objects.get().is_demo is False
    client = Client()
    client.post("/konto/logga-in/", {"login": "ada@granaker.example", "password": PASSWORD})
    assert "Ada Administratör" in client.get("/konto/").content.decode()
    assert client.get("/")["Location"] == "/konto/tva-steg/", "the office asks for a second step"


def test_with_a_municipality_and_a_collaboration(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    more = ("--municipality", "9906", "Granåker", "--collaboration", "Inlandet", "--json")
    told = json.loads(create(monkeypatch, *ADA, *more))
    account = account_with_actors(told["account_id"])
    assert account
    (actor,) = account.actors
    assert actor.municipality_name == "Granåker"
    assert actor.has(Role.ADMINISTRATOR)
    assert str(actor.collaboration_id) == told["collaboration_id"]
    assert actor.colleague_id
    with acting(actor):
        assert PracticeArea.objects.count() > 40


@pytest.mark.parametrize(
    ("arguments", "password", "why"),
    [
        (("--email", "ada", "--name", "Ada"), PASSWORD, "ingen e-postadress"),
        (("--email", "ada@x.example", "--name", " "), PASSWORD, "namn"),
        (ADA, "kort", "12"),
        ((*ADA, "--municipality", "24", "Granåker"), PASSWORD, "fyra siffror"),
        ((*ADA, "--collaboration", "Inlandet"), PASSWORD, "--municipality"),
    ],
)
def test_mistakes_are_told_in_words(
    db: None, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], password: str, why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        create(monkeypatch, *arguments, password=password)
    assert not Account.objects.exists()


def test_the_same_address_or_municipality_twice(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    create(monkeypatch, *ADA, "--municipality", "9906", "Granåker")
    with pytest.raises(CommandError, match="redan ett konto"):
        create(monkeypatch, *ADA)
    with pytest.raises(CommandError, match="redan en kommun"):
        create(
            monkeypatch, "--email", "b@x.example", "--name", "B", "--municipality", "9906", "Annan"
        )
    assert (Account.objects.count(), Municipality.objects.count()) == (1, 1)


def test_half_an_installation_is_none(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Exception, match="too long"):
        create(monkeypatch, *ADA, "--municipality", "9906", "G" * 200)
    assert not Account.objects.exists()
    assert not Installation.objects.exists()
