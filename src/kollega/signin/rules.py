"""Who must do what to sign in, and who decides over a municipality's directory."""

from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor, Role
from kollega.core.models import Account
from kollega.core.rules import Ability, allow
from kollega.organisation.options import value
from kollega.signin import identity
from kollega.signin.options import ONLY_DIRECTORY, SECOND_STEP


def needs_second_step(account: Account) -> bool:
    """Whether the account must sign in in two steps: by its roles anywhere, or by its office.

    `account` is read with its actors (`organisation.identity.account_with_actors`).
    """
    if account.is_installation_administrator and not account.narrowed:
        return True
    return any(not actor.roles.isdisjoint(value(actor, SECOND_STEP)) for actor in account.actors)


def closed_to_passwords(account: Account) -> set[UUID]:
    """Municipalities that only their own sign-in opens for this account, since it has one there.

    Never one that the account steers and signs in to in two steps: while the provider is away somebody
    must get in and can choose otherwise. No statement where no municipality has chosen so.
    """
    steers = {
        actor.municipality_id
        for actor in account.actors
        if actor.has(Role.ADMINISTRATOR) and account.has_second_step
    }
    choosing = {
        actor.municipality_id for actor in account.actors if value(actor, ONLY_DIRECTORY)
    } - steers
    if not choosing:
        return set()
    joined = set(SocialAccount.objects.filter(user=account).values_list("provider", flat=True))
    return {
        each
        for each in choosing
        if any(provider.issuer in joined for provider in identity.of_municipality(each))
    }


def run_directory(actor: Actor) -> Ability:
    """See and change what the municipality's directory does here."""
    return allow(
        "run_directory",
        actor.municipality_id is not None and actor.has(Role.ADMINISTRATOR),
        _("Bara administratörer kan se och ändra kommunens inloggning och katalog."),
    )
