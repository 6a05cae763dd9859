"""Sign-in's letters, who is invited, and the nightly forgetting."""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q

from kollega.core import clock, notices
from kollega.core.actor import Actor, Role, acting
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.models import Account
from kollega.organisation import leaving
from kollega.organisation.models import Membership
from kollega.signin import identity, letters
from kollega.signin.models import Count, DirectoryPerson, Invitation, Joining

KEEP_INVITATIONS = timedelta(days=90)


@job()
def send_reset(*, account_id: UUID) -> None:
    """A link for a new password. Where there is no such account nothing is sent.

    The request that asked defers this job in either case, so that its answer takes as long.
    """
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is not None:
        letters.reset(account)


@job()
def send_invitation(*, invitation_id: UUID) -> None:
    """The link to the invited person, if it still holds."""
    invitation = Invitation.objects.filter(
        pk=invitation_id, used_at=None, expires_at__gt=clock.now()
    ).first()
    if invitation is not None:
        letters.invitation(invitation)


@job()
def send_notice(*, account_id: UUID, verb: str) -> None:
    """Tell the person that something about the account's safety was changed."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is not None:
        letters.notice(account, verb)


@job()
def send_joining(*, joining_id: UUID) -> None:
    """The link with which somebody whom a provider vouched for shows that the mailbox is theirs."""
    asked = Joining.objects.filter(pk=joining_id, used_at=None, expires_at__gt=clock.now()).first()
    chosen = identity.provider(asked.provider) if asked else None
    if asked is not None and chosen is not None:
        letters.joining(asked, chosen)


@job()
def send_welcome(*, account_id: UUID, municipality_id: UUID) -> None:
    """Tell somebody who was given a place where the municipality's own sign-in is."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    offered = identity.of_municipality(municipality_id)
    if account is not None and offered:
        letters.welcome(account, offered[0])


@listener("membership.added")
@listener("membership.invite")
def invite_the_new(actor: Actor, event: Event) -> None:
    """Somebody who was given a place and has no way in yet is invited.

    Where the municipality has an identity provider they are told to sign in with that. An
    administrator who presses 'invite' wants a password to be chosen all the same.
    """
    from kollega.signin import services  # which queues the jobs above

    account = Account.objects.filter(pk=event.detail["account_id"]).first()
    if account is None or not account.is_active or account.has_usable_password():
        return
    if event.kind == "membership.added" and identity.of_municipality(actor.municipality_id):
        if not SocialAccount.objects.filter(user=account).exists():
            send_welcome.defer(account_id=account.id, municipality_id=actor.municipality_id)
        return
    services.invite(actor, account)


@listener("directory.silent")
def tell_administrators(actor: Actor, event: Event) -> None:
    """Tell the municipality's administrators that its provider no longer says who is in which group."""
    today = clock.today()
    holding = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        roles__contains=[Role.ADMINISTRATOR],
    )
    notices.notify(holding.values_list("account_id", flat=True).distinct(), event.kind, event)


@job()
def follow_groups(*, municipality_id: UUID) -> None:
    """What a group gives was changed: let everybody's places follow."""
    from kollega.signin import directory  # which reads the sign-ins below

    actor = directory.directory_actor(municipality_id)
    with acting(actor):
        rows = DirectoryPerson.objects.filter(municipality_id=municipality_id)
        known = list(rows.exclude(account=None).values_list("id", flat=True))
    for person_id in known:
        with acting(actor):
            person = rows.select_for_update().filter(pk=person_id).first()
            if person is not None:
                directory.follow_groups(actor, person)


@nightly
def forget() -> None:
    """Remove sign-ins that have ended, counts that have run out, old invitations, and the ways in of
    those whose account has been emptied."""
    moment = clock.now()
    Session.objects.filter(expire_date__lt=moment).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    Count.objects.filter(expires_at__lt=moment).delete()
    Joining.objects.filter(expires_at__lt=moment - KEEP_INVITATIONS).delete()
    Invitation.objects.filter(expires_at__lt=moment - KEEP_INVITATIONS).delete()
    gone = Account.objects.filter(is_active=False, email__endswith=leaving.NO_ADDRESS)
    for model in (Authenticator, UserSession, SocialAccount, Invitation):
        key = "account__in" if model is Invitation else "user__in"
        model.objects.filter(**{key: gone}).delete()
