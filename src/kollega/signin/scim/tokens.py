"""The key with which a municipality's directory shows that it is the one. Shown once, kept as a digest."""

import hashlib
import secrets
from uuid import UUID

from kollega.core import access, clock
from kollega.core.actor import Actor, acting
from kollega.signin.models import ScimToken

PREFIX = "kollega_scim_"


def make(actor: Actor, *, public_id: UUID, name: str) -> str | None:
    """A new token, in clear this once; None where this one was made before."""
    if ScimToken.objects.filter(pk=public_id).exists():
        return None
    # 256 random bits: a digest of it needs no salt, and cannot be guessed from.
    token = PREFIX + secrets.token_urlsafe(32)
    made = ScimToken(
        id=public_id,
        municipality_id=actor.municipality_id,
        name=name,
        digest=_digest(token),
        made_by_id=actor.account_id,
    )
    made.save(force_insert=True)
    access.audit(actor, "scim_token.make", "scim_token", made.id)
    return token


def revoke(actor: Actor, *, token: ScimToken) -> None:
    """Let it open nothing from now on. Doing it again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        access.audit(actor, "scim_token.revoke", "scim_token", token.id)


def opens(actor: Actor, token: str) -> bool:
    """Whether the token is one of this municipality's; notes the day. `actor` acts for it."""
    with acting(actor):
        found = ScimToken.objects.filter(
            municipality_id=actor.municipality_id, digest=_digest(token), revoked_at=None
        ).first()
        if found is not None and found.used_on != clock.today():
            found.used_on = clock.today()
            found.save(update_fields=["used_on"])
    return found is not None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
