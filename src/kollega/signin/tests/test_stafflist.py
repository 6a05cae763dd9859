"""The daily list: who is shut out, who never is, and lists that are not believed."""

import argparse
import json
from typing import Any

import pytest
from django.test import Client
from tests.personas import World

from kollega.cli import staff_list
from kollega.core.actor import acting
from kollega.core.models import AuditRow
from kollega.signin import stafflist
from kollega.signin.models import DirectoryPerson, ScimToken
from kollega.signin.scim import tokens
from kollega.signin.tests.conftest import sign_in
from kollega.signin.tests.test_scim import Directory

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
EVERYBODY = ("asker", "same_unit", "other_unit", "manager", "log_reviewer")


def listing(*people: str) -> bytes:
    rows = [f"{who}@example.se;{who.title()}" for who in people]
    return "\r\n".join(["E-post;Namn", *rows, ""]).encode("cp1252")


@pytest.fixture
def daily(world: World, capsys: pytest.CaptureFixture[str]) -> Any:
    """Read a list in as the command does; gives the exit code and what was told."""

    def read_in(
        raw: bytes, *, yes: bool = False, dry_run: bool = False, code: str = "", file: str = "l.csv"
    ) -> tuple[int, dict[str, Any]]:
        options = argparse.Namespace(
            file=file,
            municipality=code or world.asker.municipality.code,
            yes=yes,
            dry_run=dry_run,
            json=True,
        )
        status = staff_list.carry_out(options, raw)
        told = capsys.readouterr()
        return status, json.loads(told.out) if told.out else {"why": told.err}

    return read_in


def works(who: str) -> bool:
    client = Client()
    sign_in(client, f"{who}@example.se")
    return bool(client.get("/vem/").status_code == 200 and client.get("/vem/").json()["roles"])


def test_who_is_not_in_the_list_any_more_is_out_the_same_day(world: World, daily: Any) -> None:
    status, told = daily(listing(*EVERYBODY))
    assert (status, len(told["begins"]), told["ends"]) == (0, 5, [])
    assert told["by_hand"] == ["administrator@example.se", "registrar@example.se"]
    client = Client()
    sign_in(client, "asker@example.se")
    assert client.get("/vem/").status_code == 200
    rest = listing(*EVERYBODY[1:], "ny")
    status, told = daily(rest, dry_run=True)
    assert (status, told["done"], told["ends"]) == (0, False, ["asker@example.se"])
    assert works("asker")
    status, told = daily(rest)
    assert (status, told["ends"], told["unknown"]) == (0, ["asker@example.se"], ["ny@example.se"])
    assert client.get("/vem/").status_code == 302
    assert not works("asker")
    assert works("registrar"), "whoever has never stood in the list is not the list's"
    assert works("answerer"), "nor is anybody in another municipality"
    with acting(world.log_reviewer.actor):
        verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert {"directory.leave", "directory.list", "membership.end"} <= verbs
    status, told = daily(listing(*EVERYBODY))
    assert told["returns"] == ["asker@example.se"]
    assert works("asker")


def test_reading_the_same_list_again_changes_nothing(world: World, daily: Any) -> None:
    daily(listing(*EVERYBODY))
    with acting(world.administrator.actor):
        before = set(DirectoryPerson.objects.values_list("id", "changed_at"))
    status, told = daily(listing(*EVERYBODY))
    assert (status, told["begins"], told["ends"], told["returns"]) == (0, [], [], [])
    with acting(world.administrator.actor):
        assert set(DirectoryPerson.objects.values_list("id", "changed_at")) == before


def test_an_older_list_lets_nobody_in_whom_scim_has_shut_out(world: World, daily: Any) -> None:
    there = Directory(world)
    public_id = there.add().json()["id"]
    daily(listing(*EVERYBODY))
    off = {"op": "Replace", "path": "active", "value": False}
    assert there.patch(public_id, off).status_code == 200
    assert daily(listing(*EVERYBODY))[1]["returns"] == []
    assert not works("asker")
    actor = world.administrator.actor
    with acting(actor):
        tokens.revoke(actor, token=ScimToken.objects.get())
    assert daily(listing(*EVERYBODY))[1]["returns"] == ["asker@example.se"]
    assert works("asker")


@pytest.mark.parametrize("raw", [b"email\n", listing(*EVERYBODY[:3]), b"[]"])
def test_a_list_that_ends_more_than_a_third_is_not_believed(
    world: World, daily: Any, raw: bytes
) -> None:
    daily(listing(*EVERYBODY))
    status, told = daily(raw)
    assert (status, told["done"], told["too_many"]) == (1, False, True)
    assert works("manager")
    status, told = daily(raw, yes=True)
    assert (status, told["done"]) == (0, True)
    assert not works("manager")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "rubriker"),
        (b"namn\nMaja\n", "rubriker"),
        (b"email\nMaja\n", "Rad 1 har ingen e-postadress"),
        (b"email,namn\nasker@example.se,Maja\n,Utan Adress\n", "Rad 2 har ingen"),
        (b'{"a": 1}', "lista med personer"),
        (b"[1, 2]", "lista med adresser eller personer"),
        (b"[{}]", "Rad 1 har ingen"),
        (b"[" * 9000, "JSON"),
        (b"\xff\xfe\x00", "rubriker"),
        (b"email\na\x00@b.se\n", ""),
    ],
)
def test_what_is_no_list_changes_nothing(world: World, daily: Any, raw: bytes, why: str) -> None:
    daily(listing(*EVERYBODY))
    status, told = daily(raw)
    assert status == 1
    assert why in told["why"]
    assert works("manager")


def test_an_unknown_municipality(daily: Any) -> None:
    assert daily(listing("asker"), code="0000")[0] == 1


def test_forms_of_a_list() -> None:
    wanted = {"maja@example.se": "Maja Åkesson"}
    for text in (
        "epost,namn\nMaja@example.se,Maja Åkesson\n\n",
        "\ufeffNamn;E-POST\nMaja Åkesson;maja@example.se\n",
        "mail\tname\nmaja@example.se\tMaja Åkesson",
    ):
        assert stafflist.read(text.encode(), is_json=False) == wanted
    for said in (
        [{"email": "maja@example.se", "name": "Maja Åkesson"}],
        {
            "day": "2026-01-01",
            "people": [{"userName": "maja@example.se", "displayName": "Maja Åkesson"}],
        },
    ):
        assert stafflist.read(json.dumps(said).encode(), is_json=True) == wanted
    assert stafflist.read(b'["maja@example.se"]', is_json=True) == {"maja@example.se": ""}
