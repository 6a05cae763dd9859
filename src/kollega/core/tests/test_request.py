"""The order of a request, in real transactions."""

import io
import json
import logging
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, connections
from django.test import Client, RequestFactory
from tests.personas import Persona, World

from kollega.core import access, limits
from kollega.core.actor import ActorError, acting, current
from kollega.core.models import AccessRow, AuditRow
from kollega.core.tests.urls import NUMBER

pytestmark = pytest.mark.urls("kollega.core.tests.urls")

As = Callable[..., Client]


@pytest.fixture
def world(real_world: World) -> World:
    return real_world


def in_silence(client: Client) -> Client:
    """As a browser: an error is a page, not an exception in the test."""
    client.raise_request_exception = False
    return client


def stored(verb: str) -> int:
    return AuditRow.objects.using("owner").filter(verb=verb).count()


def logged() -> list[tuple[str, int]]:
    rows = AccessRow.objects.using("owner").order_by("at")
    return [(row.verb, row.status) for row in rows]


def test_the_view_has_its_actor_and_the_database_too(world: World, as_: As) -> None:
    response = as_(world.asker).get("/show")
    assert response.content.decode() == f"{world.asker.account.id} True"
    assert logged() == [("GET show", 200)]


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_get_that_writes_fails(world: World, as_: As, method: str) -> None:
    response = getattr(in_silence(as_(world.asker)), method)("/write")
    assert response.status_code == 500
    assert stored("test.write") == 0


def test_a_post_that_only_looks_up_cannot_write(world: World, as_: As) -> None:
    assert in_silence(as_(world.asker)).post("/look-up").status_code == 500
    assert stored("test.look_up") == 0


def test_a_post_that_writes_is_committed(world: World, as_: As) -> None:
    client = as_(world.asker)
    assert client.post("/write").status_code == 302
    assert stored("test.write") == 1
    assert "messages" in client.cookies


@pytest.mark.parametrize(
    ("then", "status"),
    [
        ("raise", 500),
        ("404", 404),
        ("denied", 403),
        ("conflict", 409),
        ("nothing", 500),
        ("500", 500),
        ("swallow", 500),
        ("late", 500),
    ],
)
def test_what_fails_leaves_nothing_behind(world: World, as_: As, then: str, status: int) -> None:
    client = in_silence(as_(world.asker))
    assert client.post("/write", {"then": then}).status_code == status
    assert stored("test.write") == 0
    assert "messages" not in client.cookies or not client.cookies["messages"].value
    assert current() is None


def test_a_form_sent_back_is_no_failure(world: World, as_: As) -> None:
    assert as_(world.asker).post("/write", {"then": "422"}).status_code == 422
    assert stored("test.write") == 1


def test_a_message_that_waited_from_before_still_waits(world: World, as_: As) -> None:
    client = in_silence(as_(world.asker))
    client.post("/write")
    waiting = client.cookies["messages"].value
    client.post("/write", {"then": "raise"})
    assert client.cookies["messages"].value == waiting


def test_without_a_log_row_there_is_no_page(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("disk full")

    client = in_silence(as_(world.asker))
    monkeypatch.setattr(access.AccessRow.objects, "bulk_create", refuse)
    response = client.get("/opens")
    assert response.status_code == 500
    assert "öppnat" not in response.content.decode()


def test_what_a_gate_opened_is_logged_and_a_failure_too(world: World, as_: As) -> None:
    client = in_silence(as_(world.asker))
    client.get("/opens")
    client.post("/write", {"then": "raise"})
    client.get("/quiet")
    row = AccessRow.objects.using("owner").get(subject_kind="test")
    assert (row.subject_id, row.reason, row.account_id, row.municipality_id) == (
        uuid.UUID(int=7),
        "tillsyn",
        world.asker.account.id,
        world.asker.municipality.id,
    )
    assert row.request_id
    assert logged() == [("GET opens", 200), ("POST write", 500)]


# --- Signed out -----------------------------------------------------------------------------------


def test_a_signed_out_reader_is_sent_to_sign_in_and_gets_no_session(world: World) -> None:
    client = Client()
    response = client.get("/show?sida=2")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/show%3Fsida%3D2")
    assert not client.cookies
    assert not Session.objects.using("owner").exists()
    assert logged() == []


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
def test_a_signed_out_script_gets_401(world: World, headers: dict[str, str]) -> None:
    for method in ("get", "post"):
        response = getattr(Client(headers=headers), method)("/show")
        assert response.status_code == 401
        assert response.json() == {"signed_out": True}


def test_a_signed_out_post_is_not_sent_back_to_a_post(world: World) -> None:
    response = Client().post("/write")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/")
    assert stored("test.write") == 0


def test_a_public_view_has_no_actor(world: World, as_: As) -> None:
    assert Client().get("/everybody").content == b"None"
    assert as_(world.asker).get("/everybody").content == b"None"


# --- Never another's actor ------------------------------------------------------------------------


def settings_in_database() -> list[str]:
    names = ("account", "municipality", "collaborations", "office", "roles")
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {', '.join('current_setting(%s, true)' for _ in names)}",
            [f"kollega.{n}" for n in names],
        )
        return [value or "" for value in cursor.fetchone()]


@pytest.mark.parametrize("then", ["", "raise", "conflict", "swallow", "late", "404"])
def test_an_actor_never_stays_on_a_reused_connection(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 600)
    first, second = in_silence(as_(world.asker)), as_(world.outsider)
    first.get("/show")
    reused = connection.connection
    first.post("/write", {"then": then})
    assert connection.connection is reused
    assert settings_in_database() == [""] * 5
    assert current() is None
    assert str(world.outsider.account.id) in second.get("/show").content.decode()
    assert settings_in_database() == [""] * 5


def test_a_connection_lost_in_the_middle_leaves_no_actor(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut() -> None:
        with acting(actor):
            with other.cursor() as cursor:
                cursor.execute(
                    "select pg_terminate_backend(%s)", [connection.connection.info.backend_pid]
                )
            AuditRow.objects.count()

    actor = world.asker.actor
    other = connections["default"].copy()
    connections["default"].close()
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 600)
    with pytest.raises(DatabaseError):
        cut()
    other.close()
    assert current() is None
    assert as_(world.asker).get("/show").status_code == 200


def test_a_connection_closed_in_the_middle_is_no_success(world: World) -> None:
    def close() -> None:
        with acting(actor):
            access.audit(actor, "test.write", "test", uuid.uuid4())
            connection.close()

    actor = world.asker.actor
    with pytest.raises(ActorError):
        close()
    assert stored("test.write") == 0
    assert current() is None


def test_one_transaction_has_one_actor(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        with pytest.raises(ActorError), acting(world.outsider.actor):
            pass
        assert current() is actor


def test_threads_keep_their_own_actors(world: World) -> None:
    """Each request has a thread and a connection of its own."""
    seen: dict[str, list[str]] = {}
    meet = threading.Barrier(2)

    def act(persona: Persona) -> None:
        try:
            with acting(actors[persona.account.email]):
                meet.wait(10)
                seen[persona.account.email] = settings_in_database()[:1]
        finally:
            connection.close()

    people = [world.asker, world.outsider]
    actors = {each.account.email: each.actor for each in people}
    threads = [threading.Thread(target=act, args=[each]) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {each.account.email: [str(each.account.id)] for each in people}


# --- 409 and 429 ----------------------------------------------------------------------------------


def test_a_conflict_shows_both_texts(world: World, as_: As) -> None:
    page = as_(world.asker).post("/write", {"then": "conflict"})
    assert page.status_code == 409
    assert "deras ord" in page.content.decode()
    assert "mina ord" in page.content.decode()
    script = {"Accept": "application/json"}
    answer = as_(world.asker).post("/write", {"then": "conflict"}, headers=script)
    assert answer.status_code == 409
    assert answer.json() == {"version": 3, "theirs": {"text": "deras ord"}}


def test_too_many_requests_are_refused_for_one_account_only(
    world: World, as_: As, settings: Any
) -> None:
    settings.REQUESTS_PER_MINUTE = 2
    client = as_(world.asker)
    client.handler.load_middleware()
    assert [client.get("/quiet").status_code for _ in range(3)] == [200, 200, 429]
    response = client.get("/quiet", headers={"Accept": "application/json"})
    assert (response.status_code, response["Retry-After"]) == (429, limits.WAIT_SECONDS)
    client.force_login(world.outsider.account)
    assert client.get("/quiet").status_code == 200


# --- What the keepers are told --------------------------------------------------------------------


def test_no_log_line_and_no_page_holds_what_was_written(
    world: World, as_: As, caplog: pytest.LogCaptureFixture
) -> None:
    lines = io.StringIO()
    ours = next(
        h
        for h in logging.getLogger().handlers
        if h.formatter is not None and "structlog" in type(h.formatter).__module__
    )
    handler = logging.StreamHandler(lines)
    handler.setFormatter(ours.formatter)
    logging.getLogger().addHandler(handler)
    try:
        client = in_silence(as_(world.asker))
        pages = [
            client.post("/person", {"text": "Anna i Storavan"}),
            client.post("/write", {"then": "raise"}),
        ]
    finally:
        logging.getLogger().removeHandler(handler)
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    errors = [line for line in told if "error" in line]
    assert [line["error"] for line in errors] == ["IntegrityError", "ZeroDivisionError"]
    assert all(line["request"] for line in errors)
    assert any("core/tests/urls.py" in place for place in errors[0]["where"])
    for secret in (NUMBER, "Anna", "Storavan"):
        assert secret not in lines.getvalue()
        assert not any(secret in page.content.decode() for page in pages)
    assert errors[0]["request"] in pages[0].content.decode()
    assert [page.status_code for page in pages] == [500, 500]


def test_the_number_would_have_been_told_without_care(world: World) -> None:
    """The test above proves something only if the database's message holds the number."""
    from kollega.core.tests.urls import person

    request = RequestFactory().post("/person", {"text": "Anna"})
    request.actor = world.asker.actor  # type: ignore[attr-defined]
    with pytest.raises(DatabaseError, match=NUMBER), acting(request.actor):
        person(request)  # type: ignore[arg-type]
