"""Who somebody in the directory is: found, joined with an account here, and what they are called."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.models import Account
from kollega.organisation.models import Membership
from kollega.organisation.services import directory as services
from kollega.signin import identity, jobs
from kollega.signin.directory import places
from kollega.signin.models import DirectoryPerson


def directory_actor(municipality_id: UUID) -> Actor:
    """Who acts when the directory has said something."""
    return services.directory_actor(municipality_id, job="signin.directory")


def key(user_name: str) -> str:
    """A user name as it is compared: RFC 7643 says that case does not tell two apart."""
    return user_name.strip().lower()


def person_of(
    actor: Actor, account: Account, *, subject: str = "", email: str = "", name: str = ""
) -> DirectoryPerson:
    """The directory's person behind an account here, locked; made where there is none.

    One whom SCIM told of before there was an account is found by the subject, which is then the
    `externalId`, or by the address.
    """
    rows = DirectoryPerson.objects.select_for_update().filter(municipality_id=actor.municipality_id)
    found = rows.filter(account=account).first()
    if found is None:
        found = _unjoined(rows, subject, email or account.email)
        if found is not None:
            found.account = account
            found.save(update_fields=["account"])
    if found is not None:
        return found
    address = email or account.email
    person = DirectoryPerson(
        municipality_id=actor.municipality_id,
        account=account,
        user_name=key(address),
        record={
            "userName": address,
            "displayName": name or account.name,
            "emails": [{"value": address, "type": "work", "primary": True}],
        },
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        # Made this moment by another sign-in, or the user name is somebody else's in the directory.
        again = rows.filter(account=account).first()
        if again is not None:
            return again
        person.user_name = f"{person.user_name}#{account.id}"[:200]
        person.save(force_insert=True)
    access.audit(actor, "directory.know", "directory_person", person.id)
    return person


def _unjoined(rows: Any, subject: str, email: str) -> DirectoryPerson | None:
    free = rows.filter(account=None)
    if subject and (found := free.filter(external_id=subject).first()):
        return found  # type: ignore[no-any-return]  # rows is a queryset of them
    return next(_called(free, email), None)


def _called(rows: Any, email: str) -> Iterator[DirectoryPerson]:
    """Those with this user name or address. Directories write addresses as people do, in any case."""
    wanted = key(email)
    if not wanted:
        return
    for each in rows.filter(Q(user_name=wanted) | Q(record__emails__icontains=wanted)):
        if wanted == each.user_name or wanted in map(key, addresses(each)):
            yield each


def known_as(actor: Actor, *, subject: str, email: str) -> list[DirectoryPerson]:
    """Whom the directory has told of by this subject, user name or address."""
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id)
    return [*rows.filter(external_id=subject), *_called(rows, email)]


def account_at_work(actor: Actor, addresses: Iterable[str]) -> Account | None:
    """The account with one of these addresses that has a place in the actor's municipality."""
    wanted = {key(each) for each in addresses if each}
    found = places.holding(Membership.objects.filter(municipality_id=actor.municipality_id))
    place = found.filter(account__email__in=wanted).select_related("account").first()
    return place.account if place else None


def unclaimed_account(actor: Actor, person: DirectoryPerson) -> Account | None:
    """The account at work here with one of the person's addresses, unless somebody else in the
    directory has it."""
    account = account_at_work(actor, addresses(person))
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id, account=account)
    return None if account is None or rows.exclude(pk=person.pk).exists() else account


# --- What the directory calls people --------------------------------------------------------------


def shown_name(person: DirectoryPerson) -> str:
    """The name as the directory writes it, else the account's own."""
    said: Mapping[str, Any] = person.record
    parts = said.get("name") or {}
    whole = " ".join(each for each in (parts.get("givenName"), parts.get("familyName")) if each)
    name = said.get("displayName") or parts.get("formatted") or whole
    return str(name or (person.account.name if person.account else person.user_name))[:120]


def addresses(person: DirectoryPerson) -> Iterator[str]:
    """The person's addresses, the foremost first; the user name where it is one."""
    emails = [each for each in person.record.get("emails") or () if each.get("value")]
    for each in sorted(emails, key=lambda one: not one.get("primary")):
        yield str(each["value"])
    if "@" in person.user_name:
        yield person.user_name


def follow_name(actor: Actor, person: DirectoryPerson) -> None:
    """Let the person's places here carry the directory's name."""
    if person.account is None or not person.active:
        return
    name = shown_name(person)
    for membership, _mark in places.open_places(actor, person.account):
        if membership.name != name:
            services.rename(actor, membership=membership, name=name)


def follow_address(actor: Actor, account: Account, email: str) -> bool:
    """Let letters go to the address that the directory gives, where the account is this
    municipality's alone and nobody else has the address. Returns whether it was changed.

    The directory proves no mailbox. Whatever opened the account by itself belongs to whoever had the
    old one, so it falls: else a municipality could give its account, with a known password, the
    address of somebody whom another municipality then adds.
    """
    wanted = key(email)
    if not wanted or wanted == account.email:
        return False
    if identity.belongs_elsewhere(account, actor.municipality_id):
        return False
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(email=wanted)
    except IntegrityError:
        return False
    account.email = wanted
    access.audit(actor, "directory.address", "account", account.id)
    _drop_own_keys(account)
    return True


def _drop_own_keys(account: Account) -> None:
    """Take password, passkeys and unused invitations from the account. The app for a second step,
    which opens nothing alone, stays. A new password goes by a letter to the new address."""
    invited = account.invitations.filter(used_at=None).update(used_at=clock.now())
    keys = Authenticator.objects.filter(user=account)
    passkeys, _each = keys.filter(type=Authenticator.Type.WEBAUTHN).delete()
    if not keys.filter(type=Authenticator.Type.TOTP).exists():
        keys.delete()
    if passkeys or account.has_usable_password():
        account.set_unusable_password()  # which ends every sign-in of the account
        account.save(update_fields=["password"])
    elif not invited:
        return
    jobs.send_notice.defer(account_id=account.id, verb="account.address_changed")
