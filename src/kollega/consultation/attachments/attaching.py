"""Files beside a draft as the pages show them and the forms send them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import file_words, files
from kollega.border.files import Problem, Taken, Upload
from kollega.border.models import Draft, DraftFile
from kollega.border.panel import mentioned
from kollega.consultation.attachments import sending
from kollega.core.actor import Actor
from kollega.files import LIMITS
from kollega.recognition import PlaceList

FIELD = "files"
ANCHOR = "#bilagor"
NOT_READY = gettext_lazy("En bilaga behöver dig innan du kan skicka. Se vad som står vid den.")
_SHOWN = 6


@dataclass(frozen=True)
class FileRow:
    """A file beside a draft, for its author's eyes."""

    id: UUID
    name: str
    shape: str
    description: str
    left: list[str]
    mentions: list[str]
    more: int
    waits_for_eyes: bool
    is_ready: bool
    can_mask: bool
    is_removed: bool
    url: str


@dataclass(frozen=True)
class FilesPanel:
    """The part of a form where files are added. `form` is the form's id."""

    form: str
    rows: list[FileRow]
    problems: list[str]
    second_eyes: bool
    most: int = files.MOST
    most_bytes: int = LIMITS.size
    most_together: int = files.MOST_TOGETHER

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another."""
        return sum(not each.is_removed for each in self.rows) >= self.most

    @property
    def in_the_way(self) -> bool:
        """Whether something must be decided before the text can be sent."""
        return any(not each.is_ready and not each.is_removed for each in self.rows)


@dataclass(frozen=True)
class Received:
    """What a form brought: files that were looked at, and what was wrong with the others."""

    taken: tuple[Taken, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.taken or self.problems)


def receive(request: HttpRequest) -> Received:
    """Look at the files of a form, before any row is held. Too many or too large are not looked at."""
    sent = request.FILES.getlist(FIELD)
    if not sent:
        wanted = request.POST.get("do") == "attach"
        return Received(problems=(Problem(_("Välj en fil först.")),) if wanted else ())
    early = files.refuse_early([each.size or 0 for each in sent])
    if early is not None:
        return Received(problems=(early,))
    uploads = [Upload(each.name or "", each.read()) for each in sent]
    taken, problems = files.look_at(uploads)
    return Received(tuple(taken), tuple(problems))


def keep(actor: Actor, draft: Draft, received: Received) -> list[str]:
    """Put what came beside the draft; what was wrong, in words."""
    problems = list(received.problems)
    if received.taken:
        full = sending.no_room(actor, sum(len(each.found.clean) for each in received.taken))
        problems += [full] if full else files.add(actor, draft, received.taken)
    return [str(each) for each in problems]


def act_on(actor: Actor, draft: Draft, deed: str, which: str) -> None:
    """What a button at a file does; `which` is the file's id."""
    try:
        file = files.file_for(actor, UUID(which), lock=True)
    except ValueError:
        return
    if file.draft_id != draft.id:
        return
    if deed == "file_remove":
        files.remove(file)
    elif deed == "file_put_back":
        files.put_back(actor, file)
    elif deed == "file_mask":
        files.mask(actor, file)


def where_to(deed: str) -> str:
    """The address that a button at a file leads to after its deed; empty for the page one is on."""
    name, _colon, which = deed.partition(":")
    try:
        return reverse("consultation:draft_file", args=[UUID(which)]) if name == "file_look" else ""
    except ValueError:
        return ""


def rows_of(actor: Actor, draft: Draft | None) -> list[DraftFile]:
    """The files beside a draft that may not have been saved yet. One statement."""
    return files.files_of(actor, draft) if draft is not None else []


def panel(
    actor: Actor,
    rows: Iterable[DraftFile],
    places: PlaceList,
    *,
    form: str,
    problems: Iterable[str] = (),
) -> FilesPanel:
    """The panel for these files as the gate sees them now."""
    rows = list(rows)
    return FilesPanel(
        form=form,
        rows=[row(each, places) for each in rows],
        problems=list(problems),
        second_eyes=sending.needs_second_eyes(actor, files.standing(rows)),
    )


def row(file: DraftFile, places: PlaceList) -> FileRow:
    """One file as it is shown to its author."""
    check = files.check_of(file, places)
    words = mentioned(check)
    return FileRow(
        id=file.id,
        name=file.name or _("Fil utan namn"),
        shape=file_words.shape(file.kind, file.size, file.pages),
        description=file.description,
        left=file_words.left_out(file.left),
        mentions=words[:_SHOWN],
        more=max(0, len(words) - _SHOWN),
        waits_for_eyes=files.waits_for_eyes(file),
        is_ready=files.is_ready(file, check),
        can_mask=bool(words) and bool(file.text),
        is_removed=file.removed_at is not None,
        url=reverse("consultation:draft_file", args=[file.id]),
    )
