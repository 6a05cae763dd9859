"""Posts as the thread draws them."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.consultation.models import Post as PostRow
from kollega.consultation.queries import Entry
from kollega.consultation.rules import Standing
from kollega.core import dates
from kollega.ui.parts import Link, Post


def said(text: str) -> str:
    """A post's text. One that its municipality has destroyed is empty, and the thread says so."""
    return text or _("Texten är gallrad enligt kommunens plan.")


def first_post(standing: Standing, asker: str) -> Post:
    """The question itself, at the top of its thread."""
    question = standing.question
    name, _comma, role = asker.partition(", ")
    return Post(
        anchor="fragan",
        text=said(question.text),
        when=dates.moment(question.asked_at),
        author=name,
        role=role,
        withheld=_("Du") if standing.is_asker else _("En kollega i samverkan"),
        kind=_("Fråga"),
    )


def as_post(entry: Entry, question_id: UUID, asker: str) -> Post:
    """One post. Every answer ends with whose the decision is.

    `asker` is who asks, where the reader may know it.
    """
    asker_name, _comma, asker_role = asker.partition(", ") if entry.by_asker else ("", "", "")
    edited = None
    if entry.is_edited:
        url = reverse("consultation:edits", args=[question_id, entry.id])
        edited = Link(_("ändrat"), url)
    advises = entry.kind in {PostRow.Kind.ADVICE, PostRow.Kind.RESOURCE}
    return Post(
        anchor=f"p-{entry.id}",
        text=said(entry.text),
        when=dates.moment(entry.posted_at),
        author=entry.author or asker_name,
        role=entry.role or asker_role,
        withheld=_("Den som frågar"),
        kind=str(entry.kind.label),
        answer=not entry.by_asker,
        helped=_("Hjälpte den som frågade") if entry.helped else "",
        edited=edited,
        advice=_("Kollegialt råd. Din kommun beslutar och ansvarar.") if advises else "",
    )
