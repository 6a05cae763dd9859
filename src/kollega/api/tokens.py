"""Make, find and end tokens. A token is shown once; the database holds its digest."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from kollega.api.models import Scope, Token
from kollega.core import access, clock
from kollega.core.actor import Actor, ActorError
from kollega.core.models import Account
from kollega.core.posting import one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.identity import account_with_actors

MARK = "dk_"
"""What every token begins with, so that one that has gone astray is known for what it is."""
LONGEST = 128
MOST = 20
"""Tokens that one person may have at a time."""
KEPT = timedelta(days=90)
"""How long one that has ended stands in its person's list."""


class TooManyError(Exception):
    """The person has as many tokens as one may have."""


def digest(secret: str) -> str:
    """What is stored. The secret is 32 random bytes, so a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(
    actor: Actor, *, public_id: UUID, name: str, scopes: Iterable[Scope | str], days: int
) -> tuple[Token, str]:
    """A new token and its secret; the same `public_id` again gives the token without a secret.

    Raises:
        TooManyError: the person has too many already.
        Http404: the id is somebody else's.
    """
    one_at_a_time(f"token {actor.account_id}")
    known = Token.objects.filter(pk=public_id).first()
    if known is not None:
        if known.account_id != actor.account_id:
            raise not_found()
        return known, ""
    if _holding(actor.account_id).count() >= MOST:
        raise TooManyError
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
    """The actor's tokens: those that hold first, then the newest that have ended."""
    rows = Token.objects.filter(account_id=actor.account_id).order_by("-made_at")
    holding = list(_holding(actor.account_id).order_by("-made_at"))
    return holding + list(rows.exclude(pk__in=[each.pk for each in holding])[:MOST])


def _holding(account_id: UUID) -> QuerySet[Token]:
    return Token.objects.filter(
        account_id=account_id, ended_at__isnull=True, expires_on__gte=clock.today()
    )


def forget_ended() -> int:
    """Remove what ended or ran out long ago; how many. The house's own: no actor is needed."""
    before = clock.now() - KEPT
    gone = Q(ended_at__lt=before) | Q(expires_on__lt=clock.local(before).date())
    return Token.objects.filter(gone).delete()[0]


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
