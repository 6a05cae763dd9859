"""SCIM: the standard's own tester against a running server, Entra ID's habits, and nobody else's people."""

import json
import uuid
from typing import Any

import pytest
import requests
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from scim2_client import BaseSyncSCIMClient
from scim2_tester import Status, check_server
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models import AccessRow, AuditRow
from kollega.organisation.models import Membership
from kollega.signin.models import DirectoryPerson, ScimToken
from kollega.signin.scim import tokens
from kollega.signin.tests.conftest import sign_in
from kollega.signin.tests.granaker import Provider, group, heading, maja, walk

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Directory:
    """A municipality's directory, with its token."""

    def __init__(self, world: World, who: str = "administrator") -> None:
        actor = world.personas[who].actor
        with acting(actor):
            made = tokens.make(actor, public_id=uuid.uuid4(), name="Katalogen")
        assert made is not None
        self.token, self.code = made, world.personas[who].municipality.code

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str = "", code: str = ""
    ) -> Any:
        return (
            getattr(Client(), method)(
                f"/scim/v2/{code or self.code}/{path}",
                json.dumps(body) if body is not None else None,
                content_type="application/scim+json",
                headers={"Authorization": f"Bearer {token or self.token}"},
            )
            if method not in {"get"}
            else Client().get(
                f"/scim/v2/{code or self.code}/{path}",
                headers={"Authorization": f"Bearer {token or self.token}"},
            )
        )

    def add(self, email: str = "asker@example.se", **more: Any) -> Any:
        return self.ask(
            "post",
            "Users",
            {
                "schemas": [USER],
                "userName": email,
                "externalId": f"ext-{email}",
                "active": True,
                "emails": [{"value": email, "type": "work", "primary": True}],
                **more,
            },
        )

    def patch(self, public_id: str, *operations: dict[str, Any]) -> Any:
        return self.ask(
            "patch", f"Users/{public_id}", {"schemas": [PATCH], "Operations": list(operations)}
        )


class OverTheWire(BaseSyncSCIMClient):
    """The standard's client over real HTTP."""

    def __init__(self, base: str, token: str, **more: Any) -> None:
        super().__init__(**more)
        self.base = base
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def _stays_under_base_url(self, endpoint: str) -> bool:
        return True

    def _parse_json(self, response: Any) -> Any:
        return response.json()

    def request(self, method: str, url: str, **kwargs: Any) -> Any:
        return self.session.request(method, self.base + url, timeout=20, **kwargs)


def test_the_standards_own_tester_is_content(real_world: World, settings: Any) -> None:
    there = Directory(real_world)
    server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        settings.ADDRESS = f"http://localhost:{server.port}"
        client = OverTheWire(f"{settings.ADDRESS}/scim/v2/{there.code}", there.token)
        results = check_server(client)
    finally:
        server.terminate()
        server.join()
    # Somebody is always shut out or not: `active` cannot be taken away.
    refused = "active is always true or false"
    faults = [
        f"{each.title}: {each.reason}"
        for each in results
        if each.status in {Status.ERROR, Status.CRITICAL} and refused not in str(each.reason)
    ]
    assert faults == [], "\n".join(faults)
    assert sum(each.status is Status.SUCCESS for each in results) > 20


# --- Leaving --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "path": "Active", "value": False},
        {"op": "Replace", "value": {"active": "false"}},
    ],
)
def test_who_is_switched_off_is_out_at_the_next_request(world: World, said: dict[str, Any]) -> None:
    there, client = Directory(world), Client()
    sign_in(client, "asker@example.se")
    public_id = there.add().json()["id"]
    assert client.get("/vem/").json()["roles"] == ["caseworker"]
    answer = there.patch(public_id, said)
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert client.get("/vem/").status_code == 302
    with acting(world.log_reviewer.actor):
        audited = AuditRow.objects.filter(job="signin.directory")
        verbs = set(audited.values_list("verb", flat=True))
    assert {"directory.add", "directory.leave", "membership.end"} <= verbs
    back = there.patch(public_id, {"op": "Replace", "path": "active", "value": "True"})
    assert back.json()["active"] is True
    sign_in(client, "asker@example.se")
    assert client.get("/vem/").json()["roles"] == ["caseworker"]


def test_one_who_was_hired_today_is_out_today(world: World) -> None:
    there = Directory(world)
    with acting(world.administrator.actor):
        Membership.objects.filter(account=world.asker.account).update(valid_from=clock.today())
    client = Client()
    sign_in(client, "asker@example.se")
    there.ask("delete", f"Users/{there.add().json()['id']}")
    assert client.get("/vem/").status_code == 302


def test_a_deleted_person_is_not_there_and_not_let_in(world: World, granaker: Provider) -> None:
    there = Directory(world)
    granaker.says("maja-1", **maja())
    client = Client()
    walk(client)
    listed = there.ask("get", 'Users?filter=userName eq "ASKER@example.se"').json()
    assert listed["totalResults"] == 1, "one who has signed in is known"
    public_id = listed["Resources"][0]["id"]
    assert there.ask("delete", f"Users/{public_id}").status_code == 204
    assert there.ask("get", f"Users/{public_id}").status_code == 404
    assert there.ask("delete", f"Users/{public_id}").status_code == 404
    assert client.get("/vem/").status_code == 302
    assert heading(walk(Client())) == "Du har ingen plats här än"


def test_scim_tells_of_one_who_has_not_signed_in_yet(world: World, granaker: Provider) -> None:
    """Whom SCIM has switched off the provider cannot sign in, found by the subject."""
    there = Directory(world)
    there.add("maja.asker@granaker.example", externalId="maja-1", active=False)
    granaker.says("maja-1", **maja())
    assert heading(walk(Client())) == "Du är avstängd i kommunens katalog"


def test_groups_by_scim_take_a_place_away_at_once(world: World, granaker: Provider) -> None:
    there = Directory(world)
    group(world, "vuxen", "Vuxen", "manager")
    public_id = there.add(roles=[{"value": "vuxen"}]).json()["id"]
    client = Client()
    granaker.says("maja-1", **maja())  # no groups in the token: SCIM's hold
    assert walk(client).status_code == 302
    with acting(world.administrator.actor):
        place = Membership.objects.get(account=world.asker.account, unit__name="Vuxen")
    client.post("/konto/arbeta-i/", {"place": str(place.id)})
    assert client.get("/vem/").json()["roles"] == ["manager"]
    there.patch(public_id, {"op": "Remove", "path": 'roles[value eq "vuxen"]'})
    assert client.get("/vem/").json() == {
        "name": "Maja Asker",
        "unit": "Barn och familj",
        "roles": ["caseworker"],
    }


def test_name_and_address_follow_the_directory(world: World) -> None:
    there = Directory(world)
    public_id = there.add(displayName="Maja Asker").json()["id"]
    there.patch(
        public_id,
        {"op": "Replace", "path": "displayName", "value": "Maja Berg"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "maja.berg@example.se"},
        {"op": "Add", "path": f"{USER}:name.familyName", "value": "Berg"},
        {
            "op": "Replace",
            "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "value": "IFO",
        },
    )
    world.asker.account.refresh_from_db()
    assert world.asker.account.email == "maja.berg@example.se"
    with acting(world.administrator.actor):
        assert Membership.objects.get(account=world.asker.account).name == "Maja Berg"
    # Never to an address that somebody else has, and nothing tells that somebody has it.
    told = there.patch(
        public_id,
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "answerer@example.se"},
    )
    assert told.status_code == 200
    world.asker.account.refresh_from_db()
    assert world.asker.account.email == "maja.berg@example.se"


# --- Between municipalities -----------------------------------------------------------------------


def test_another_municipalitys_people_are_not_there(world: World) -> None:
    ours, theirs = Directory(world), Directory(world, "coordinator")
    public_id = ours.add().json()["id"]
    switch_off = {
        "schemas": [PATCH],
        "Operations": [{"op": "Replace", "path": "active", "value": False}],
    }
    nothing = uuid.uuid4()
    for method, body in (
        ("get", None),
        ("patch", switch_off),
        ("put", {"schemas": [USER], "userName": "x"}),
        ("delete", None),
    ):
        crossing = theirs.ask(method, f"Users/{public_id}", body)
        missing = theirs.ask(method, f"Users/{nothing}", body)
        assert (crossing.status_code, crossing.content) == (404, missing.content), method
    assert theirs.ask("get", "Users").json()["totalResults"] == 0
    # The same user name is free there, and tells nothing; here it is taken.
    assert theirs.add().status_code == 201
    again = ours.add()
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    # Storavan knows somebody with Maja's address now, and can do nothing to her.
    stolen = theirs.ask("get", "Users").json()["Resources"][0]["id"]
    assert theirs.patch(stolen, switch_off["Operations"][0]).status_code == 200
    assert sign_in(Client(), "asker@example.se").status_code == 302
    with acting(world.administrator.actor):
        assert Membership.objects.get(account=world.asker.account).valid_to is None


def test_who_works_in_two_loses_the_one(crowded_world: World) -> None:
    there = Directory(crowded_world)
    client = Client()
    sign_in(client, "lent@example.se")
    there.add("lent@example.se", active=False)
    assert client.get("/vem/").json()["unit"] == "IFO"
    with acting(crowded_world.answerer.actor):
        place = Membership.objects.get(account=crowded_world.lent.account)
    assert (place.valid_to, place.suspended) == (None, False)


def test_tokens(world: World) -> None:
    ours, theirs = Directory(world), Directory(world, "coordinator")
    answers = [
        ours.ask("get", "Users", token="fel"),
        ours.ask("get", "Users", token=theirs.token),
        ours.ask("get", "Users", code=theirs.code),
        ours.ask("get", "Users", code="0000"),
        ours.ask("get", "Users", token="å"),
        Client().get(f"/scim/v2/{ours.code}/Users"),
    ]
    assert {each.status_code for each in answers} == {401}
    assert len({each.content for each in answers}) == 1
    assert answers[0]["WWW-Authenticate"].startswith("Bearer")
    assert ours.ask("get", "Users").status_code == 200
    actor = world.administrator.actor
    with acting(actor):
        token = ScimToken.objects.get()
        assert token.used_on == clock.today()
        assert ours.token.encode() not in bytes(token.digest)
        tokens.revoke(actor, token=token)
    assert ours.ask("get", "Users").status_code == 401


def test_reading_is_logged(world: World) -> None:
    there = Directory(world)
    public_id = there.add().json()["id"]
    there.ask("get", f"Users/{public_id}")
    with acting(world.log_reviewer.actor):
        rows = AccessRow.objects.filter(verb="GET scim", subject_kind="directory_person")
        assert [str(each.subject_id) for each in rows] == [public_id]


# --- Bad input ------------------------------------------------------------------------------------


def test_odd_requests_are_refused_in_scims_own_words(world: World) -> None:
    there = Directory(world)
    public_id = there.add().json()["id"]
    odd = [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"userName": 7}',
        '{"schemas": []}',
        '{"userName": "a\\u0000b"}',
        '{"userName": "\\ud800"}',
        '{"schemas": ["' + USER + '"], "userName": "' + "x" * 300 + '"}',
        '{"schemas":["' + USER + '"],"userName":"x","emails":[{"value":"\\u0000"}]}',
        "[" * 5000,
    ]
    headers = {"Authorization": f"Bearer {there.token}"}
    for method, path in (
        ("post", "Users"),
        ("put", f"Users/{public_id}"),
        ("patch", f"Users/{public_id}"),
    ):
        for body in odd:
            answer = getattr(Client(), method)(
                f"/scim/v2/{there.code}/{path}",
                body,
                content_type="application/json",
                headers=headers,
            )
            assert answer.status_code == 400, (method, body[:60], answer.content)
            assert answer["Content-Type"] == "application/scim+json"
            assert answer.json()["status"] == "400"
    long = Client().post(
        f"/scim/v2/{there.code}/Users",
        "x" * 70_000,
        content_type="application/json",
        headers=headers,
    )
    assert long.status_code == 413
    for query in (
        "filter=x",
        "filter=userName eqq 1",
        "startIndex=x",
        "count=x",
        "filter=%00",
        "filter=password eq 1",
        "attributes=x y",
        "attributes=userName&excludedAttributes=id",
    ):
        assert there.ask("get", f"Users?{query}").status_code in {200, 400}, query
    assert there.ask("get", "Users?count=0").json()["totalResults"] == 1
    assert there.ask("get", "Users?startIndex=-5&count=-5").json()["itemsPerPage"] == 0
    assert there.ask("get", "Users/inget-id").status_code == 404
    assert there.ask("get", "Groups").status_code == 404
    assert there.ask("delete", "Users").status_code == 405
    assert there.ask("get", 'Users?filter=userName eq "x\\" or userName pr').status_code in {
        200,
        400,
    }


def test_a_list_is_paged(world: World) -> None:
    there = Directory(world)
    for number in range(5):
        there.add(f"p{number}@example.se")
    first = there.ask("get", "Users?startIndex=1&count=2").json()
    assert (first["totalResults"], first["itemsPerPage"]) == (5, 2)
    last = there.ask("get", "Users?startIndex=5&count=2").json()
    assert [each["userName"] for each in last["Resources"]] == ["p4@example.se"]
    found = there.ask("get", 'Users?filter=externalId eq "ext-p3@example.se"').json()
    assert [each["userName"] for each in found["Resources"]] == ["p3@example.se"]
    with acting(world.administrator.actor):
        assert DirectoryPerson.objects.filter(account=None).count() == 5
