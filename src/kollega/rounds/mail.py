"""Calendar letters: a round, a change of it, or that it is called off, as a part of a letter."""

from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.core import letters, notices
from kollega.core.actor import Actor
from kollega.core.models import Account
from kollega.core.models.notice import Mail
from kollega.rounds import ics
from kollega.rounds.choices import Status
from kollega.rounds.events import ROOM
from kollega.rounds.models import CalendarSent, Round

CHANGED = _("En runda har fått en ny tid eller plats")
TAKEN_AWAY = _("En runda tas bort ur din kalender")


def due(row: Round, sent: CalendarSent | None, *, comes: bool) -> ics.Method | None:
    """Which letter somebody should have now; None for none."""
    wanted = comes and row.status == Status.PLANNED and row.starts_at is not None
    had = sent is not None and not sent.cancelled
    if wanted and (sent is None or sent.cancelled or sent.based_on < row.sequence):
        return "REQUEST"
    if had and not wanted and row.status != Status.HELD:
        return "CANCEL"
    return None


def send(account: Account, row: Round, *, comes: bool) -> bool:
    """Send the account what it should have now, and write down that it did; False for nothing.

    Acts for the account, which nobody else writes to meanwhile. A letter that is sent again has
    the same Message-ID.

    Raises:
        SMTPException, OSError: the mail server did not take it.
    """
    sent = CalendarSent.objects.filter(account_id=account.id, round_id=row.id).first()
    method = due(row, sent, comes=comes)
    wish = notices.wishes(account.id).of(ROOM)
    if method is None or row.starts_at is None or not account.is_active or wish == Mail.NEVER:
        return False
    # One who was taken off and asked again must see a number higher than the cancellation's.
    sequence = row.sequence if sent is None else max(row.sequence, sent.sequence + 1)
    words = _words(row, method, is_new=sent is None or sent.cancelled)
    sent = sent or CalendarSent(id=uuid4(), account_id=account.id, round_id=row.id)
    sent.sequence, sent.based_on = sequence, row.sequence
    sent.cancelled = method == "CANCEL"
    sent.save()
    _post(account, row, method, sequence, words)
    return True


def _words(row: Round, method: ics.Method, *, is_new: bool) -> str | Promise:
    """What the letter says: of the round, not of what she did herself."""
    if method == "CANCEL":
        called_off = row.status == Status.CANCELLED
        return notices.kind("round.cancelled").text if called_off else TAKEN_AWAY
    return notices.kind("round.planned").text if is_new else CHANGED


def _post(
    account: Account, row: Round, method: ics.Method, sequence: int, words: str | Promise
) -> None:
    with translation.override(account.language):
        line = letters.Line(words, reverse("rounds:round", args=[row.id]))
        letter = letters.compose(account, [line], letter_id=letter_id(row, account.id, sequence))
        entry = entry_of(row, sequence=sequence)
        calendar = ics.file([entry], method=method, to=account.email).decode()
        letter.attach_alternative(calendar, f"text/calendar; method={method}")
        letter.send()


def letter_id(row: Round, account_id: UUID, sequence: int) -> UUID:
    """The same for the same letter."""
    return uuid5(row.id, f"{account_id}/{sequence}")


def sequence_for(actor: Actor, row: Round) -> int:
    """The number that the actor's own calendar must see not to pass the round over as old."""
    sent = CalendarSent.objects.filter(account_id=actor.account_id, round_id=row.id).first()
    return row.sequence if sent is None else max(row.sequence, sent.sequence)


def entry_of(row: Round, *, sequence: int, with_place: bool = True) -> ics.Entry:
    """The round as its participants' calendars have it. Others do not get the video room."""
    if row.starts_at is None:
        raise ValueError("a round without a time is in no calendar")
    path = reverse("rounds:round", args=[row.id])
    return ics.Entry(
        row.id,
        row.starts_at,
        row.minutes,
        sequence,
        cancelled=row.status == Status.CANCELLED,
        place=row.video_link if with_place else "",
        url=settings.ADDRESS.rstrip("/") + path,
    )
