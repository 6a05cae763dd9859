"""Every address as every persona: the permission table holds, and no address is without a row."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permissions import OBJECTS, TABLE, Row
from tests.personas import PEOPLE, World, client_of

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


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_gets_what(world: World, name: str) -> None:
    row = TABLE[name]
    url = reverse(name, args=OBJECTS[row.object](world))
    got = {who: _ask(client_of(world.personas[who]), row, url) for who in PEOPLE}
    wanted = {who: _expected(row, who) for who in PEOPLE}
    assert got == wanted
    assert _ask(Client(), row, url) == row.anonymous
