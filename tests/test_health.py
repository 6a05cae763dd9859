"""`/halsa`, `/redo` and what `kollega check` reads."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client

from kollega.core import clock, seals
from kollega.site import health


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("no server at 192.0.2.1")

    monkeypatch.setattr(type(connections["default"]), "cursor", refuse)
    monkeypatch.setattr(type(connections["default"]), "ensure_connection", refuse)
    return


def heartbeat() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values")


def test_halsa_asks_no_database(no_database: None, data: Path) -> None:
    response = Client().get("/halsa")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_redo_is_red_until_all_parts_work(real_db: None, data: Path) -> None:
    assert Client().get("/redo").json() == {
        "ok": False,
        "database": True,
        "migrations": True,
        "worker": False,
        "seals": False,
        "disk": True,
    }
    heartbeat()
    seals.seal_all([], margin=timedelta(0))
    response = Client().get("/redo")
    assert response.status_code == 200
    assert set(response.json().values()) == {True}
    assert not response.cookies


def test_redo_without_a_database_says_so_and_nothing_more(no_database: None, data: Path) -> None:
    response = Client().get("/redo")
    assert response.status_code == 503
    assert response.json()["database"] is False
    assert "192.0.2.1" not in response.content.decode()


def test_redo_with_a_full_disk(real_db: None, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_free", lambda: 0)
    response = Client().get("/redo")
    assert response.status_code == 503
    assert response.json()["disk"] is False


@pytest.mark.parametrize("address", ["/halsa", "/redo"])
def test_only_reading_is_allowed(db: None, data: Path, address: str) -> None:
    assert Client().post(address).status_code == 405
    assert Client().head(address).status_code in {200, 503}


# --- `kollega check` ------------------------------------------------------------------------------


def test_every_part_is_looked_at(real_db: None, data: Path, settings: Any) -> None:
    heartbeat()
    seals.seal_all([], margin=timedelta(0))
    settings.SECRET_KEY = "x" * 50
    found = {check.name: check for check in health.results()}
    assert list(found) == [
        "inställningar",
        "databas",
        "roller",
        "tidsgränser",
        "databasens version",
        "åtkomstregler",
        "jobb",
        "förseglingar",
        "tid",
        "e-post",
        "kommunernas inloggning",
        "utskrift",
        "disk",
        "säkerhetskopia",
        "demonstration",
    ]
    assert {name: check.message for name, check in found.items() if not check.ok} == {}
    assert str(settings.MAIL_FOLDER) in found["e-post"].message
    json.dumps([vars(check) for check in found.values()])


def test_without_a_database_every_check_still_answers(no_database: None, data: Path) -> None:
    found = list(health.results())
    assert len(found) == 15
    assert all(check.todo for check in found if not check.ok)
    assert "192.0.2.1" not in str(found)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "short", "kortare än 32"),
        ("DEBUG", True, "DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "värdnamn"),
        ("HOST", "kollega.example", "https://"),
    ],
)
def test_a_careless_setting_is_found(
    data: Path, settings: Any, name: str, value: Any, expected: str
) -> None:
    setattr(settings, name, value)
    found = health.configuration()
    assert found.ok is False
    assert expected in found.message


def test_a_cookie_without_encryption_is_found(data: Path, settings: Any) -> None:
    settings.SECURE, settings.SESSION_COOKIE_SECURE = True, False
    assert "kakor" in health.configuration().message


def test_a_key_that_others_can_read_is_found(data: Path) -> None:
    key = data / "secret-key"
    key.write_text("x")
    key.chmod(0o644)
    assert str(key) in health.configuration().message


def test_a_mail_server_that_does_not_answer_is_found(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
    found = health.letters()
    assert found.ok is False
    assert "localhost:1" in found.message


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr(health, "_free", lambda: 5 * health.MEBIBYTE)
    found = health.disk()
    assert found.ok is False
    assert "5 MiB" in found.message


def test_an_old_backup_is_found(data: Path) -> None:
    made = clock.now() - timedelta(days=9)
    (data / "state.json").write_text(json.dumps({"backup": made.isoformat()}))
    assert health.backups().message == "Den senaste är 9 dagar gammal."
    (data / "state.json").write_text(json.dumps({"backup": clock.now().isoformat()}))
    assert health.backups().ok
