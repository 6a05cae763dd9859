"""Calling the API as somebody."""

import uuid
from typing import Any

from django.test import Client
from tests.personas import Persona

from kollega.api import tokens
from kollega.api.models import Scope
from kollega.core.actor import acting


def secret_of(persona: Persona, *scopes: Scope) -> str:
    """A new token for the persona, with all scopes where none are named."""
    actor = persona.actor
    with acting(actor):
        _made, secret = tokens.make(
            actor, public_id=uuid.uuid4(), name="Prov", scopes=scopes or tuple(Scope), days=30
        )
    return secret


class Caller:
    """A program with a token."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.client.post(
            f"/api/v1/{path}", body if body is not None else {}, content_type="application/json"
        )


def caller(persona: Persona, *scopes: Scope) -> Caller:
    return Caller(secret_of(persona, *scopes))
