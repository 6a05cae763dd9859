"""Files beside a draft: taken in, looked over by the same gate as text, cleared one by one.

A file cannot be masked in place. Where its text points somebody out its author takes it away, shares
its masked text instead, or says why each finding may stay; the same findings as in a typed text may
never stay. What no program can read asks for a person's eyes.
"""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.border import drafts, file_words, gate
from kollega.border.gate import Check, Cleared, NotCleared
from kollega.border.models import Draft, DraftFile
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.files import LIMITS, Inspected, Kind, Refused, apart
from kollega.files.found import MEGABYTE
from kollega.recognition import PlaceList

MOST = 5
"""Files beside one text."""
MOST_TOGETHER = 25 * MEGABYTE
SECONDS = 20.0
"""For all files of one posting; the database waits thirty for an idle transaction."""
PURPOSE = "attachment"
KEPT = timedelta(days=30)
"""Files of a draft that is not sent in this time are removed; the text stays."""
REMOVED_KEPT = timedelta(days=1)
# Masking may leave words that only now look like a name; more rounds than this are never needed.
_ROUNDS = 4


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Problem:
    """Why a file was not taken. `name` is for its author's eyes only; empty for all together."""

    words: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.words}" if self.name else self.words


@dataclass(frozen=True)
class Taken:
    """A file that was looked at and may be kept."""

    upload: Upload
    digest: bytes
    found: Inspected


class FilesNotCleared(NotCleared):
    """A file beside the text may not be shared yet; `problem` says why where its row does not."""

    def __init__(self, check: Check, problem: Problem | None = None) -> None:
        super().__init__(check)
        self.problem = problem


# --- Taking in ------------------------------------------------------------------------------------


def refuse_early(sizes: Sequence[int]) -> Problem | None:
    """What is wrong with so many files of these sizes, before any of them is looked at."""
    if len(sizes) > MOST:
        return Problem(
            ngettext(
                "Högst %(most)d fil. Du valde %(count)d.",
                "Högst %(most)d filer. Du valde %(count)d.",
                MOST,
            )
            % {"most": MOST, "count": len(sizes)}
        )
    if sum(sizes) > MOST_TOGETHER:
        return Problem(
            _("Filerna är för stora tillsammans. Högst %(mb)d MB.")
            % {"mb": MOST_TOGETHER // MEGABYTE}
        )
    return None


def look_at(uploads: Iterable[Upload]) -> tuple[list[Taken], list[Problem]]:
    """Look at each file in a process of its own. Nothing is read or stored, no row is held."""
    taken: list[Taken] = []
    problems: list[Problem] = []
    until = time.monotonic() + SECONDS
    for each in uploads:
        seconds = max(0.0, min(apart.SECONDS, until - time.monotonic()))
        try:
            found = apart.inspect(each.data, each.name, LIMITS, seconds=seconds)
        except Refused as refused:
            problems.append(Problem(file_words.why(refused), each.name[:80]))
        else:
            taken.append(Taken(each, hashlib.sha256(each.data).digest(), found))
    return taken, problems


def add(actor: Actor, draft: Draft, taken: Iterable[Taken]) -> list[Problem]:
    """Put files beside the draft, whose row the caller holds. The same file again is the same file."""
    there = {bytes(each.digest): each for each in _rows(actor, draft.id)}
    problems = []
    for each in taken:
        known = there.get(each.digest)
        standing = [row for row in there.values() if row.removed_at is None]
        if known is not None and known.removed_at is None:
            continue
        if len(standing) >= MOST:
            words = _("Det finns redan %(most)d bilagor.") % {"most": MOST}
            problems.append(Problem(words, each.upload.name[:80]))
        elif sum(row.size for row in standing) + len(each.found.clean) > MOST_TOGETHER:
            words = _("Bilagorna blir för stora tillsammans.")
            problems.append(Problem(words, each.upload.name[:80]))
        elif known is not None:
            known.removed_at = None
            known.save(update_fields=["removed_at"])
        else:
            there[each.digest] = _store(actor, draft, each)
    return problems


def _store(actor: Actor, draft: Draft, each: Taken) -> DraftFile:
    found = each.found
    row = DraftFile(
        id=uuid4(),
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        draft=draft,
        digest=each.digest,
        name=drafts.plain(each.upload.name)[-200:],
        kind=found.kind,
        data=found.clean,
        size=len(found.clean),
        pages=found.pages,
        text=drafts.plain(found.text or ""),
        left=list(found.left),
        needs_eyes=found.needs_eyes,
        added_at=clock.now(),
    )
    row.save(force_insert=True)
    return row


# --- Finding --------------------------------------------------------------------------------------


def _rows(actor: Actor, draft_id: UUID, *, lock: bool = False) -> list[DraftFile]:
    rows = DraftFile.objects.select_for_update() if lock else DraftFile.objects
    return list(
        rows.filter(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            draft_id=draft_id,
        )
        .defer("data")
        .order_by("added_at", "id")
    )


def files_of(actor: Actor, draft: Draft) -> list[DraftFile]:
    """The draft's files without their bytes, also those taken away. One statement."""
    return _rows(actor, draft.id)


def standing(rows: Iterable[DraftFile]) -> list[DraftFile]:
    """Those that would be shared."""
    return [each for each in rows if each.removed_at is None]


def file_for(actor: Actor, file_id: UUID, *, lock: bool = False, data: bool = False) -> DraftFile:
    """The gate: a file beside a draft of the actor's own, or 404."""
    rows = DraftFile.objects.filter(
        pk=file_id, municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    rows = rows.select_for_update() if lock else rows
    found = (rows if data else rows.defer("data")).select_related(None if lock else "draft").first()
    if found is None:
        raise not_found()
    access.opened("draft_file", found.id)
    return found


def read_by(actor: Actor, draft_id: UUID) -> list[DraftFile]:
    """The files of a draft that the actor was asked to look at, without their bytes."""
    return list(
        DraftFile.objects.filter(
            municipality_id=actor.municipality_id,
            reader_id=actor.account_id,
            draft_id=draft_id,
            removed_at__isnull=True,
        )
        .defer("data")
        .order_by("added_at", "id")
    )


def shown_to(actor: Actor, draft_id: UUID, file_id: UUID) -> DraftFile:
    """The gate to one file of a draft that the actor was asked to look at, or 404."""
    found = DraftFile.objects.filter(
        pk=file_id,
        municipality_id=actor.municipality_id,
        reader_id=actor.account_id,
        draft_id=draft_id,
        removed_at__isnull=True,
    ).first()
    if found is None:
        raise not_found()
    access.opened("draft_file", found.id)
    return found


# --- Deciding -------------------------------------------------------------------------------------


def check_of(file: DraftFile, places: PlaceList) -> Check:
    """What the gate finds in a file's text and in its description."""
    texts = {"file": file.text, "description": file.description}
    return gate.check(texts, kept=file.kept, places=places)


def waits_for_eyes(file: DraftFile) -> bool:
    """Whether its author has not yet said that she looked at it."""
    return file.needs_eyes and file.seen_at is None


def is_ready(file: DraftFile, check: Check) -> bool:
    """Whether it may be shared."""
    return not check.open and not waits_for_eyes(file)


def remove(file: DraftFile) -> None:
    """Take it away; it can be put back until the draft is sent."""
    file.removed_at = clock.now()
    file.save(update_fields=["removed_at"])


def put_back(actor: Actor, file: DraftFile) -> None:
    """Undo taking away, where there is still room."""
    rows = standing(_rows(actor, file.draft_id))
    if len(rows) < MOST and sum(each.size for each in rows) + file.size <= MOST_TOGETHER:
        file.removed_at = None
        file.save(update_fields=["removed_at"])


def describe(file: DraftFile, words: str) -> None:
    """Say in a few words what it is; the gate looks at the words too."""
    file.description = " ".join(drafts.plain(words).split())[:120]
    file.save(update_fields=["description"])


def keep(file: DraftFile, key: str, reason: str) -> None:
    """Let a finding stay for a stated reason; an empty reason takes that back."""
    key, reason = drafts.plain(key)[: drafts.LONGEST_KEY], drafts.plain(reason).strip()[:200]
    if reason:
        file.kept[key] = reason
    else:
        file.kept.pop(key, None)
    file.save(update_fields=["kept"])


def seen(actor: Actor, file: DraftFile) -> None:
    """Its author has looked at it and found nobody in it."""
    if file.seen_at is None:
        file.seen_at = clock.now()
        file.save(update_fields=["seen_at"])
        access.audit(actor, "draft_file.look", "draft_file", file.id)


def mask(actor: Actor, file: DraftFile) -> int:
    """Let the masked text of the file take its place. The number of things replaced.

    The file itself is gone from the draft; what has been explained stays as it was.
    """
    places, replaced = drafts.places_of(actor), 0
    for _round in range(_ROUNDS):
        check = check_of(file, places)
        if not check.open:
            break
        replaced += len(check.open)
        file.replaced += [str(each.finding.kind) for each in check.open]
        file.text, file.description = check.masked["file"], check.masked["description"][:120]
    data = f"{file.text}\n".encode()
    file.kind, file.data, file.size = Kind.TEXT, data, len(data)
    file.pages, file.needs_eyes, file.seen_at, file.left = None, False, None, []
    # Another file now: what came may be sent again beside it.
    file.digest = hashlib.sha256(file.id.bytes + data).digest()
    file.save()
    return replaced


def snapshot(rows: Iterable[DraftFile]) -> list[str]:
    """The files as they stand, so that a second person's answer holds for just these."""
    return sorted(
        hashlib.sha256(
            b"\0".join((each.id.bytes, bytes(each.digest), each.description.encode()))
        ).hexdigest()[:24]
        for each in standing(rows)
    )


def let_read(actor: Actor, draft: Draft, reader_id: UUID) -> list[str]:
    """Show the draft's files to one colleague; the snapshot of what she is shown."""
    rows = standing(_rows(actor, draft.id))
    DraftFile.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id, draft_id=draft.id
    ).update(reader_id=reader_id)
    return snapshot(rows)


# --- Clearing -------------------------------------------------------------------------------------


def require_ready(actor: Actor, draft: Draft) -> list[DraftFile]:
    """The draft's files, all of which may be shared; their bytes come one by one with `clear`.

    Raises:
        FilesNotCleared: one of them still points somebody out, or nobody has looked at it.
    """
    # Held until they are shared: what is decided on another page meanwhile waits.
    rows = standing(_rows(actor, draft.id, lock=True))
    if rows:
        places = drafts.places_of(actor)
        for each in rows:
            check = check_of(each, places)
            if not is_ready(each, check):
                raise FilesNotCleared(check)
    return rows


def clear(actor: Actor, file: DraftFile, *, second_account_id: UUID | None = None) -> Cleared:
    """Let one file into the shared zone; its cleared `description` and the passage.

    The passage tells what was found in it, what was decided, and that somebody looked.

    Raises:
        NotCleared: something that can point a person out is neither replaced nor explained.
    """
    if waits_for_eyes(file):
        raise FilesNotCleared(Check())
    return gate.clear(
        actor,
        {"file": file.text, "description": file.description},
        purpose=PURPOSE,
        kept=file.kept,
        places=drafts.places_of(actor),
        replaced=file.replaced,
        looked_at=[file.kind] if file.needs_eyes else [],
        second_account_id=second_account_id,
    )


def forget_old(actor: Actor) -> int:
    """Remove the files of an account's drafts that have lain for long, or were taken away; how many."""
    rows = DraftFile.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    old, _what = rows.filter(added_at__lt=clock.now() - KEPT).delete()
    gone, _what = rows.filter(removed_at__lt=clock.now() - REMOVED_KEPT).delete()
    return old + gone
