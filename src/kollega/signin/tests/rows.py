"""Rows of sign-in's tables that the isolation sweep cannot guess."""

import secrets
from typing import Any

from tests.rows import Place, row


@row("signin.ScimToken")
def scim_token(place: Place) -> dict[str, Any]:
    return {"digest": secrets.token_bytes(32)}
