"""Which provider speaks for which municipality, and what a sign-in through it opens.

A session that a provider began carries `ONLY`, the municipality that the provider speaks for, and is
narrowed to it at each request (`middleware.SessionLimits`).
"""

import logging
from functools import cache
from uuid import UUID

from django.conf import settings

from kollega.core.models import Account
from kollega.organisation.models import Municipality
from kollega.signin import providers
from kollega.signin.providers import IdentityError, Provider

log = logging.getLogger(__name__)

ONLY = "only_in"
"""Session: the municipality whose directory signed the person in."""
PROVIDER = "identity_provider"
"""Session: the provider's id, so that one can be sent there again."""
WITHOUT = "closed_in"
"""Session: municipalities that a password does not open (see `rules.closed_to_passwords`)."""


def every() -> tuple[Provider, ...]:
    """All providers. A file that is wrong gives none: `kollega check` and the start say why."""
    try:
        return providers.at(settings.IDENTITY_FILE)
    except IdentityError:
        _complain(settings.IDENTITY_FILE)
        return ()


@cache
def _complain(path: str) -> None:
    log.error("the identity file %s is wrong: run 'kollega check'", path)


def provider(provider_id: str) -> Provider | None:
    """The provider of that id."""
    return next((each for each in every() if each.id == provider_id), None)


def speaking_for(code: str) -> tuple[Provider, ...]:
    """The providers of the municipality with this code."""
    return tuple(each for each in every() if each.municipality == code)


def of_municipality(municipality_id: UUID) -> tuple[Provider, ...]:
    """The providers of a municipality; no statement where none is configured at all."""
    if not every():
        return ()
    code = Municipality.objects.filter(pk=municipality_id).values_list("code", flat=True).first()
    return speaking_for(code or "")


def municipality_of(chosen: Provider) -> Municipality | None:
    """The municipality that a provider speaks for, if it is registered."""
    return Municipality.objects.filter(code=chosen.municipality).first()


def belongs_elsewhere(account: Account, municipality_id: UUID) -> bool:
    """Whether somebody else than this municipality has, has had or will have the account at work.

    Then the municipality's directory alone may not join it, and nothing that opens the account may be
    changed in a sign-in that the directory began.
    """
    from kollega.signin import queries  # which reads sessions, and so the middleware that uses this

    if account.is_installation_administrator:
        return True
    return any(place != municipality_id for place in queries.municipality_ids(account))
