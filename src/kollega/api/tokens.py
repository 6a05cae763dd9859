"""Make, find and end tokens. A token is shown once; the database holds its digest."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from kollega.api.models import Scope, Token
from kollega.core import access, clock
from kollega.core.actor import Actor, ActorError
from kollega.core.models import Account
from kollega.organisation.identity import account_with_actors

MARK = "dk_"
"""What every token begins with, so that one that has gone astray is known for what it is."""
LONGEST = 128


def digest(secret: str) -> str:
    """What is stored. The secret is 32 random bytes, so a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(
    actor: Actor, *, public_id: UUID, name: str, scopes: Iterable[Scope | str], days: int
) -> tuple[Token, str]:
    """A new token and its secret; the same `public_id` again gives the token without a secret."""
    known = Token.objects.filter(pk=public_id, account_id=actor.account_id).first()
    if known is not None:
        return known, ""
    if actor.membership_id is None:
        raise ActorError("a token is made for a place at work")
    secret = MARK + secrets.token_urlsafe(32)
    token = Token(
        id=public_id,
        account_id=actor.account_id,
        membership_id=actor.membership_id,
        name=name,
        digest=digest(secret),
        scopes=sorted(str(each) for each in scopes),
        expires_on=clock.today() + timedelta(days=days),
    )
    token.save(force_insert=True)
    access.audit(actor, "token.make", "token", token.id)
    return token, secret


def end(actor: Actor, *, token_id: UUID) -> bool:
    """End one of the actor's tokens; whether there was one that held."""
    found = Token.objects.filter(
        pk=token_id, account_id=actor.account_id, ended_at__isnull=True
    ).update(ended_at=clock.now())
    if found:
        access.audit(actor, "token.end", "token", token_id)
    return found > 0


def of(actor: Actor) -> list[Token]:
    """The actor's tokens, newest first; at most fifty."""
    return list(Token.objects.filter(account_id=actor.account_id).order_by("-made_at")[:50])


def holder(secret: str) -> tuple[Token, Account] | None:
    """The token and its person as she is at work today; None for one that does not hold.

    The account comes with the one place that the token was made for, or not at all. Outside the
    actor's transaction: tokens are the house's own.
    """
    if not secret.startswith(MARK) or len(secret) > LONGEST:
        return None
    token = Token.objects.filter(digest=digest(secret), ended_at__isnull=True).first()
    if token is None or token.expires_on < clock.today():
        return None
    account = account_with_actors(token.account_id)
    if account is None:
        return None
    # A key never carries the office of running the installation.
    account.actors = tuple(
        replace(each, office="")
        for each in account.actors
        if each.membership_id == token.membership_id
    )
    if not account.actors:
        return None
    if token.used_on != clock.today():
        Token.objects.filter(pk=token.id).update(used_on=clock.today())
    return token, account
