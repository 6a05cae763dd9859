"""Every page keeps its budget: at most 8 statements, 40 KiB of HTML and 10 of it compressed.

Counted are the session, the account and the badge; not BEGIN, savepoints, the actor or the log row.
"""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kollega.consultation.tests import proposed
from kollega.consultation.tests.helpers import declare, press, reply, send
from tests.pages import about, undone
from tests.permissions import OBJECTS, TABLE, Row, by_object
from tests.personas import PEOPLE, World, client_of

STATEMENTS = 8
HTML, COMPRESSED = 40 * 1024, 10 * 1024
UNCOUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", 'INSERT INTO "core_accessrow"')


def _reader(row: Row) -> str:
    """Somebody who gets the page."""
    people = row.statuses.get(200, "").split()
    return next((who for who in PEOPLE if who in people or "*" in people), "")


PAGES = by_object(
    (name, row)
    for name, row in sorted(TABLE.items())
    if _reader(row) and name not in {"alive", "ready"}
)


def _within(
    client: Client, most: int, url: str, *, method: str = "get", posted: Any = None
) -> HttpResponse:
    getattr(client, method)(url, posted)  # 'last seen' is written once a minute
    with CaptureQueriesContext(connection) as asked:
        answer: HttpResponse = getattr(client, method)(url, posted)
    statements = [each["sql"] for each in asked if not each["sql"].startswith(UNCOUNTED)]
    assert len(statements) <= most, "\n".join(each[:160] for each in statements)
    return answer


@pytest.mark.parametrize("group", PAGES)
def test_a_page_keeps_its_budget(world: World, group: str) -> None:
    args = OBJECTS[PAGES[group][0][1].object](world)
    for name, row in PAGES[group]:
        with undone(), about(name):
            client = client_of(world.personas[_reader(row)])
            most, url = (
                STATEMENTS if row.method == "get" else row.most_statements,
                reverse(name, args=args),
            )
            answer = _within(client, most, url, method=row.method, posted=dict(row.posted))
            if answer["Content-Type"].startswith("text/html"):
                assert len(answer.content) <= HTML
                assert len(gzip.compress(answer.content)) <= COMPRESSED


def test_a_closed_question_keeps_its_budget_for_the_one_who_took_it(world: World) -> None:
    """She alone knows who asked: that is read too."""
    declare(world, "answerer", "heder")
    asker, answerer = client_of(world.asker), client_of(world.answerer)
    question_id = send(asker, world)
    press(answerer, "respond", question_id, choice="read")
    press(answerer, "take", question_id)
    reply(answerer, question_id, proposed.FIRST)
    proposed.close(asker, question_id)
    url = reverse("consultation:question", args=[question_id])
    for client, name in ((answerer, world.asker.account.name), (asker, "")):
        assert name in _within(client, STATEMENTS, url).content.decode()
