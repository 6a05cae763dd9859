"""Writes of sign-in: invitations, sessions, the person's own choices, and the notes they leave."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kollega.core import access, clock
from kollega.core.actor import HOUSE_ID, Actor, acting
from kollega.core.models import Account
from kollega.organisation.identity import SESSION_KEY, account_with_actors
from kollega.signin import identity, jobs, links
from kollega.signin.models import Invitation

VALID = timedelta(days=7)


class InvitationError(ValueError):
    """The account may not be invited; the message is Swedish."""


# --- Invitations ----------------------------------------------------------------------------------


def invite(actor: Actor, account: Account) -> str:
    """Invite somebody whose account was just made; return the link, which also goes by mail.

    The link holds for seven days and once. A new one closes those sent before. The caller has
    looked that the actor may do this.

    Raises:
        InvitationError: the account is closed, or has a password already: an account may belong to
            several municipalities, and none of them may take it over by a new link.
    """
    if not account.is_active:
        raise InvitationError(_("Kontot är avstängt."))
    if account.has_usable_password():
        raise InvitationError(_("Personen har redan ett lösenord och kan logga in."))
    moment = clock.now()
    account.invitations.filter(used_at=None).update(used_at=moment)
    invitation = Invitation(
        account=account,
        invited_by_id=actor.account_id,
        made_at=moment,
        expires_at=moment + VALID,
    )
    invitation.save(force_insert=True)
    access.audit(actor, "account.invite", "account", account.id)
    jobs.send_invitation.defer(invitation_id=invitation.id)
    return links.invitation_link(invitation.id)


def open_invitation(token: str, *, lock: bool = False) -> Invitation | None:
    """The invitation that the link's last part names, if it still holds."""
    invitation_id = links.invitation_id(token)
    if invitation_id is None:
        return None
    found = Invitation.objects.filter(
        pk=invitation_id,
        used_at=None,
        expires_at__gt=clock.now(),
        account__is_active=True,
    ).select_related("account")
    return (found.select_for_update(of=("self",)) if lock else found).first()


def accept(token: str, *, password: str) -> Account | None:
    """Set the invited person's password and use the link up; None where it no longer holds."""
    with transaction.atomic():
        invitation = open_invitation(token, lock=True)
        if invitation is None:
            return None
        invitation.used_at = clock.now()
        invitation.save(update_fields=["used_at"])
        invitation.account.set_password(password)
        invitation.account.save(update_fields=["password"])
    note(invitation.account, "account.accept_invitation")
    return invitation.account


# --- Sessions -------------------------------------------------------------------------------------


def end_session(account: Account, *, session_id: int, only: str = "") -> bool:
    """End one sign-in of the account's own; False where there is none of that id. With `only`, one
    that this municipality's directory began."""
    found = _sessions(account, only).filter(pk=session_id).first()
    if found is None:
        return False
    _end([found])
    note(account, "account.end_session")
    return True


def end_sessions(account: Account, *, but: str = "", only: str = "") -> int:
    """End all sign-ins of the account (with `only`, those that this municipality's directory began),
    but the one with this session key; return how many."""
    found = list(_sessions(account, only).exclude(session_key=but))
    _end(found)
    if found:
        note(account, "account.end_sessions")
    return len(found)


def remove_second_step(account: Account) -> bool:
    """Take app, passkeys and reserve codes from somebody who has lost them, end every sign-in and tell
    by letter. For the operator: an account may belong to several municipalities. False where there is
    nothing to take."""
    with transaction.atomic():
        if not Authenticator.objects.filter(user=account).delete()[0]:
            return False
        _end(list(_sessions(account, "")))
    note(account, "account.second_step_removed", tell=True)
    return True


def _sessions(account: Account, only: str) -> Any:
    """The account's sign-ins, or those that one municipality's directory began."""
    rows = UserSession.objects.filter(user=account)
    if not only:
        return rows
    stored = Session.objects.filter(pk__in=rows.values("session_key"))
    begun = [each.pk for each in stored if each.get_decoded().get(identity.ONLY) == only]
    return rows.filter(session_key__in=begun)


def _end(sessions: list[UserSession]) -> None:
    with transaction.atomic():
        Session.objects.filter(pk__in=[each.session_key for each in sessions]).delete()
        UserSession.objects.filter(pk__in=[each.pk for each in sessions]).delete()


# --- The person's own choices ---------------------------------------------------------------------


def choose_place(request: HttpRequest, account: Account, *, membership: str) -> Actor | None:
    """Work in this membership from now on; None where it is not one of the account's today."""
    for actor in account.actors:
        if str(actor.membership_id) == membership:
            request.session[SESSION_KEY] = membership
            return actor
    return None


def choose_language(account: Account, *, language: str) -> None:
    """Show pages and letters in this language. `language` is one of the product's."""
    account.language = language
    account.save(update_fields=["language"])


def choose_shortcuts(account: Account, *, shortcuts: bool) -> None:
    """Let single keys do things in pages (the key / goes to the search), or nothing."""
    account.shortcuts = shortcuts
    account.save(update_fields=["shortcuts"])


# --- The log --------------------------------------------------------------------------------------


def note(account: Account, verb: str, *, tell: bool = False, only: str = "") -> None:
    """Write in the log that the account did this, in a transaction of its own.

    The row stands in the log of the municipality where the account works first (of `only`, where a
    directory signed the person in), or in the installation's. tell: also send the person a letter, in case it was somebody else.
    """
    found = account_with_actors(account.id)
    actors = (
        [each for each in found.actors if only in ("", str(each.municipality_id))] if found else []
    )
    actor = actors[0] if actors else Actor(account_id=account.id, municipality_id=HOUSE_ID)
    with acting(actor):
        access.audit(actor, verb, "account", account.id)
        if tell:
            jobs.send_notice.defer(account_id=account.id, verb=verb)
