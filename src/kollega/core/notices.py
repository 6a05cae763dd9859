"""Notices: telling a person that something waits, on screen and by mail, without saying about whom.

A room says once which kinds it has, in its `events.py`:

    ROOM = notices.Room("consultation", _("Frågor till kollegor"))
    notices.register(
        notices.Kind("question.answered", ROOM, _("Någon har svarat på din fråga"),
                     "consultation:question"),
    )

and a listener tells people:

    notify([account_id], "question.answered", event, question.id)

The words are the code's own, the same for every subject: never a title, a name or a word that
somebody wrote. Letters are gathered to one a day; an urgent kind goes at once. What has been read
on screen before the letter goes is left out of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from smtplib import SMTPException
from uuid import UUID, uuid4

from django.db.models import F, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.core import calendar, clock, letters
from kollega.core.actor import Actor, ActorError, acting, job_for
from kollega.core.events import Event
from kollega.core.jobs import WAITS, job
from kollega.core.models import Account
from kollega.core.models.notice import Channel, DigestTime, Mail, Notice, NoticeSetting, Status


@dataclass(frozen=True)
class Room:
    """Where notices come from: what a person sets letters for. `label` is Swedish."""

    key: str
    label: str | Promise


@dataclass(frozen=True)
class Kind:
    """One thing that can be told. `url_name` is the subject's page and takes its id.

    `letter_path` makes the path that a letter leads to, from (account, subject), where that is
    another than the page. `mailed` is False where the room sends a letter of its own. `is_apart`: the
    subject has other pages too, and having seen those is not having seen what this tells of; it is
    cleared by its own name alone.
    """

    key: str
    room: Room
    text: str | Promise
    url_name: str
    urgent: bool = False
    letter_path: Callable[[UUID, UUID], str] | None = None
    mailed: bool = True
    is_apart: bool = False

    def url(self, subject_id: UUID) -> str:
        """The subject's address; the list of notices where the room is not there any more."""
        try:
            return reverse(self.url_name, args=[subject_id])
        except NoReverseMatch:
            return reverse("notices:list")

    def path_in_letter(self, account_id: UUID, subject_id: UUID) -> str:
        """The path that a letter to this account leads to."""
        if self.letter_path is not None:
            return self.letter_path(account_id, subject_id)
        return self.url(subject_id)


GONE = Kind("gone", Room("gone", _("Tidigare")), _("Det som notisen gällde finns inte längre"), "")
"""Stands for a kind that no room registers any more."""

_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known.

    Raises:
        ValueError: another kind has the same key.
    """
    for kind in kinds:
        if _kinds.get(kind.key, kind) != kind:
            raise ValueError(f"notice kind {kind.key} is registered twice")
        _kinds[kind.key] = kind


def kind(key: str) -> Kind:
    """The kind of that name.

    Raises:
        KeyError: there is none.
    """
    return _kinds[key]


def kinds() -> list[Kind]:
    """Every kind, in the order they were registered."""
    return list(_kinds.values())


def rooms() -> list[Room]:
    """The rooms that have notices, in the order they were registered."""
    return list(dict.fromkeys(each.room for each in _kinds.values()))


def has_urgent(room: Room) -> bool:
    """Whether a room has notices that go at once."""
    return any(each.urgent for each in _kinds.values() if each.room == room)


_withheld: list[Callable[[UUID], bool]] = []


def withhold_where(check: Callable[[UUID], bool]) -> None:
    """Let a room stop what is told of a subject (what has been taken down), also what is queued."""
    if check not in _withheld:
        _withheld.append(check)


# --- Telling --------------------------------------------------------------------------------------


def notify(
    account_ids: Iterable[UUID], kind_key: str, event: Event, subject_id: UUID | None = None
) -> None:
    """Tell these people, once for this event, when the caller's transaction has been committed.

    The subject is the event's own where none is given. Each person's notices are written acting
    for that person, in a job, so that nobody else's transaction ever sees them.

    Raises:
        KeyError: no kind is called that.
    """
    told = sorted(set(account_ids))
    if told:
        write.defer(
            kind_key=kind(kind_key).key,
            event_id=event.id,
            subject_id=subject_id or event.subject_id,
            account_ids=told,
        )


@job()
def write(*, kind_key: str, event_id: UUID, subject_id: UUID, account_ids: list[UUID]) -> None:
    """Write the notices of one event, person by person. Run again it adds nothing."""
    for account_id in account_ids:
        with acting(job_for(job="core.write", account_id=account_id)):
            _write_one(account_id, kind(kind_key), event_id, subject_id)


def _write_one(account_id: UUID, told: Kind, event_id: UUID, subject_id: UUID) -> None:
    if Notice.objects.filter(account_id=account_id, event_id=event_id).exists():
        return
    if any(check(subject_id) for check in _withheld):
        return
    common = {
        "account_id": account_id,
        "event_id": event_id,
        "kind": told.key,
        "subject_id": subject_id,
    }
    rows = [Notice(**common, channel=Channel.SCREEN)]
    due_at = _letter_due(told, wishes(account_id))
    if due_at is not None:
        rows.append(Notice(**common, channel=Channel.MAIL, due_at=due_at))
        send_letter.defer(account_id=account_id, at=due_at)
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


# --- Letters --------------------------------------------------------------------------------------


class LetterError(RuntimeError):
    """A letter could not be handed over to the mail server; the queue tries again."""


@job()
def send_letter(*, account_id: UUID) -> None:
    """Send one person what is due, as one letter.

    Which notices a letter holds is stored before it is sent. If the worker dies after the mail
    server took it and before that is stored, the same letter goes again: same Message-ID, same
    notices. What has become due meanwhile goes in a letter of its own.

    Raises:
        LetterError: the mail server did not take it. After the last attempt the notices are
            marked as failed, and so is the job, which `kollega check` shows.
    """
    actor = job_for(job="core.send_letter", account_id=account_id)
    with acting(actor):
        letters_due = _gather(account_id)
    problems = []
    for letter_id in letters_due:
        with acting(actor):
            problems.append(_send(account_id, letter_id))
    for problem in problems:
        if problem is not None:
            raise LetterError(type(problem.__cause__ or problem).__name__)


def _mailed(account_id: UUID) -> QuerySet[Notice]:
    """What waits to be mailed to this person."""
    return Notice.objects.filter(account_id=account_id, channel=Channel.MAIL, status=Status.WAITING)


def _gather(account_id: UUID) -> list[UUID]:
    """Put what is due into a letter; the letters to send, those of an attempt that broke first."""
    due = _mailed(account_id).filter(due_at__lte=clock.now())
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        due.delete()
        return []
    broken = set(due.filter(letter_id__isnull=False).values_list("letter_id", flat=True))
    new = uuid4()
    gathered = due.filter(letter_id__isnull=True).update(letter_id=new)
    return [*sorted(each for each in broken if each), *([new] if gathered else [])]


def _send(account_id: UUID, letter_id: UUID) -> Exception | None:
    """Hand the letter over and write down how it went. Only the kind of a problem is told."""
    waiting = _mailed(account_id).filter(letter_id=letter_id).select_for_update()
    rows = list(waiting.order_by("created_at", "id"))
    if not rows:
        return None  # another worker has sent it
    sent = Notice.objects.filter(pk__in=[row.id for row in rows])
    known = [(row, _kinds[row.kind]) for row in rows if row.kind in _kinds]
    lines = [
        letters.Line(each.text, each.path_in_letter(account_id, row.subject_id))
        for row, each in known
    ]
    try:
        letters.send(
            Account.objects.get(pk=account_id),
            list(dict.fromkeys(lines)),  # the same thing told twice is one line
            letter_id=letter_id,
        )
    except (SMTPException, OSError) as problem:
        sent.update(attempts=F("attempts") + 1)
        sent.filter(attempts__gt=len(WAITS)).update(status=Status.FAILED)
        if isinstance(problem, letters.NOT_TAKEN):
            # Nobody has this letter: next time it holds what has come meanwhile too.
            sent.update(letter_id=None)
        return problem
    sent.update(status=Status.SENT, sent_at=clock.now(), attempts=F("attempts") + 1)
    return None


def failed_letters(using: str = "owner") -> int:
    """How many notices could not be sent. Asked as the owner: each person's are their own."""
    return Notice.objects.using(using).filter(channel=Channel.MAIL, status=Status.FAILED).count()


# --- Reading --------------------------------------------------------------------------------------


def badge(actor: Actor) -> int:
    """How many notices the actor has not read: one statement, answered from an index."""
    if actor.account_id is None:
        return 0
    return _unread(actor).filter(channel=Channel.SCREEN).count()


def clear(actor: Actor, subject_id: UUID, kind_key: str = "") -> None:
    """The actor has read or done what the notices about this subject told of.

    With a kind only those of that kind; without, all but those that stand apart.
    """
    rows = _unread(actor).filter(subject_id=subject_id)
    if kind_key:
        _read(rows.filter(kind__in={kind_key} & _kinds.keys()))
    else:
        _read(rows.exclude(kind__in=[each.key for each in kinds() if each.is_apart]))


def mark_read(actor: Actor, event_id: UUID) -> None:
    """The actor has read one notice; a letter that waits about it does not go."""
    _read(_unread(actor).filter(event_id=event_id))


def mark_all_read(actor: Actor, *, until: datetime) -> None:
    """The actor has read the list as it stood then; what came later stays unread."""
    _read(_unread(actor).filter(created_at__lte=until))


def _unread(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(account_id=actor.account_id, status=Status.WAITING)


def _read(rows: QuerySet[Notice]) -> None:
    rows.update(status=Status.READ, read_at=clock.now())


# --- How one wants to be told ---------------------------------------------------------------------


@dataclass(frozen=True)
class Wishes:
    """How a person wants letters: by room (once a day where nothing is said), and when."""

    mail: Mapping[str, Mail]
    digest_at: time

    def of(self, room: Room) -> Mail:
        return self.mail.get(room.key, Mail.DIGEST)


def wishes(account_id: UUID) -> Wishes:
    """What a person has chosen. The caller acts for that person."""
    chosen = NoticeSetting.objects.filter(account_id=account_id).values_list("room", "mail")
    at = DigestTime.objects.filter(account_id=account_id).values_list("at", flat=True).first()
    return Wishes({room: Mail(mail) for room, mail in chosen}, at or DigestTime.DEFAULT)


def choose(actor: Actor, *, mail: Mapping[str, Mail], digest_at: time) -> None:
    """Keep how the actor wants letters; letters that wait already follow.

    `mail` maps a room's key to the wish; rooms left out keep theirs.

    Raises:
        ActorError: the actor is nobody's.
    """
    if actor.account_id is None:
        raise ActorError("only a person has wishes")
    for room, wish in mail.items():
        NoticeSetting.objects.update_or_create(
            account_id=actor.account_id, room=room, defaults={"mail": wish}
        )
    DigestTime.objects.update_or_create(account_id=actor.account_id, defaults={"at": digest_at})
    _follow(actor.account_id)


def _follow(account_id: UUID) -> None:
    """Give letters that wait the time that the new wishes say."""
    now, chosen = clock.now(), wishes(account_id)
    waiting = Notice.objects.select_for_update().filter(
        account_id=account_id, channel=Channel.MAIL, status=Status.WAITING, due_at__gt=now
    )
    for row in waiting:
        due_at = _letter_due(_kinds[row.kind], chosen) if row.kind in _kinds else None
        if due_at is None:
            row.delete()
        elif due_at != row.due_at:
            row.due_at = due_at
            row.save(update_fields=["due_at"])
            send_letter.defer(account_id=account_id, at=due_at)


def _letter_due(told: Kind, chosen: Wishes) -> datetime | None:
    """When a letter goes, or None where the person wants none from that room."""
    wish = chosen.of(told.room)
    if wish == Mail.NEVER or not told.mailed:
        return None
    if told.urgent or wish == Mail.AT_ONCE:
        return clock.now()
    return calendar.next_at(chosen.digest_at)
