"""Shutting people out, at once, and letting them in again."""

from datetime import timedelta
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.models import Account
from kollega.organisation.identity import account_with_actors
from kollega.organisation.services import directory as services
from kollega.signin import identity
from kollega.signin.directory import people, places
from kollega.signin.models import Closed, DirectoryPerson, DirectoryPlace

RESTORED_WITHIN = timedelta(days=14)
"""Somebody whom the directory shuts out and lets in again within this has the same places again."""


def leave(actor: Actor, person: DirectoryPerson) -> int:
    """Shut a person out at once: every place in the municipality, given by hand or by groups, and
    the sign-ins that the directory began. A place by a loan ends with the loan. Returns how many
    places were closed."""
    person.active = False
    person.changed_at = clock.now()
    # Somebody whom the directory told of before she was added by hand is found now.
    person.account = person.account or people.unclaimed_account(actor, person)
    person.save(update_fields=["active", "changed_at", "account"])
    access.audit(actor, "directory.leave", "directory_person", person.id)
    if person.account is None:
        return 0
    held = places.open_places(actor, person.account)
    for membership, mark in held:
        kept = mark or places.mark_place(actor, membership, from_groups=False)
        places.close(actor, membership, kept, Closed.LEFT)
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
    held = places.by_unit(actor, person.account)
    opened = 0
    for mark in DirectoryPlace.objects.filter(
        municipality_id=actor.municipality_id,
        membership__account=person.account,
        membership__lent_by__isnull=True,
        closed=Closed.LEFT,
        closed_on__gte=clock.today() - RESTORED_WITHIN,
    ).select_related("membership"):
        over = mark.last_day is not None and mark.last_day < clock.today()
        if over or mark.membership.unit_id in held:
            continue
        services.reopen(actor, membership=mark.membership, valid_to=mark.last_day)
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
    services.reopen(actor, membership=mark.membership, valid_to=mark.membership.valid_to)
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
