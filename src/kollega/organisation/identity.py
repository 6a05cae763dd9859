"""Who a signed-in account is at work: the only look past the row policies, and a narrow one.

A request must know its municipality before the database will show it anything. One function in
the database (`organisation_actors`, owned by the owner role) answers for one account and one day:
its memberships that hold, the municipality's collaborations and the settings in force.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from kollega.core import clock
from kollega.core.actor import Actor, CollaborationPlace, Role
from kollega.core.models import Account

SESSION_KEY = "membership"


def _actor(account: Account, place: dict[str, Any]) -> Actor:
    return Actor(
        account_id=account.id,
        membership_id=UUID(place["membership"]),
        name=account.name,
        municipality_id=UUID(place["municipality"]),
        municipality_name=place["municipality_name"],
        unit_id=UUID(place["unit"]),
        unit_name=place["unit_name"],
        roles=frozenset(Role(role) for role in place["roles"]),
        collaborations=tuple(
            CollaborationPlace(
                id=UUID(each["id"]),
                name=each["name"],
                municipalities=each["municipalities"],
                colleague_id=UUID(each["colleague"]) if each["colleague"] else None,
                settings=each["settings"],
            )
            for each in place["collaborations"]
        ),
        settings=place["settings"],
        office="administrator" if account.is_installation_administrator else "",
        language=account.language,
        is_lent=place["lent"],
        new_since=date.fromisoformat(place["new_since"]) if place["new_since"] else None,
    )


def account_with_actors(account_id: UUID | str) -> Account | None:
    """The active account and, from the same statement, the actors it may be today."""
    account = (
        Account.objects.filter(pk=account_id, is_active=True)
        .annotate(
            places=RawSQL(
                "organisation_actors(core_account.id, %s)",
                [clock.today()],
                output_field=models.JSONField(),
            ),
            second_step=models.Exists(
                Authenticator.objects.filter(user_id=models.OuterRef("pk")).exclude(
                    type=Authenticator.Type.RECOVERY_CODES
                )
            ),
        )
        .first()
    )
    if account is not None:
        account.actors = tuple(_actor(account, place) for place in account.places)
        account.has_second_step = account.second_step
    return account


def narrow(account: Account, *, only: UUID | None = None, without: Iterable[UUID] = ()) -> None:
    """Let the account be no more, this time, than its places in one municipality, or outside some.

    A municipality's directory that says who somebody is speaks for that municipality alone, so
    `only` takes the office of running the installation away too. Nothing is stored.
    """
    barred = {*without}
    account.actors = tuple(
        replace(actor, office="") if only else actor
        for actor in account.actors
        if only in (None, actor.municipality_id) and actor.municipality_id not in barred
    )
    account.narrowed = only is not None


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a request: the membership chosen in the session, else the first that holds.

    An account without a membership is an actor without a municipality: it sees its own
    account's pages and nothing else. None for somebody who is not signed in.
    """
    account = request.user
    if not isinstance(account, Account):
        return None
    chosen = request.session.get(SESSION_KEY)
    for actor in account.actors:
        if str(actor.membership_id) == chosen:
            return actor
    if account.actors:
        return account.actors[0]
    runs = account.is_installation_administrator and not account.narrowed
    office = "administrator" if runs else ""
    return Actor(account_id=account.id, name=account.name, office=office, language=account.language)


class AccountBackend(ModelBackend):
    """Signs in by e-mail and password, and reads the account with its memberships."""

    def get_user(self, user_id: Any) -> Account | None:
        return account_with_actors(user_id)

    def with_perm(self, *args: Any, **kwargs: Any) -> Any:
        """Django's permissions are not used: abilities stand in each room's `rules`."""
        raise NotImplementedError("abilities stand in each room's rules")
