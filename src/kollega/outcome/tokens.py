"""The signed link in a letter: which follow-up, and when the letter went. Nothing else.

The signature is bound to the account too: a link leads to that person's own row or nowhere. It holds
for thirty days by the house's clock.
"""

import base64
import binascii
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer, b62_decode, b62_encode
from django.urls import reverse

from kollega.core import clock

HOLDS = timedelta(days=30)
LONGEST = 200
_NO_ACCOUNT = UUID(int=0)


def _signer(account_id: UUID) -> Signer:
    return Signer(salt=f"kollega.outcome.follow_up.{account_id.hex}", sep=".")


def token_for(account_id: UUID, follow_up_id: UUID) -> str:
    """The last part of the link's address."""
    row = base64.urlsafe_b64encode(follow_up_id.bytes).decode().rstrip("=")
    return _signer(account_id).sign(f"{row}.{b62_encode(int(clock.now().timestamp()))}")


def path_for(account_id: UUID, follow_up_id: UUID) -> str:
    """The path that a letter to this account leads to."""
    return reverse("outcome:by_link", args=[token_for(account_id, follow_up_id)])


def row_of(token: str) -> UUID | None:
    """Which follow-up the link speaks of, not yet believed; None where it speaks of none."""
    row = token.partition(".")[0]
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(f"{row}=="))
    except (binascii.Error, ValueError):
        return None


def holds(token: str, account_id: UUID | None) -> bool:
    """Whether we gave the link to this account, lately enough. As slow where there is no account."""
    try:
        _row, _dot, sent = _signer(account_id or _NO_ACCOUNT).unsign(token).partition(".")
        age = clock.now().timestamp() - b62_decode(sent)
    except (BadSignature, ValueError):
        return False
    return account_id is not None and 0 <= age <= HOLDS.total_seconds()
