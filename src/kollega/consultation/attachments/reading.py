"""Shared files as the thread shows them, and the one way to a file's bytes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.border import file_words
from kollega.border.documents import own
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.models import Post
from kollega.consultation.rules import Standing
from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.files import Kind
from kollega.files.found import EXTENSIONS, MEDIA_TYPES


@dataclass(frozen=True)
class File:
    """A shared file in a thread."""

    id: UUID
    url: str
    title: str
    shape: str
    remove_url: str


def files_in(actor: Actor, standing: Standing) -> Mapping[UUID | None, list[File]]:
    """The thread's files by post, the question's own under None; without their bytes. One statement."""
    question = standing.question
    rows = (
        Attachment.objects.filter(
            collaboration_id=question.collaboration_id, question=question, removed_at__isnull=True
        )
        .select_related("post")
        .defer("data", "text", "post__text")
        .order_by("number", "id")[:500]
    )
    found: dict[UUID | None, list[File]] = defaultdict(list)
    for each in rows:
        found[each.post_id].append(_file(actor, standing, each))
    return found


def _file(actor: Actor, standing: Standing, each: Attachment) -> File:
    ids = [standing.question.id, each.id]
    mine = _is_mine(actor, standing, each)
    return File(
        id=each.id,
        url=reverse("consultation:attachment", args=ids),
        title=each.description or _("Bilaga %(number)d") % {"number": each.number},
        shape=file_words.shape(each.kind, each.size, each.pages),
        remove_url=reverse("consultation:remove_attachment", args=ids) if mine else "",
    )


def _is_mine(actor: Actor, standing: Standing, each: Attachment) -> bool:
    """Whether the actor shared it: her question, or her post."""
    post = each.post
    if post is None:
        return standing.is_asker
    if post.author_id is not None:
        return bool(post.author_id == actor.colleague_id)
    return standing.is_asker and post.kind == Post.Kind.REPLY


def attachment_for(
    actor: Actor, standing: Standing, attachment_id: UUID, *, own: bool = False, data: bool = False
) -> Attachment:
    """The gate to one file of a question that the actor has passed the gate to, or 404.

    `own`: only where the actor shared it; then also one that she took back.
    """
    rows = Attachment.objects.filter(
        collaboration_id=actor.collaboration_id, question=standing.question, pk=attachment_id
    ).select_related("post")
    found = (rows if data else rows.defer("data")).first()
    if found is None or (found.removed_at and not own):
        raise not_found()
    if own and not _is_mine(actor, standing, found):
        raise not_found()
    access.opened("attachment", found.id)
    return found


def own_attachment(actor: Actor, passage_id: UUID) -> Attachment:
    """The gate for the registrar: a file that her municipality has shared, or 404."""
    if not actor.has(Role.REGISTRAR) or not own(actor).filter(passage_id=passage_id).exists():
        raise not_found()
    found = Attachment.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id=passage_id
    ).first()
    if found is None:
        raise not_found()
    access.opened("document", passage_id)
    return found


def served(kind: str, data: bytes, name: str) -> HttpResponse:
    """A file's bytes: never kept by the browser or anything between, never run, never guessed at.

    Only pictures are shown; everything else is saved. `name` has no ending and is our own.
    """
    what = Kind(kind)
    response = HttpResponse(data, content_type=_media_type(what))
    how = "inline" if what.is_image else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}.{EXTENSIONS[what]}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _media_type(kind: Kind) -> str:
    return MEDIA_TYPES[kind] + ("; charset=utf-8" if kind == Kind.TEXT else "")
