"""What the installation is, is fixed; and only a demo has a chooser."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

from kollega.core.models import Account
from kollega.demo import marker, signins
from kollega.demo.models import Installation
from kollega.demo.personas import personas


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    marker.forget()
    yield
    marker.forget()


@pytest.fixture
def maja(db: None) -> Account:
    one = personas()[0]
    return Account.objects.create_user(one.email, name=one.name)


def test_an_installation_that_nobody_fixed_is_no_demo(db: None) -> None:
    assert marker.is_demo() is False


@pytest.mark.parametrize("kind", [True, False])
def test_it_is_fixed_once(db: None, kind: bool) -> None:
    marker.create(is_demo=kind)
    marker.create(is_demo=kind)
    assert marker.is_demo() is kind
    with pytest.raises(marker.AlreadyFixedError):
        marker.create(is_demo=not kind)
    assert marker.is_demo() is kind


@pytest.mark.parametrize(
    "statement",
    [
        "update demo_installation set is_demo = true",
        "delete from demo_installation",
        "insert into demo_installation (id, is_demo, created_at) values (2, true, now())",
    ],
)
def test_the_database_refuses_a_change_even_to_the_owner(real_db: None, statement: str) -> None:
    marker.create(is_demo=False)
    for alias in ("default", "owner"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(using=alias),
            connections[alias].cursor() as cursor,
        ):
            cursor.execute(statement)
    assert list(Installation.objects.values_list("is_demo", flat=True)) == [False]


def test_a_real_installation_has_no_chooser(maja: Account) -> None:
    marker.create(is_demo=False)
    client = Client()
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/bli/", {"persona": personas()[0].key}).status_code == 404
    page = client.get("/konto/logga-in/").content.decode()
    assert "Maja Lind" not in page
    assert "påhittade" not in page
    assert client.get("/konto/").status_code == 302


def test_a_demo_lets_in_without_a_password(maja: Account) -> None:
    marker.create(is_demo=True)
    client = Client()
    page = client.get("/konto/logga-in/").content.decode()
    assert "Alla personer, kommuner och händelser är påhittade" in page
    assert page.count('name="persona"') == len(personas())
    assert client.get("/demo/").status_code == 200
    assert client.post("/demo/bli/", {"persona": personas()[0].key})["Location"] == "/"
    assert "Maja Lind" in client.get("/konto/").content.decode()
    assert client.get("/konto/inloggningar/").context_data["sign_ins"][0].current


def test_only_a_persona_may_be_chosen(maja: Account) -> None:
    marker.create(is_demo=True)
    Account.objects.create_user("riktig@example.se", name="Riktig")
    for key in ("riktig@example.se", "riktig", "", personas()[1].key):
        assert Client().post("/demo/bli/", {"persona": key}).status_code == 404
    assert Client().get("/demo/bli/").status_code == 405


def test_choosing_asks_the_database_nothing_once_it_knows(db: None) -> None:
    marker.create(is_demo=False)
    marker.is_demo()
    before = len(connection.queries_log)
    with connection.execute_wrapper(lambda *_args: pytest.fail("asked again")):
        assert marker.is_demo() is False
    assert len(connection.queries_log) == before


def test_the_ways_in_are_told_to_the_one_who_started_it() -> None:
    found = signins()
    assert str(found[0]).startswith("Maja Lind, Granåker: ")
    assert {one.password for one in found} == {None}
    assert len({one.email for one in found}) == len(found) == len(personas())
