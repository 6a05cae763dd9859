"""Sign-in's letters, who is invited, and the nightly forgetting."""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.models import Account
from kollega.organisation import leaving
from kollega.signin import letters
from kollega.signin.models import Count, Invitation

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


@listener("membership.added")
@listener("membership.invite")
def invite_the_new(actor: Actor, event: Event) -> None:
    """Somebody who was given a place and has no way in yet is invited."""
    from kollega.signin import services  # which queues the jobs above

    account = Account.objects.filter(pk=event.detail["account_id"]).first()
    if account and account.is_active and not account.has_usable_password():
        services.invite(actor, account)


@nightly
def forget() -> None:
    """Remove sign-ins that have ended, counts that have run out, old invitations, and the ways in of
    those whose account has been emptied."""
    moment = clock.now()
    Session.objects.filter(expire_date__lt=moment).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    Count.objects.filter(expires_at__lt=moment).delete()
    Invitation.objects.filter(expires_at__lt=moment - KEEP_INVITATIONS).delete()
    gone = Account.objects.filter(is_active=False, email__endswith=leaving.NO_ADDRESS)
    for model in (Authenticator, UserSession, Invitation):
        key = "account__in" if model is Invitation else "user__in"
        model.objects.filter(**{key: gone}).delete()
