"""What the room's views share."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.core.request import ActorRequest
from kollega.public_documents import rules
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Link, Zone


def draw(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    under: tuple[Link, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """A page of the room: its heading, who sees it, and the way back."""
    actor = request.actor
    answers = rules.answer_requests(actor)
    start = Link(_("Allmänna handlingar"), reverse("public_documents:search"))
    above = [start] if answers and template != "search.html" else []
    shared = {
        "title": title,
        "zone": Zone.own(actor.municipality_name, _("Läses av registratorn")),
        "trail": [*above, *under, Link(title)] if above or under else [],
        "answers": bool(answers),
        "changes_rules": bool(rules.change_rules(actor)),
        "sees_rules": bool(rules.confirm_rules(actor)),
    }
    return TemplateResponse(
        request, f"public_documents/{template}", shared | context, status=status
    )


def number(raw: str | None, *, most: int = 1_000_000) -> int:
    """A whole number from 0, whatever was sent."""
    return min(int(raw), most) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


def page_number(request: ActorRequest) -> int:
    """Which page is asked for, from 1."""
    return max(1, number(request.GET.get("page"), most=5_000))


def numbers(data: QueryDict, name: str) -> frozenset[int]:
    """The whole numbers that were ticked."""
    return frozenset(
        int(each)
        for each in data.getlist(name)
        if each.isascii() and each.isdigit() and len(each) < 7
    )


def ids(data: QueryDict, name: str) -> list[UUID]:
    """The ids that were ticked; what is none is left out."""
    found = []
    for each in data.getlist(name)[:1_000]:
        one = uuid_of(each)
        if one:
            found.append(one)
    return found


def uuid_of(raw: str | None) -> UUID | None:
    """An id, or None."""
    try:
        return UUID(str(raw))
    except ValueError:
        return None


def paging(request: ActorRequest, *, page: int, has_next: bool, text: str) -> Paging | None:
    """Links to the pages beside this one; None where one page holds all."""
    if page == 1 and not has_next:
        return None
    return Paging(
        text,
        address(request, page=str(page - 1)) if page > 1 else "",
        address(request, page=str(page + 1)) if has_next else "",
    )
