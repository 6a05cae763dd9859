"""Every address as every persona: the permission table holds, and no address is without a row."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kollega.core.actor import acting
from kollega.organisation.models import Membership
from tests.permissions import MORE, OBJECTS, TABLE, Row
from tests.personas import World, client_of

# The library's own sign-in addresses: tested in `signin`, before there is an actor.
LIBRARY = ("account_", "mfa_", "usersessions_", "socialaccount_")


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[str]:
    """The names of all addresses."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each.url_patterns, inner)
        else:
            yield f"{space}{each.name}"


def test_every_address_has_a_row() -> None:
    names = {name for name in addresses() if not name.startswith(LIBRARY)}
    assert names - set(TABLE) == set(), "addresses without a row in tests/permissions.py"
    assert set(TABLE) - names == set(), "rows for addresses that are gone"


def test_every_form_has_a_row(crowded_world: World) -> None:
    """A page that also takes a POST has a row that posts to it."""
    posted = {name for name, row in MORE if row.method == "post"}
    for name, row in TABLE.items():
        if row.method != "get":
            continue
        url = reverse(name, args=OBJECTS[row.object](crowded_world))
        takes = _ask(client_of(crowded_world.asker), Row("post", {}), url) != 405
        assert takes == (name in posted), name


def _expected(row: Row, who: str) -> int:
    if who == "ended":
        return row.ended
    for status, people in row.statuses.items():
        if who in people.split():
            return status
    return next(status for status, people in row.statuses.items() if "*" in people.split())


def _ask(client: Client, row: Row, url: str) -> int:
    """The status, and everything undone."""
    with transaction.atomic():
        status = getattr(client, row.method)(url, dict(row.posted)).status_code
        transaction.set_rollback(True)
    return int(status)


ROWS = [*sorted(TABLE.items()), *MORE]


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=[f"{name}-{row.method}-{row.object}" for name, row in ROWS]
)
def test_who_gets_what(crowded_world: World, name: str, row: Row) -> None:
    personas = crowded_world.personas
    url = reverse(name, args=OBJECTS[row.object](crowded_world))
    got = {who: _ask(client_of(personas[who]), row, url) for who in personas}
    assert got == {who: _expected(row, who) for who in personas}
    assert _ask(Client(), row, url) == row.anonymous


def test_one_who_is_lent_is_what_she_is_where_she_works(crowded_world: World) -> None:
    """A caseworker at home, a manager where she is lent: she has the one or the other, never both."""
    lent = crowded_world.lent
    client, people = client_of(lent), reverse("organisation:people")
    assert client.get(people).status_code == 403
    with acting(crowded_world.manager.actor):
        there = Membership.objects.get(account=lent.account)
    chosen = client.post(reverse("signin:choose_place"), {"place": str(there.id)})
    assert chosen.status_code == 302
    page = client.get(people).content.decode()
    assert "Olle Samma" in page
    assert "Sara Svarare" not in page
