"""Somebody whom the municipality's directory shuts out has no way in left, the same minute."""

from urllib.parse import urlsplit

from django.test import Client

from kollega.api.tests.calling import caller
from kollega.core.actor import acting
from kollega.outcome import tokens
from kollega.outcome.tests.helpers import asked, closed
from kollega.rounds import address
from kollega.signin.tests.conftest import sign_in
from kollega.signin.tests.test_scim import Directory
from tests.personas import World


def ways_in(client: Client, program: Client, calendar: str, link: str) -> list[int]:
    """What a page, the API, the calendar's address and the link in a letter answer."""
    nobody = Client()
    return [
        client.get("/fragor").status_code,
        program.get("/api/v1/me").status_code,
        nobody.get(calendar).status_code,
        nobody.get(link).status_code,
    ]


def test_pages_keys_calendar_and_links_end_together(world: World) -> None:
    maja = world.asker
    follow_up = asked(world, closed(world))
    link = tokens.path_for(maja.account.id, follow_up.id)
    with acting(maja.actor) as actor:
        calendar = urlsplit(address.url_for(address.renew(actor))).path
    client, program = Client(), caller(maja).client
    sign_in(client, maja.account.email)
    there = Directory(world)
    public_id = there.add().json()["id"]
    assert ways_in(client, program, calendar, link) == [200, 200, 200, 200]
    off = {"op": "Replace", "path": "active", "value": False}
    assert there.patch(public_id, off).status_code == 200
    shut = ways_in(client, program, calendar, link)
    assert shut == [302, 401, 404, 404]
