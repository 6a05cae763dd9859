"""Granåker's own identity provider, running, and what tests ask of it."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from tests.personas import Persona, World

import kollega
from kollega.core.actor import acting
from kollega.organisation.models import MunicipalitySetting, Unit
from kollega.signin import identity, oidc, providers
from kollega.signin.models import DirectoryGroup
from kollega.signin.tests.provider import CLIENT, SECRET

FIRST = "/konto/kommun/granaker/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def started(module: str, *arguments: str, port: int) -> subprocess.Popen[bytes]:
    """A process that answers on the port."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(kollega.__file__).parents[1])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return process
        assert process.poll() is None, f"{module} ended"
        time.sleep(0.05)
    process.terminate()
    raise AssertionError(f"{module} did not start")


@dataclass
class Provider:
    """The running provider. `says` settles who signs in next and how it behaves."""

    issuer: str

    def says(
        self,
        sub: str = "s-1",
        *,
        mode: str = "",
        ask: bool = False,
        userinfo: Any = None,
        **claims: Any,
    ) -> None:
        oidc.forget_documents()
        said = {"sub": sub, "claims": claims, "mode": mode, "ask": ask, "userinfo": userinfo or {}}
        requests.put(f"{self.issuer}/control", json=said, timeout=5).raise_for_status()

    def seen(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = requests.get(f"{self.issuer}/seen", timeout=5).json()
        return found


@pytest.fixture(scope="session", name="running_provider")
def a_running_provider() -> Iterator[str]:
    port = free_port()
    process = started("kollega.signin.tests.provider", str(port), port=port)
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def configure(tmp_path: Path, settings: Any) -> Any:
    """Write the operator's file and use it: one call per set of providers."""

    def write(*rows: dict[str, Any]) -> Path:
        lines = []
        for row in rows:
            lines.append("[[provider]]")
            for key, value in row.items():
                lines.append(
                    f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
                )
        path = tmp_path / f"identity-{secrets.token_hex(4)}.toml"
        path.write_text("\n".join(lines).replace("'", '"'), encoding="utf-8")
        path.chmod(0o600)
        settings.IDENTITY_FILE = str(path)
        return path

    yield write
    providers.at.cache_clear()
    identity._complain.cache_clear()
    oidc.forget_documents()


def row_for(
    persona: Persona, issuer: str, provider_id: str = "granaker", **more: Any
) -> dict[str, Any]:
    """A provider of the persona's municipality, as the operator writes it."""
    return {
        "id": provider_id,
        "municipality": persona.municipality.code,
        "name": f"{persona.municipality.name}s kommun",
        "issuer": issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "second_step": "theirs",
        **more,
    }


@pytest.fixture
def granaker(world: World, running_provider: str, configure: Any) -> Provider:
    """Granåker has a provider, which is responsible for the second step."""
    configure(row_for(world.asker, running_provider))
    found = Provider(running_provider)
    found.says()
    return found


def walk(client: Client, first: str = FIRST) -> Any:
    """Press the button on the sign-in page and follow the browser's way there and back; the answer
    of the page that it comes back to."""
    away = client.get(first)
    if away.status_code != 302:
        return away
    there = requests.get(away["Location"], allow_redirects=False, timeout=10)
    assert there.status_code == 302, there.text
    parts = urlsplit(there.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def maja(**more: Any) -> dict[str, Any]:
    """What the provider says of Maja, who asks."""
    return {"email": "asker@example.se", "email_verified": True, "name": "Maja Asker", **more}


def heading(response: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def choose(world: World, who: str, key: str, value: Any) -> None:
    """Somebody's municipality chooses."""
    actor = world.personas[who].actor
    with acting(actor):
        MunicipalitySetting(
            municipality_id=actor.municipality_id, key=key, value=value, set_by_id=actor.account_id
        ).save(force_insert=True)


def group(world: World, name: str, unit: str, *roles: str) -> DirectoryGroup:
    """A group in Granåker's directory gives roles in a unit."""
    actor = world.administrator.actor
    with acting(actor):
        made = DirectoryGroup(
            municipality_id=actor.municipality_id,
            group=name,
            unit=Unit.objects.get(name=unit),
            roles=sorted(roles),
        )
        made.save(force_insert=True)
    return made
