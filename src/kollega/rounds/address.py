"""A person's own calendar address: signed, taken back by pressing once. Of rounds it tells only when;
of courses and supervision what they are called too. It lives where a municipality has no rounds as well
(`site.rooms.LIVES_ON`): courses are always there.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kollega.competence.learning import feed
from kollega.core import clock
from kollega.core import ics as calendar_files
from kollega.core.actor import Actor, acting
from kollega.organisation.identity import account_with_actors
from kollega.organisation.options import room_is_on
from kollega.rounds import ics, rules
from kollega.rounds.choices import Answer, Status
from kollega.rounds.models import CalendarAddress

SALT = "rounds.calendar"
BACK_DAYS = 60
MOST = 200


def url_for(row: CalendarAddress) -> str:
    """The whole address, to be pasted into a calendar program."""
    token = signing.Signer(salt=SALT).sign_object(
        {"a": row.account_id.hex, "k": row.key.hex}, compress=False
    )
    path = reverse("rounds:feed", args=[token.replace(":", ".")])
    return settings.ADDRESS.rstrip("/") + path


def own(actor: Actor) -> CalendarAddress | None:
    """The actor's address, where there is one."""
    return CalendarAddress.objects.filter(account_id=actor.account_id).first()


def renew(actor: Actor) -> CalendarAddress:
    """Make an address. One that was there before does not work any more."""
    row, _is_new = CalendarAddress.objects.update_or_create(
        account_id=actor.account_id, defaults={"key": uuid4()}
    )
    return row


def revoke(actor: Actor) -> None:
    """Take the address back."""
    CalendarAddress.objects.filter(account_id=actor.account_id).delete()


def read(token: str) -> bytes | None:
    """The calendar behind an address; None where it is nobody's, changed or taken back."""
    try:
        told = signing.Signer(salt=SALT).unsign_object(".".join(token.split(".")).replace(".", ":"))
        account_id, key = UUID(told["a"]), UUID(told["k"])
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
    account = account_with_actors(account_id)
    if account is None:
        return None
    found: dict[str, calendar_files.Entry] = {}
    known = False
    with translation.override(account.language):
        for actor in account.actors:  # somebody may work in several municipalities
            with acting(actor, read_only=True):
                if not CalendarAddress.objects.filter(account_id=account_id, key=key).exists():
                    return None
                known = True
                every = [*(each.as_any for each in _entries(actor)), *feed.entries(actor)]
                found |= {each.uid: each for each in every}
        if not known:
            return None
        return calendar_files.file(found.values(), name=_("Rundor och kurser"))


def _entries(actor: Actor) -> list[ics.Entry]:
    """The rounds that the actor is asked to and has not said no to, or proposed herself; none where her
    municipality has no rounds."""
    if not room_is_on(actor, "rounds"):
        return []
    since = clock.now() - timedelta(days=BACK_DAYS)
    rows = (
        rules.seats(actor)
        .filter(Q(takes_part=True) | Q(proposed_it=True), starts_at__gte=since)
        .exclude(status=Status.PROPOSED)
        .order_by("starts_at", "id")[:MOST]
    )
    return [
        ics.Entry(
            row.id,
            row.starts_at,
            row.minutes,
            row.sequence,
            cancelled=row.status == Status.CANCELLED,
        )
        for row in rows
        if row.starts_at and row.__dict__["answer"] != Answer.NO
    ]
