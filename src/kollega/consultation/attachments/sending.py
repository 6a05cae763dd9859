"""From files beside a draft to files in a question."""

from datetime import date
from uuid import UUID, uuid4

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from kollega.border import files
from kollega.border.files import FilesNotCleared, Problem
from kollega.border.gate import Check
from kollega.border.models import DraftFile
from kollega.consultation.attachments.models import Attachment, SharedMonth
from kollega.consultation.models import Post, Question
from kollega.consultation.options import FILES_MEGABYTES, KEPT_MONTHS, SECOND_EYES
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.files.found import MEGABYTE
from kollega.organisation import options


def needs_second_eyes(actor: Actor, rows: list[DraftFile]) -> bool:
    """Whether somebody else must look at these, by the municipality's own rule."""
    return any(each.needs_eyes for each in rows) and bool(options.value(actor, SECOND_EYES))


def attach(
    actor: Actor,
    rows: list[DraftFile],
    question: Question,
    *,
    post: Post | None = None,
    second_account_id: UUID | None = None,
) -> None:
    """Share a draft's files in a question or in a post. The draft's own go with the draft."""
    for number, each in enumerate(rows, 1):
        cleared = files.clear(actor, each, second_account_id=second_account_id)
        Attachment(
            id=uuid4(),
            collaboration_id=question.collaboration_id,
            only_municipality_id=question.only_municipality_id,
            question=question,
            post=post,
            number=number,
            kind=each.kind,
            size=each.size,
            pages=each.pages,
            description=cleared["description"],
            text=cleared["file"],
            data=each.data,
            passage_id=cleared.passage_id,
            added_at=clock.now(),
        ).save(force_insert=True)
    if rows:
        _count(actor, sum(each.size for each in rows))
        access.audit(actor, "question.attach", "question", question.id)


def remove(actor: Actor, attachment: Attachment) -> None:
    """Take a shared file back: nobody in the thread sees it any more.

    It is a public document all the same, kept for the registrar until a rule destroys it.
    """
    attachment.removed_at = clock.now()
    attachment.save(update_fields=["removed_at"])
    access.audit(actor, "question.remove_file", "question", attachment.question_id)


def put_back(actor: Actor, attachment: Attachment) -> None:
    """Undo taking it back."""
    attachment.removed_at = None
    attachment.save(update_fields=["removed_at"])
    access.audit(actor, "question.put_back_file", "question", attachment.question_id)


# --- How much there is room for -------------------------------------------------------------------


def _month() -> date:
    return clock.today().replace(day=1)


def _this_month(actor: Actor) -> SharedMonth:
    found, _new = SharedMonth.objects.get_or_create(
        municipality_id=actor.municipality_id, month=_month()
    )
    return found


def _count(actor: Actor, size: int) -> None:
    """Add to this month's sum. Two at once wait for each other."""
    SharedMonth.objects.filter(pk=_this_month(actor).pk).update(size=F("size") + size)


def require_room(actor: Actor, rows: list[DraftFile]) -> None:
    """Nothing, where these may be shared. Whoever sends meanwhile waits, so that no room is used twice.

    Raises:
        FilesNotCleared: the municipality has shared its share since they were added.
    """
    if not rows:
        return
    SharedMonth.objects.select_for_update().get(pk=_this_month(actor).pk)
    full = no_room(actor, sum(each.size for each in rows))
    if full:
        raise FilesNotCleared(Check(), full)


def room_left(actor: Actor) -> int:
    """Bytes that the municipality may still share: its own limit less what it shared in the months
    that questions are kept. One statement.
    """
    kept = int(options.value(actor, KEPT_MONTHS))
    now = _month()
    months = now.year * 12 + now.month - 1 - kept
    since = date(months // 12, months % 12 + 1, 1)
    shared = SharedMonth.objects.filter(
        municipality_id=actor.municipality_id, month__gte=since
    ).aggregate(sum=Sum("size"))["sum"]
    return int(options.value(actor, FILES_MEGABYTES)) * MEGABYTE - int(shared or 0)


def no_room(actor: Actor, size: int) -> Problem | None:
    """What is wrong with so many bytes more, in words."""
    if size <= room_left(actor):
        return None
    words = _(
        "Kommunens utrymme för bilagor är fullt. Skriv i texten i stället, och säg till den som"
        " administrerar."
    )
    return Problem(words)
