"""Imports: files on their way to be documents. Their owner's alone until she has taken them in.

Reading is done by a child process without any row held: right away where it is soon done, else by a job
that can be left and found again. What came is gone when it has been read, what was read when it is
decided on.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.files import Reason, Refused, apart
from kollega.files.found import MEGABYTE
from kollega.files.passages import LIMITS, Reading, as_json, from_json
from kollega.knowledge.documents import destruction, looking_over
from kollega.knowledge.documents.bringing import Came, Terms, bring
from kollega.knowledge.documents.looking_over import Decided, Group
from kollega.knowledge.models import DocumentEdition, ImportFile, ImportRun, KnowledgeDocument

MOST = 10
"""Files of one import by the page."""
MOST_TOGETHER = 26 * MEGABYTE
SOON = MEGABYTE
"""A file up to so large is read while its sender waits."""
SECONDS_NOW = 8.0
SECONDS_LATER = 240.0
KEPT = timedelta(days=14)
"""What nobody decided on in this time is removed."""
UNDO = timedelta(days=30)


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes


# --- Reading --------------------------------------------------------------------------------------


def start(actor: Actor, uploads: Sequence[Upload], *, run_id: UUID | None = None) -> ImportRun:
    """Keep what was sent till it has been read."""
    run = ImportRun(
        id=run_id or uuid4(), municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    run.save(force_insert=True)
    for number, each in enumerate(uploads, 1):
        ImportFile(
            id=uuid4(),
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            run=run,
            number=number,
            name=drafts.plain(each.name)[-200:],
            digest=hashlib.sha256(each.data).digest(),
            size=len(each.data),
            raw=each.data,
        ).save(force_insert=True)
    return run


def read(data: bytes, name: str, *, seconds: float) -> Reading | Refused:
    """What stands in the file, or why it is not taken. No row is held meanwhile."""
    try:
        return apart.read(data, name, LIMITS, seconds=seconds)
    except Refused as refused:
        return refused


def is_late(outcome: Reading | Refused) -> bool:
    """Whether it only takes longer than one waits for."""
    return isinstance(outcome, Refused) and outcome.reason in {Reason.TOO_SLOW, Reason.TOO_BUSY}


def keep_reading(actor: Actor, file: ImportFile, outcome: Reading | Refused) -> None:
    """Keep what was read, or why not, and forget what came."""
    if isinstance(outcome, Refused):
        file.state, file.reason, file.what = (
            ImportFile.State.REFUSED,
            outcome.reason,
            outcome.what[:20],
        )
    else:
        places = drafts.places_of(actor)
        texts = [each.text for each in outcome.passages]
        texts += {line for each in outcome.passages for line in each.path}
        found = looking_over.groups([*texts, outcome.title, *outcome.beside], places)
        file.reading = {**as_json(outcome), "groups": looking_over.as_json(found)}
        file.made, file.state = outcome.clean, ImportFile.State.FOUND
        file.chosen = {
            "title": outcome.title,
            "day": outcome.day.isoformat() if outcome.day else "",
        }
    file.raw = None
    file.changed_at = clock.now()
    file.save(
        update_fields=["state", "reason", "what", "reading", "made", "chosen", "raw", "changed_at"]
    )


def keep_later(actor: Actor, file_id: UUID, outcome: Reading | Refused) -> None:
    """Keep what a job read, unless its owner has let the file be meanwhile."""
    file = (
        ImportFile.objects.select_for_update()
        .filter(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            pk=file_id,
            state=ImportFile.State.WAITING,
        )
        .defer("raw")
        .first()
    )
    if file is not None:
        keep_reading(actor, file, outcome)


# --- Finding --------------------------------------------------------------------------------------


def run_for(actor: Actor, run_id: UUID, *, lock: bool = False) -> ImportRun:
    """The gate to one's own import, or 404."""
    rows = ImportRun.objects.select_for_update() if lock else ImportRun.objects
    found = rows.filter(
        pk=run_id, municipality_id=actor.municipality_id, account_id=actor.account_id
    ).first()
    if found is None:
        raise not_found()
    return found


def files_of(actor: Actor, run: ImportRun) -> list[ImportFile]:
    """The import's files, without what stands in them. One statement."""
    rows = ImportFile.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id, run=run
    )
    return list(rows.defer("raw", "made", "reading").order_by("number"))


def file_for(actor: Actor, file_id: UUID, *, lock: bool = False) -> ImportFile:
    """The gate to one file of one's own import, or 404."""
    rows = ImportFile.objects.select_for_update() if lock else ImportFile.objects
    found = (
        rows.filter(pk=file_id, municipality_id=actor.municipality_id, account_id=actor.account_id)
        .defer("raw", "made")
        .first()
    )
    if found is None:
        raise not_found()
    return found


def runs_of(actor: Actor) -> list[ImportRun]:
    """One's own imports, the newest first. One statement."""
    rows = ImportRun.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    return list(rows.order_by("-started_at")[:10])


def reading_of(file: ImportFile) -> Reading:
    """What was read, without the file made anew."""
    return from_json(file.reading or {})


def groups_of(file: ImportFile) -> list[Group]:
    return looking_over.from_json((file.reading or {}).get("groups", []))


# --- Deciding -------------------------------------------------------------------------------------


def choose(actor: Actor, file: ImportFile, chosen: Mapping[str, Any]) -> None:
    """Keep what the form says, as it is written. Its words are decided on with the document's."""
    file.chosen = dict(chosen)
    known = groups_of(file)
    keys = {each.key for each in known}
    written = [str(chosen.get(name, "")) for name in ("title", "source")]
    found = looking_over.groups(written, drafts.places_of(actor))
    known += [each for each in found if each.key not in keys]
    file.reading = {**(file.reading or {}), "groups": looking_over.as_json(known)}
    _stamp(file, "chosen", "reading")


def keep(file: ImportFile, keys: Iterable[str], reason: str) -> None:
    """Let groups of findings stay for a stated reason; an empty reason takes that back."""
    reason = drafts.plain(reason).strip()[:200]
    may = {each.key for each in groups_of(file) if each.may_be_kept}
    for key in keys:
        if key in may and reason:
            file.kept[key] = reason
            file.replaced = [each for each in file.replaced if each != key]
        else:
            file.kept.pop(key, None)
    _stamp(file, "kept", "replaced")


def replace(file: ImportFile, keys: Iterable[str], *, back: bool = False) -> None:
    """Let the words of these groups be replaced in the document, or not any more."""
    known = {each.key for each in groups_of(file)}
    for key in keys:
        if key in known:
            file.kept.pop(key, None)
            file.replaced = [each for each in file.replaced if each != key] + (
                [] if back else [key]
            )
    _stamp(file, "kept", "replaced")


def look(file: ImportFile, *, seen: bool) -> None:
    """Its owner says that she has looked at the pictures in it."""
    if file.looked != seen:
        file.looked = seen
        _stamp(file, "looked")


def _stamp(file: ImportFile, *fields: str) -> None:
    file.version += 1
    file.changed_at = clock.now()
    file.save(update_fields=[*fields, "version", "changed_at"])


def take_in(actor: Actor, file: ImportFile, terms: Terms) -> KnowledgeDocument:
    """Make a document of the file, which its owner has decided on.

    Raises:
        NotCleared: something in it is neither replaced nor explained.
    """
    if file.state != ImportFile.State.FOUND:
        raise not_found()
    clean = ImportFile.objects.filter(
        municipality_id=actor.municipality_id, pk=file.pk
    ).values_list("made", flat=True)
    reading = from_json(file.reading or {}, bytes(clean.get() or b""))
    came = Came(bytes(file.digest), file.size, file.run_id, looked=file.looked)
    decided = Decided(file.kept, frozenset(file.replaced))
    document = bring(actor, reading, terms, came, decided)
    _settle(file, ImportFile.State.BROUGHT, document.id)
    return document


def leave(file: ImportFile) -> None:
    """Let the file be: nothing of it stays but that it was there."""
    if file.state in {ImportFile.State.FOUND, ImportFile.State.WAITING}:
        _settle(file, ImportFile.State.LEFT)


def _settle(file: ImportFile, state: str, document_id: UUID | None = None) -> None:
    file.state, file.document_id = state, document_id
    file.raw = file.made = file.reading = None
    file.kept, file.replaced, file.chosen = {}, [], {"title": file.chosen.get("title", "")}
    file.changed_at = clock.now()
    file.save()


# --- Undoing --------------------------------------------------------------------------------------


def may_undo(run: ImportRun) -> str:
    """Why an import cannot be undone, empty where it can."""
    if run.undone_at is not None:
        return _("Importen är redan ångrad.")
    if clock.now() - run.started_at > UNDO:
        return _("Det har gått mer än 30 dagar. Ta bort dokumenten ett för ett i stället.")
    return ""


def undo(actor: Actor, run: ImportRun) -> int:
    """Remove everything that the import brought; how many editions. An older edition holds again.

    Raises:
        destruction.Held: somebody has asked for a copy of it; nothing is removed.
    """
    count = undo_editions(actor, run.id)
    left = ImportFile.objects.filter(
        municipality_id=actor.municipality_id,
        run=run,
        state__in=[ImportFile.State.FOUND, ImportFile.State.WAITING, ImportFile.State.BROUGHT],
    )
    # What is not decided on yet, or taken down and out of reach, can be undone in its turn.
    if not left.exists():
        run.undone_at = clock.now()
        run.save(update_fields=["undone_at"])
    access.audit(actor, "import.undo", "import_run", run.id)
    return count


def undo_editions(actor: Actor, run_id: UUID) -> int:
    """Remove what one's own import brought, wherever it was started; how many editions.

    Raises:
        destruction.Held: somebody has asked for a copy of it; nothing is removed.
    """
    mine = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id,
        run_id=run_id,
        brought_by_id=actor.colleague_id,
        brought_at__gt=clock.now() - UNDO,
    ).defer("data")
    # Whoever brings in a new edition of one of them meanwhile waits, or is waited for.
    list(
        KnowledgeDocument.objects.select_for_update(of=("self",))
        .filter(
            collaboration_id=actor.collaboration_id,
            pk__in=list(mine.values_list("document_id", flat=True)),
        )
        .order_by("pk")
    )
    editions = list(mine.order_by("-number"))
    if any(destruction.is_held(actor, each.document_id) for each in editions):
        raise destruction.Held
    for edition in editions:
        destruction.destroy_edition(actor, edition, ground="knowledge.import_undone")
    ImportFile.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        run_id=run_id,
        state=ImportFile.State.BROUGHT,
        document_id__in=[each.document_id for each in editions],
    ).update(state=ImportFile.State.UNDONE, document_id=None)
    return len(editions)


def forget_old(actor: Actor) -> int:
    """Remove what nobody decided on in time, and what is only a memory; how many. Jobs."""
    old = ImportFile.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        changed_at__lt=clock.now() - KEPT,
        state__in=[ImportFile.State.FOUND, ImportFile.State.WAITING],
    )
    count = old.update(
        state=ImportFile.State.LEFT, raw=None, made=None, reading=None, kept={}, replaced=[]
    )
    gone, _tables = ImportRun.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        started_at__lt=clock.now() - 12 * UNDO,
    ).delete()
    return count + gone
