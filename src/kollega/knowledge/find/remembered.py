"""What was searched for, kept between the search and its result page.

The address of a result page must not hold the query, and the page must stand going back to. The session
keeps the last searches sealed; the key stands in the address and nowhere else. Neither tells anything
without the other, and both are gone when the sign-in ends. Why: docs/decisions/finding.md.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

NAME = "searches"
MOST = 12
"""Searches that one may go back to. The oldest gives way."""
KEY_LENGTH = 22


def keep(session: SessionBase, said: Mapping[str, Any]) -> str:
    """Seal what was searched for in the session; the key that the address carries."""
    key = secrets.token_urlsafe(16)
    sealed = _lock(key).encrypt(json.dumps(dict(said)).encode()).decode()
    before = list(session.get(NAME, []))
    session[NAME] = [*before, [_name(key), sealed]][-MOST:]
    return key


def recall(session: SessionBase, key: str) -> dict[str, Any] | None:
    """What was searched for, None where the sign-in is another or too much has been searched since."""
    if len(key) != KEY_LENGTH or not key.isascii():
        return None
    sealed = next((text for name, text in session.get(NAME, []) if name == _name(key)), None)
    if sealed is None:
        return None
    try:
        said = json.loads(_lock(key).decrypt(sealed.encode()))
    except (InvalidToken, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _name(key: str) -> str:
    """What the session calls a search: it does not tell the key."""
    return hashlib.blake2b(key.encode(), digest_size=8, person=b"kollega.find").hexdigest()


def _lock(key: str) -> Fernet:
    secret = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    made = hashlib.blake2b(key.encode(), digest_size=32, key=secret, person=b"kollega.find")
    return Fernet(base64.urlsafe_b64encode(made.digest()))
