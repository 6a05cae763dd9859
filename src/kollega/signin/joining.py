"""Whose account it is that a provider has vouched for: joined, refused, or asked to show the mailbox.

A provider speaks for one municipality. It signs nobody in who has no place there, and by an e-mail
address alone it joins only an account that nobody else has at work. For the rest a letter goes to the
address, and who opens it shows that the mailbox is theirs; what the browser is told is the same
whether an account exists elsewhere or not. Why: docs/decisions/signin.md.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import Q

from kollega.core import access, clock
from kollega.core.actor import Actor, acting
from kollega.core.models import Account
from kollega.organisation.api import municipality_choice
from kollega.organisation.models import Membership
from kollega.signin import directory, identity, jobs
from kollega.signin.models import DirectoryGroup, Joining
from kollega.signin.options import NEW_PEOPLE
from kollega.signin.providers import Provider

VALID = timedelta(days=2)
LETTER_AGAIN = timedelta(minutes=10)
_signer = Signer(salt="kollega.signin.joining")

Why = Literal["unknown", "address", "other", "left", "silent", "no_place", "letter", "set_up"]


@dataclass(frozen=True)
class Vouched:
    """What the provider's signed token says. `email` is empty where it is not to be trusted;
    `groups` is None where the provider told of none at all, which is not the same as an empty set."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""
    groups: frozenset[str] | None = None


@dataclass(frozen=True)
class Refused:
    """Nobody is signed in. `why` chooses the words."""

    why: Why


def join(provider: Provider, vouched: Vouched) -> SocialAccount | Refused:
    """The joined account that may sign in now, its places as the directory says; or why not."""
    municipality = identity.municipality_of(provider)
    if municipality is None:
        return Refused("set_up")
    actor = directory.directory_actor(municipality.id)
    with acting(actor):
        found = _join(actor, provider, vouched)
        if isinstance(found, Refused):
            access.audit(
                actor, "directory.refuse", "municipality", municipality.id, reason=found.why
            )
        return found


def _join(actor: Actor, provider: Provider, vouched: Vouched) -> SocialAccount | Refused:
    known = SocialAccount.objects.filter(provider=vouched.issuer, uid=vouched.subject)
    joined = known.select_related("user").first()
    if joined is None:
        first = _first_time(actor, provider, vouched)
        if isinstance(first, Refused):
            return first
        joined = first
    account = joined.user
    if not account.is_active or not (_ever_here(actor, account) or _welcomed(actor, vouched)):
        return Refused("unknown")
    person = directory.person_of(
        actor, account, subject=vouched.subject, email=vouched.email, name=vouched.name
    )
    if not person.active:
        return Refused("left")
    directory.hear_groups(actor, person, vouched.groups)
    if vouched.email:
        directory.follow_address(actor, account, vouched.email)
    if not _works_here(actor, account):
        return Refused("silent" if person.silent_since else "no_place")
    return joined


def _first_time(actor: Actor, provider: Provider, vouched: Vouched) -> SocialAccount | Refused:
    """Somebody whom this provider has not vouched for here before."""
    if not vouched.email:
        return Refused("address")
    if _shut_out(actor, vouched):
        return Refused("left")
    account = directory.account_at_work(actor, [vouched.email])
    if account is None or not account.is_active:
        welcome = _welcomed(actor, vouched)
        return _ask_for_mailbox(provider, vouched) if welcome else Refused("unknown")
    if identity.belongs_elsewhere(account, actor.municipality_id):
        return _ask_for_mailbox(provider, vouched)
    joined = bind(account, vouched.issuer, vouched.subject)
    if joined is None:
        return Refused("other")
    access.audit(actor, "directory.join", "account", account.id)
    return joined


def bind(account: Account, issuer: str, subject: str) -> SocialAccount | None:
    """Join whom the issuer vouches for with the account; None where either is joined with another."""
    others = SocialAccount.objects.filter(user=account, provider=issuer).exclude(uid=subject)
    if others.exists():
        return None
    try:
        with transaction.atomic():
            return SocialAccount.objects.create(
                user=account, provider=issuer, uid=subject, extra_data={}
            )
    except IntegrityError:  # by another request, this moment
        return SocialAccount.objects.filter(provider=issuer, uid=subject, user=account).first()


# --- What is looked at ----------------------------------------------------------------------------


def _ever_here(actor: Actor, account: Account) -> bool:
    rows = Membership.objects.filter(municipality_id=actor.municipality_id, account=account)
    return rows.exists()


def _works_here(actor: Actor, account: Account) -> bool:
    today = clock.today()
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        account=account,
        suspended=False,
        valid_from__lte=today,
    ).exists()


def _welcomed(actor: Actor, vouched: Vouched) -> bool:
    """Whether the municipality lets people in whom it has not added, and this one has a group."""
    if not vouched.groups or not municipality_choice(actor, NEW_PEOPLE):
        return False
    rows = DirectoryGroup.objects.filter(municipality_id=actor.municipality_id)
    return rows.filter(group__in=vouched.groups).exists()


def _shut_out(actor: Actor, vouched: Vouched) -> bool:
    """Whether SCIM or a list has said that this person is not at work any more."""
    found = directory.known_as(actor, subject=vouched.subject, email=vouched.email)
    return bool(found) and not any(each.active for each in found)


# --- Showing the mailbox --------------------------------------------------------------------------


def _ask_for_mailbox(provider: Provider, vouched: Vouched) -> Refused:
    """Send a letter, at most one in a while, whether an account of the address exists or not."""
    moment = clock.now()
    lately = Joining.objects.filter(
        issuer=vouched.issuer,
        subject=vouched.subject,
        email=directory.key(vouched.email),
        made_at__gt=moment - LETTER_AGAIN,
    )
    if not lately.exists():
        asked = Joining(
            provider=provider.id,
            issuer=vouched.issuer,
            subject=vouched.subject,
            email=directory.key(vouched.email),
            name=vouched.name[:120] or vouched.email[:120],
            made_at=moment,
            expires_at=moment + VALID,
        )
        asked.save(force_insert=True)
        jobs.send_joining.defer(joining_id=asked.id)
    return Refused("letter")


def token(joining_id: UUID) -> str:
    """The last part of the link in the letter."""
    return _signer.sign(joining_id.hex)


def asked_for(text: str, *, lock: bool = False) -> Joining | None:
    """What a link asks for, while it holds and its provider is still there."""
    try:
        joining_id = UUID(_signer.unsign(text))
    except (BadSignature, ValueError):
        return None
    rows = Joining.objects.filter(pk=joining_id, used_at=None, expires_at__gt=clock.now())
    found = (rows.select_for_update() if lock else rows).first()
    if found is None or identity.provider(found.provider) is None:
        return None
    return found


def confirm(text: str) -> Provider | None:
    """The mailbox is theirs: join, making the account where there is none. None where it cannot be.

    No place is given here: that is done by the groups of the next sign-in.
    """
    with transaction.atomic():
        asked = asked_for(text, lock=True)
        if asked is None:
            return None
        asked.used_at = clock.now()
        asked.save(update_fields=["used_at"])
        account = _account(asked)
        if not account.is_active or bind(account, asked.issuer, asked.subject) is None:
            return None
    return identity.provider(asked.provider)


def _account(asked: Joining) -> Account:
    found = Account.objects.filter(email=asked.email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Account.objects.create_user(asked.email, name=asked.name)
    except IntegrityError:  # made by somebody else this moment
        return Account.objects.get(email=asked.email)
