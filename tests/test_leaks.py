"""What comes out of each address, of a page, file, calendar or signed link: nothing of the others'.

Who gets which status is the permission table's (`test_permissions`), the API's operations by token its
own room's (`kollega/api/tests/test_sweep.py`); each fails where an address has no row. Here every
address that is read is opened once more, by those who share nothing with the people it is about.
"""

import pytest
from django.test import Client
from django.urls import reverse

from kollega.consultation.tests import helpers
from tests.pages import about
from tests.permissions import MORE, OBJECTS, TABLE, Row, by_object
from tests.personas import PEOPLE, TOGETHER, World, client_of

READ = by_object(
    (name, row)
    for name, row in [*sorted(TABLE.items()), *MORE]
    if row.method == "get" and row.object
)
APART = ("outsider", "outsider_two")
SAID = [name for home, _unit, _roles, name in PEOPLE.values() if home in TOGETHER]


def _body(client: Client, url: str) -> str:
    return client.get(url).getvalue().decode("utf-8", "replace")


@pytest.mark.parametrize("group", READ)
def test_nothing_of_anothers_comes_out(crowded_world: World, group: str) -> None:
    args = OBJECTS[READ[group][0][1].object](crowded_world)
    clients = {who: client_of(crowded_world.personas[who]) for who in APART}
    for name, _row in READ[group]:
        for who, client in [*clients.items(), ("nobody", Client())]:
            with about(name, who):
                body = _body(client, reverse(name, args=args))
                words = (*SAID, helpers.SITUATION[:40], helpers.METHOD[:40])
                assert [each for each in words if each in body] == []


def test_calendar_and_letter_have_a_row_in_which_their_link_holds() -> None:
    """A row that only answers 404 or 410 would prove nothing of what the link opens."""
    rows: list[tuple[str, Row]] = [*TABLE.items(), *MORE]
    opens = {name for name, row in rows if 200 in row.statuses and row.object}
    assert {"rounds:feed", "outcome:by_link"} <= opens
