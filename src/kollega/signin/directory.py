"""What a municipality's directory says of its people, and what it does to their places at work.

Everything here acts for the municipality as a job, inside `acting`: see `directory_actor`. Each
function that changes places locks the person's row first, so that two sign-ins, or a sign-in and
SCIM, do one after the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.models import Account
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Membership, Unit
from kollega.organisation.services import directory as places
from kollega.signin import identity
from kollega.signin.models import Closed, DirectoryGroup, DirectoryPerson, DirectoryPlace

RESTORED_WITHIN = timedelta(days=14)
"""Somebody whom the directory shuts out and lets in again within this has the same places again."""

TOLD_ONCE_IN = timedelta(days=1)
"""A whole municipality may lose its groups in one morning: its administrators are told once."""

Held = dict[UUID, tuple[Membership, DirectoryPlace | None]]
"""Unit → the place there that holds or is to come, with what the directory has to do with it."""


def directory_actor(municipality_id: UUID) -> Actor:
    """Who acts when the directory has said something."""
    return places.directory_actor(municipality_id, job="signin.directory")


# --- Who it is ------------------------------------------------------------------------------------


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
    wanted = key(email)
    named = free.filter(Q(user_name=wanted) | Q(record__emails__contains=[{"value": email}]))
    return named.first()  # type: ignore[no-any-return]


def account_at_work(actor: Actor, addresses: Iterable[str]) -> Account | None:
    """The account with one of these addresses that has a place in the actor's municipality."""
    wanted = {key(each) for each in addresses if each}
    found = holding(Membership.objects.filter(municipality_id=actor.municipality_id))
    place = found.filter(account__email__in=wanted).select_related("account").first()
    return place.account if place else None


# --- Places from groups ---------------------------------------------------------------------------


def hear_groups(actor: Actor, person: DirectoryPerson, claimed: Iterable[str] | None) -> None:
    """Let the places follow the groups of a sign-in; None is a sign-in that told of no groups at all.

    A silent provider neither takes away nor gives: places from groups are paused until it speaks
    again, and the administrators are told. Groups that SCIM has told of hold meanwhile.
    """
    meaning = {each.group for each in _mapped(actor)}
    if claimed is not None:
        person.claimed = sorted(meaning.intersection(claimed))
        person.silent_since = None
    elif meaning and person.told is None and _lives_by_groups(actor, person):
        _fall_silent(actor, person)
        return
    else:
        person.claimed = None
    person.save(update_fields=["claimed", "silent_since"])
    follow_groups(actor, person)


def follow_groups(actor: Actor, person: DirectoryPerson) -> None:
    """Give, change and close the places of a person as the groups that are known now say."""
    if person.account is None or not person.active or person.silent_since is not None:
        return
    said = {*(person.claimed or ()), *(person.told or ())}
    wanted: dict[UUID, set[str]] = defaultdict(set)
    units: dict[UUID, Unit] = {}
    for each in _mapped(actor):
        if each.group in said:
            wanted[each.unit_id] |= set(each.roles)
            units[each.unit_id] = each.unit
    held = _held(actor, person.account)
    for unit_id, roles in wanted.items():
        if unit_id in held:
            _fit(actor, *held[unit_id], roles)
        else:
            given = places.give_place(
                actor,
                unit=units[unit_id],
                account=person.account,
                roles=roles,
                name=shown_name(person),
            )
            _mark(actor, given, from_groups=True)
    for unit_id, (membership, mark) in held.items():
        if mark is not None and mark.from_groups and unit_id not in wanted:
            _close(actor, membership, mark, Closed.GROUP)


def _fit(
    actor: Actor, membership: Membership, mark: DirectoryPlace | None, roles: set[str]
) -> None:
    """Let a place that is there have the groups' roles. One that was given by hand follows the
    groups from now on where that takes nothing from the person; else it stays as it is."""
    if mark is None or not mark.from_groups:
        if not set(membership.roles) <= roles or membership.valid_from > clock.today():
            return
        mark = _mark(actor, membership, from_groups=True)
        access.audit(actor, "directory.take_over", "membership", membership.id)
    if membership.suspended:
        places.reopen(actor, membership=membership, valid_to=membership.valid_to, roles=roles)
        mark.paused_at = None
        mark.save(update_fields=["paused_at"])
    elif set(membership.roles) != roles:
        places.set_roles(actor, membership=membership, roles=roles)


def _lives_by_groups(actor: Actor, person: DirectoryPerson) -> bool:
    """Whether a sign-in without groups is odd: the person has places from them, or none at all.

    Some providers leave the claim out for somebody who is in no group; that alone is no fault.
    """
    held = _held(actor, person.account) if person.account else {}
    given = any(mark is not None and mark.from_groups for _place, mark in held.values())
    return given or not held or bool(person.claimed)


def _fall_silent(actor: Actor, person: DirectoryPerson) -> None:
    lately = DirectoryPerson.objects.filter(
        municipality_id=actor.municipality_id, silent_since__gte=clock.now() - TOLD_ONCE_IN
    )
    first = person.silent_since is None
    tell = first and not lately.exists()
    person.silent_since = person.silent_since or clock.now()
    person.save(update_fields=["silent_since"])
    for membership, mark in _held(actor, person.account).values() if person.account else ():
        if mark is not None and mark.from_groups and not membership.suspended:
            places.suspend(actor, membership=membership)
            mark.paused_at = clock.now()
            mark.save(update_fields=["paused_at"])
    if first:
        access.audit(actor, "directory.silent", "directory_person", person.id)
    if tell:
        announce(
            actor,
            "directory.silent",
            subject_kind="directory_person",
            subject_id=person.id,
            zone="case",
        )


def _mapped(actor: Actor) -> list[DirectoryGroup]:
    rows = DirectoryGroup.objects.filter(municipality_id=actor.municipality_id)
    return list(rows.select_related("unit"))


def holding(rows: Any) -> Any:
    """Places that hold today or are to come."""
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()))


def _held(actor: Actor, account: Account) -> Held:
    rows = Membership.objects.filter(municipality_id=actor.municipality_id, account=account)
    memberships = list(holding(rows).order_by("-valid_from"))
    marks = {
        each.membership_id: each
        for each in DirectoryPlace.objects.filter(membership__in=memberships)
    }
    found: Held = {}
    for membership in memberships:
        mark = marks.get(membership.id)
        if mark is None or not mark.closed:
            found[membership.unit_id] = (membership, mark)
    return found


def _mark(actor: Actor, membership: Membership, *, from_groups: bool) -> DirectoryPlace:
    mark, made = DirectoryPlace.objects.get_or_create(
        municipality_id=actor.municipality_id,
        membership=membership,
        defaults={"from_groups": from_groups},
    )
    if not made:
        mark.from_groups, mark.closed, mark.closed_on = from_groups, Closed.OPEN, None
        mark.paused_at = None
        mark.save()
    return mark


def _close(actor: Actor, membership: Membership, mark: DirectoryPlace, why: Closed) -> None:
    mark.closed, mark.closed_on, mark.last_day = why, clock.today(), membership.valid_to
    mark.paused_at = None
    mark.save()
    places.close_now(actor, membership=membership)


# --- Leaving and coming back ----------------------------------------------------------------------


def leave(actor: Actor, person: DirectoryPerson) -> int:
    """Shut a person out at once: every place in the municipality, given by hand or by groups, and
    the sign-ins that the directory began. Returns how many places were closed."""
    person.active = False
    person.changed_at = clock.now()
    person.save(update_fields=["active", "changed_at"])
    access.audit(actor, "directory.leave", "directory_person", person.id)
    if person.account is None:
        return 0
    held = _held(actor, person.account)
    for membership, mark in held.values():
        kept = mark or _mark(actor, membership, from_groups=False)
        _close(actor, membership, kept, Closed.LEFT)
    end_sessions(person.account, actor.municipality_id)
    return len(held)


def come_back(actor: Actor, person: DirectoryPerson) -> int:
    """Let a person in again; places that were closed by `leave` lately open as they were."""
    person.active = True
    person.changed_at = clock.now()
    person.save(update_fields=["active", "changed_at"])
    access.audit(actor, "directory.return", "directory_person", person.id)
    if person.account is None:
        return 0
    held = _held(actor, person.account)
    opened = 0
    for mark in DirectoryPlace.objects.filter(
        municipality_id=actor.municipality_id,
        membership__account=person.account,
        closed=Closed.LEFT,
        closed_on__gte=clock.today() - RESTORED_WITHIN,
    ).select_related("membership"):
        over = mark.last_day is not None and mark.last_day < clock.today()
        if over or mark.membership.unit_id in held:
            continue
        places.reopen(actor, membership=mark.membership, valid_to=mark.last_day)
        mark.closed, mark.closed_on = Closed.OPEN, None
        mark.save(update_fields=["closed", "closed_on"])
        opened += 1
    return opened


def forget(actor: Actor, person: DirectoryPerson) -> None:
    """The directory has removed a person: shut out, unjoined and no longer known."""
    leave(actor, person)
    unjoin(actor, person)
    access.audit(actor, "directory.forget", "directory_person", person.id)
    person.delete()


def unjoin(actor: Actor, person: DirectoryPerson) -> None:
    """Let go of whom the provider said this account was; the next sign-in joins anew."""
    issuers = [each.issuer for each in identity.of_municipality(actor.municipality_id)]
    joined = SocialAccount.objects.filter(user=person.account, provider__in=issuers)
    if person.account is not None and joined.delete()[0]:
        access.audit(actor, "directory.unjoin", "directory_person", person.id)
    if person.account is not None:
        end_sessions(person.account, actor.municipality_id)


def open_by_hand(actor: Actor, mark: DirectoryPlace) -> None:
    """Open a place that the directory has paused; from now on it is given by hand."""
    places.reopen(actor, membership=mark.membership, valid_to=mark.membership.valid_to)
    mark.delete()


def end_sessions(account: Account, municipality_id: UUID) -> None:
    """End the sign-ins that this municipality's directory began; all, where nothing is left."""
    found = account_with_actors(account.id)
    all_of_them = found is None or not found.actors
    keys = list(UserSession.objects.filter(user=account).values_list("session_key", flat=True))
    ended = [
        stored.pk
        for stored in Session.objects.filter(pk__in=keys)
        if all_of_them or stored.get_decoded().get(identity.ONLY) == str(municipality_id)
    ]
    Session.objects.filter(pk__in=ended).delete()
    UserSession.objects.filter(session_key__in=ended).delete()


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
    for membership, _place in _held(actor, person.account).values():
        if membership.name != name:
            places.rename(actor, membership=membership, name=name)


def follow_address(actor: Actor, account: Account, email: str) -> bool:
    """Let letters go to the address that the directory gives, where the account is this
    municipality's alone and nobody else has the address. Returns whether it was changed."""
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
    return True
