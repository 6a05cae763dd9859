"""Every address as every persona: the permission table holds, and no address is without a row."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kollega.core.actor import acting
from kollega.organisation.models import Membership
from tests.pages import about, undone
from tests.permissions import MORE, OBJECTS, TABLE, Row, by_object
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


def _expected(row: Row, who: str) -> int:
    if who == "ended":
        return row.ended
    for status, people in row.statuses.items():
        if who in people.split():
            return status
    return next(status for status, people in row.statuses.items() if "*" in people.split())


def _ask(client: Client, row: Row, url: str) -> int:
    """The status, and everything undone."""
    with undone():
        return int(getattr(client, row.method)(url, dict(row.posted)).status_code)


ROWS = by_object([*sorted(TABLE.items()), *MORE])
POSTED = {name for name, row in MORE if row.method == "post"}


@pytest.mark.parametrize("group", ROWS)
def test_who_gets_what(crowded_world: World, group: str) -> None:
    """Every row for everybody, and a page that also takes a POST has a row that posts to it."""
    personas = crowded_world.personas
    args = OBJECTS[ROWS[group][0][1].object](crowded_world)
    for name, row in ROWS[group]:
        url = reverse(name, args=args)
        with about(row.method, name, row.posted):
            got = {who: _ask(client_of(personas[who]), row, url) for who in personas}
            assert got == {who: _expected(row, who) for who in personas}
            assert _ask(Client(), row, url) == row.anonymous
            if row is TABLE.get(name) and row.method == "get":
                takes = _ask(client_of(personas["asker"]), Row("post", {}), url) != 405
                assert takes == (name in POSTED)


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
