"""The operator's file of identity providers: what is right, and what is said where it is not."""

from pathlib import Path
from typing import Any

import pytest
from tests.personas import World

from kollega.cli.installation import require_identity
from kollega.cli.postgres.errors import PostgresError
from kollega.signin import providers
from kollega.signin.tests.granaker import Provider, row_for
from kollega.site import health

ENTRA = """
[[provider]]
id = "granaker"
municipality = "9901"
name = "Granåkers kommun"
issuer = "https://login.microsoftonline.com/8d3e.../v2.0"
client_id = "abc"
client_secret_file = "granaker.secret"
scopes = ["profile", "email"]
subject_claim = "oid"
email_verified = "always"
second_step = "theirs"
"""


def write(folder: Path, text: str, secret: str = "hemligt\n") -> Path:
    (folder / "granaker.secret").write_text(secret, encoding="utf-8")
    path = folder / "identity.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_file(tmp_path: Path) -> None:
    (found,) = providers.read(write(tmp_path, ENTRA))
    assert found.client_secret == "hemligt"
    assert found.scopes == ("openid", "profile", "email")
    assert found.discovery.endswith("/v2.0/.well-known/openid-configuration")
    assert "hemligt" not in repr(found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "granaker"', 'id = "Granåker"', "id får bara ha små bokstäver"),
        ('client_id = "abc"', "", "uppgiften client_id saknas"),
        ('client_id = "abc"', "client_id = 7", "client_id ska vara text"),
        ('"9901"', '"99"', "fyra siffror"),
        ('"theirs"', '"deras"', "second_step ska vara ours eller theirs"),
        ("client_secret_file", "client_secret_fil", "okänd uppgift client_secret_fil"),
        ('"granaker.secret"', '"finns-inte"', "går inte att läsa"),
        ("https://", "http://", "https://"),
        ("8d3e...", "common", "kommunens egen katalog"),
        ('["profile", "email"]', '"profile"', "scopes ska vara en lista"),
        ("[[provider]]", "[provider]", "avsnitt som heter [[provider]]"),
        ("[[provider]]", "[[provider", "inte rätt skriven TOML"),
        (ENTRA, "", "avsnitt som heter [[provider]]"),
        (ENTRA, ENTRA + ENTRA, "Två leverantörer heter granaker"),
    ],
)
def test_a_wrong_file_says_what_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, told: str
) -> None:
    path = write(tmp_path, ENTRA.replace(old, new))
    with pytest.raises(providers.IdentityError) as caught:
        providers.read(path)
    assert told in str(caught.value)
    assert "hemligt" not in str(caught.value)
    monkeypatch.setenv("KOLLEGA_IDENTITY", str(path))
    with pytest.raises(PostgresError, match="KOLLEGA_IDENTITY"):
        require_identity()


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOLLEGA_IDENTITY", str(tmp_path / "ingen.toml"))
    with pytest.raises(PostgresError, match="går inte att läsa"):
        require_identity()
    monkeypatch.delenv("KOLLEGA_IDENTITY")
    require_identity()


def test_check_looks_at_the_file_and_asks_the_providers(
    world: World, granaker: Provider, configure: Any
) -> None:
    assert health.own_sign_ins().ok
    path = configure(
        row_for(world.asker, granaker.issuer),
        row_for(world.answerer, "http://localhost:1", "storavan"),
        {**row_for(world.answerer, granaker.issuer, "ingen"), "municipality": "0001"},
    )
    path.chmod(0o644)
    found = health.own_sign_ins()
    assert found.ok is False
    for told in ("Fler än ägaren", "http://localhost:1 svarar inte", "ingen kommun har koden 0001"):
        assert told in found.message
    configure({"id": "x"})
    wrong = health.own_sign_ins()
    assert wrong.ok is False
    assert "uppgiften issuer saknas" in wrong.message


def test_with_a_wrong_file_the_sign_in_page_still_works(
    client: Any, configure: Any, world: World
) -> None:
    configure({"id": "x"})
    page = client.get("/konto/logga-in/")
    assert page.status_code == 200
    assert "Logga in med din kommun" not in page.content.decode()
