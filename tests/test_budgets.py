"""Every page keeps its budget: at most 8 statements, 40 KiB of HTML and 10 of it compressed.

Counted are the session, the account and the badge; not BEGIN, savepoints, the actor or the log row.
"""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.permissions import OBJECTS, TABLE, Row
from tests.personas import PEOPLE, World, client_of

STATEMENTS = 8
HTML, COMPRESSED = 40 * 1024, 10 * 1024
UNCOUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", 'INSERT INTO "core_accessrow"')


def _reader(row: Row) -> str:
    """Somebody who gets the page."""
    people = row.statuses.get(200, "").split()
    return next((who for who in PEOPLE if who in people or "*" in people), "")


PAGES = sorted(
    name for name, row in TABLE.items() if _reader(row) and name not in {"alive", "ready"}
)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget(world: World, name: str) -> None:
    row = TABLE[name]
    url = reverse(name, args=OBJECTS[row.object](world))
    client: Client = client_of(world.personas[_reader(row)])
    getattr(client, row.method)(url, dict(row.posted))  # 'last seen' is written once a minute
    with CaptureQueriesContext(connection) as asked:
        answer = getattr(client, row.method)(url, dict(row.posted))
    statements = [each["sql"] for each in asked if not each["sql"].startswith(UNCOUNTED)]
    most = STATEMENTS if row.method == "get" else row.most_statements
    assert len(statements) <= most, "\n".join(each[:160] for each in statements)
    if answer["Content-Type"].startswith("text/html"):
        assert len(answer.content) <= HTML
        assert len(gzip.compress(answer.content)) <= COMPRESSED
