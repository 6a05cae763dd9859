"""The pages of the law: which laws there are, what they hold, and each section with its history."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.core.request import ActorRequest, not_found
from kollega.statutes import gate, queries
from kollega.statutes.beside import beside
from kollega.statutes.models import Statute
from kollega.statutes.urls_of import chapter_url
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

LIST = "/lagar"


def _trail(statute: Statute, *more: Link) -> list[Link]:
    return [_laws(), Link(statute.title, queries.line_of(statute).url), *more]


def _laws() -> Link:
    return Link(_("Lagar"), LIST)


@require_safe
def statutes(request: ActorRequest) -> HttpResponse:
    """The laws that have been imported; where there are none, how that is done."""
    context = {"laws": queries.statutes()}
    return TemplateResponse(request, "statutes/statutes.html", context)


@require_safe
def statute(request: ActorRequest, sfs: str) -> HttpResponse:
    """A law's contents."""
    found = gate.statute_for(request.actor, sfs)
    context = {
        "law": queries.line_of(found),
        "groups": (groups := queries.contents(found)),
        "by_chapter": any(entry.title for group in groups for entry in group.entries),
        "text_url": chapter_url(sfs, ""),
        "imports": queries.imports(found),
        "has_endings": queries.has_endings(found),
        "trail": [_laws()],
    }
    return TemplateResponse(request, "statutes/statute.html", context)


@require_safe
def chapter(request: ActorRequest, sfs: str, chapter: str = "") -> HttpResponse:
    """A chapter, or a law without chapters, to read."""
    found = gate.statute_for(request.actor, sfs)
    number = page_number(request)
    page = queries.chapter_page(found, chapter, number)
    if page is None:
        raise not_found()
    context = {
        "law": queries.line_of(found),
        "page": page,
        "number": f"{chapter} kap." if chapter else "",
        "paging": Paging.beside(request, page.number, has_next=page.number < page.pages),
        "trail": _trail(found),
    }
    return TemplateResponse(request, "statutes/chapter.html", context)


@require_safe
def section(request: ActorRequest, sfs: str, section: str, chapter: str = "") -> HttpResponse:
    """A section: its text, its neighbours, what it said before."""
    found = gate.section_for(request.actor, sfs, chapter, section)
    page = queries.section_page(found)
    cited_by = beside(request.actor, page.reference)
    label = f"{chapter} kap. {found.chapter_title}" if chapter else _("Hela lagen")
    context = {
        "law": queries.line_of(found.statute),
        "page": page,
        "cited_by": cited_by,
        "trail": _trail(found.statute, Link(label, chapter_url(sfs, chapter))),
    }
    return TemplateResponse(request, "statutes/section.html", context)


@require_safe
def endings(request: ActorRequest, sfs: str) -> HttpResponse:
    """A law's transitional provisions and annexes."""
    found = gate.statute_for(request.actor, sfs)
    number = page_number(request)
    texts, pages = queries.endings(found, number)
    if not texts:
        raise not_found()
    context = {
        "law": queries.line_of(found),
        "texts": texts,
        "paging": Paging.beside(request, min(number, pages), has_next=number < pages),
        "trail": _trail(found),
    }
    return TemplateResponse(request, "statutes/endings.html", context)
