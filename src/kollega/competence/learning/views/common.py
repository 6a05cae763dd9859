"""What the pages of learning share."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.pages import room_link
from kollega.organisation.api import Area
from kollega.ui.parts import Link

GET_AND_POST = ["GET", "HEAD", "POST"]


def id_of(raw: object) -> UUID | None:
    """An id out of an address or a form; None for anything else."""
    try:
        return UUID(str(raw))
    except ValueError:
        return None


def trail(*more: Link) -> list[Link]:
    """The way here from the room's first page."""
    there = reverse("competence:learning") if more else ""
    return [room_link(), Link(_("Kurser och handledning"), there), *more]


def tree_choices(tree: list[Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The areas of a tree that has been read, for a select."""
    return [
        (top.title, [(str(each.id), each.title) for each in (top, *top.children)]) for top in tree
    ]
