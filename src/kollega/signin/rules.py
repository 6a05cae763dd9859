"""Who must do what to sign in."""

from kollega.core.models import Account
from kollega.organisation.options import value
from kollega.signin.options import SECOND_STEP


def needs_second_step(account: Account) -> bool:
    """Whether the account must sign in in two steps: by its roles anywhere, or by its office.

    `account` is read with its actors (`organisation.identity.account_with_actors`).
    """
    if account.is_installation_administrator:
        return True
    return any(not actor.roles.isdisjoint(value(actor, SECOND_STEP)) for actor in account.actors)
