"""Taking down what is shared: how each kind of thing is closed to everybody, and opened again.

A room says in its `apps.py` how its kind of thing is taken down, and `incident` drives it:

    takedown.register(
        takedown.Kind("question", _("en fråga"), _("frågan"), gate=…, take_down=…, parts=…, put_back=…, …)
    )

What hangs on such a thing and repeats its words (a round's note on a question) follows it:

    takedown.follow("question", takedown.Follower("round_note", take_down=…, put_back=…, …))

How: docs/decisions/recognised-after-all.md.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.http import HttpResponse
from django.utils.functional import Promise

from kollega.border.fields import ClearedText
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.ui.parts import Link


@dataclass(frozen=True)
class Subject:
    """What may be said of a thing to those who read it once: its area and its day. `made_of`: what it
    was made of and that stays open when it is closed, for a reader who may know of that.
    """

    area_id: UUID
    day: date
    made_of: Link | None = None


@dataclass(frozen=True)
class Part:
    """One text of a thing that is down, for the one who assesses. `key` names the field.

    A part with a `file_id` is a file: its text is what can be read in it. A file and an `earlier`
    version of a text are kept or removed, never written anew.
    """

    key: str
    label: str
    text: str
    may_be_removed: bool = False
    file_id: UUID | None = None
    earlier: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether it can only be kept or removed."""
        return self.file_id is not None or self.earlier


@dataclass(frozen=True)
class Changed:
    """What a part is to say instead, through a passage of its own. Empty: the part is removed."""

    text: ClearedText
    passage_id: UUID


Do = Callable[[Actor, UUID], None]
PutBack = Callable[[Actor, UUID, Mapping[str, Changed]], None]
Parts = Callable[[Actor, UUID], Sequence[Part]]
ToPart = Callable[[str, str, str, bool], Part]


@dataclass(frozen=True)
class Kind:
    """A kind of shared thing that can be reported.

    words, the: what it is called, "a question" and "the question".
    gate: what may be said of it, for somebody who may read its text; 404 for others.
    take_down: closes it in the caller's transaction. "now", "already" (somebody came before; the
        caller could have read it), or "" for somebody who may not know of it.
    parts: its texts while it is down, for the one who assesses it and the one who wrote it.
    put_back: opens it again, with new text for the parts that were corrected (`Changed`, by key). For
        each text that is replaced or removed it calls `documents.replace`.
    file: one of its files while it is down, as an answer; 404 where there is none.
    destroy: removes it for good; `ground` is a name in the code.
    owners: accounts of those who must be told as the ones who asked (jobs only).
    noticed: colleague ids of those who have had a notice about it.
    """

    key: str
    words: str | Promise
    the: str | Promise
    page: str
    gate: Callable[[Actor, UUID], Subject]
    take_down: Callable[[Actor, UUID], str]
    parts: Parts
    put_back: PutBack
    file: Callable[[Actor, UUID, UUID], HttpResponse]
    destroy: Callable[[Actor, UUID, str], None]
    owners: Callable[[UUID], list[UUID]]
    noticed: Callable[[Actor, UUID], Collection[UUID]]


@dataclass(frozen=True)
class Follower:
    """What hangs on a thing of a kind: closed, opened and removed with it, by the thing's id.

    `texts` is a query of its texts by the thing's id (`%(subject)s`), in four columns: key, part, text and
    whether it is an earlier version; all followers' come in one statement, and `part` makes a part of a
    row. Their keys begin with its own key; `put_back` gets all that was changed. `destroy` is called
    when the thing is open again and about to be removed: what a closed row hides cannot follow it.
    `destroy_first` is for what would outlive the thing and says the same: it is called while a thing that
    turned out to point somebody out is still down, never where time alone removes it; with the ground.
    """

    key: str
    take_down: Do
    put_back: PutBack
    destroy: Do
    texts: str
    part: ToPart
    destroy_first: Callable[[Actor, UUID, str], None] | None = None


_kinds: dict[str, Kind] = {}
_followers: dict[str, dict[str, Follower]] = {}
_fetching: dict[str, str] = {}


def register(kind: Kind) -> None:
    """Make a kind of thing known. Registering another under the same key is a mistake."""
    if _kinds.get(kind.key, kind) != kind:
        raise ValueError(f"two ways to take down a {kind.key}")
    _kinds[kind.key] = kind


def follow(kind: str, follower: Follower) -> None:
    """Let what hangs on a thing of this kind follow it."""
    _followers.setdefault(kind, {})[follower.key] = follower


def fetches(*addresses: str) -> None:
    """Addresses (`consultation:attachment`) where somebody takes a copy home: a file, a print."""
    _fetching.update({f"GET {each}": each for each in addresses})


def fetching() -> frozenset[str]:
    """The access log's verbs for taking a copy home."""
    return frozenset(_fetching)


def known(key: str) -> Kind | None:
    """The kind of that name; None where there is none (any more)."""
    return _kinds.get(key)


def kind(key: str) -> Kind:
    """The kind of that name.

    Raises:
        KeyError: there is none.
    """
    return _kinds[key]


def take_down(actor: Actor, key: str, subject_id: UUID) -> str:
    """Close a thing and what hangs on it, in the caller's transaction; see `Kind.take_down`."""
    done = kind(key).take_down(actor, subject_id)
    if done == "now":
        for each in _followers.get(key, {}).values():
            each.take_down(actor, subject_id)
    return done


def parts(actor: Actor, key: str, subject_id: UUID) -> list[Part]:
    """Every text of a thing that is down, with what hangs on it: one statement more than its own."""
    found = list(kind(key).parts(actor, subject_id))
    followers = list(_followers.get(key, {}).values())
    if not followers:
        return found
    rows = " union all ".join(
        f"select {at}, t.* from ({each.texts}) t"  # noqa: S608 - the rooms' own constants
        for at, each in enumerate(followers)
    )
    with connection.cursor() as cursor:
        cursor.execute(rows, {"subject": subject_id})
        return found + [followers[at].part(*row) for at, *row in cursor.fetchall()]


def put_back(
    actor: Actor, key: str, subject_id: UUID, changed: Mapping[str, Changed] | None = None
) -> None:
    """Open a thing and what hangs on it again."""
    kind(key).put_back(actor, subject_id, changed or {})
    for each in _followers.get(key, {}).values():
        each.put_back(actor, subject_id, changed or {})


def destroy(actor: Actor, key: str, subject_id: UUID, ground: str) -> None:
    """Remove a thing that is down, and what hangs on it, for good."""
    for each in _followers.get(key, {}).values():
        if each.destroy_first is not None:
            each.destroy_first(actor, subject_id, ground)
    kind(key).destroy(actor, subject_id, ground)


def release(actor: Actor, key: str, subject_id: UUID) -> None:
    """A thing has been opened to be removed: let what hangs on it go. Its own room calls this."""
    for each in _followers.get(key, {}).values():
        each.destroy(actor, subject_id)


def is_down(subject_id: UUID) -> bool:
    """Whether something with this id is taken down now. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select border_is_down(%s)", [subject_id])
        return bool(cursor.fetchone()[0])


def clear_notices(subject_id: UUID, at: datetime | None = None) -> None:
    """Take away every unread notice about something that is down, and letters not yet sent."""
    with connection.cursor() as cursor:
        cursor.execute("select border_clear_notices(%s, %s)", [subject_id, at or clock.now()])
