"""Searching the municipality's own documents."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kollega.core.request import ActorRequest
from kollega.organisation.api import Area, area_tree
from kollega.public_documents import finding, queries, rules, services
from kollega.public_documents.forms import SearchForm
from kollega.public_documents.views.common import draw, ids, page_number, paging, uuid_of
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link

KEPT = ("ord", "omrade", "slag", "fran", "till", "nara", "nagot", "sokt")


def _choices(tree: list[Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (top.title, [(str(each.id), each.title) for each in (top, *top.children)]) for top in tree
    ]


def _query(data: QueryDict, **more: str) -> str:
    kept = {name: data[name] for name in KEPT if data.get(name)}
    return urlencode(kept | more)


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """One field, and what is found. With `begaran` the found can be put in a request."""
    actor = request.actor
    rules.answer_requests(actor).require()
    wished = uuid_of(request.GET.get("begaran"))
    wanted_by = rules.request_for(actor, wished) if wished else None
    tree = area_tree(actor)
    started = any(request.GET.get(name) for name in KEPT)
    form = SearchForm(
        request.GET if started else None, areas=_choices(tree), initial={"nara": True}
    )
    found, page = None, page_number(request)
    if started and form.is_valid():
        found = finding.search(actor, form.wanted(), tree, page)
    context = {
        "form": form,
        "found": found,
        "started": started,
        "why": {
            "words": _("Orden står i texten"),
            "area": _("Området stämmer"),
            "near": _("Närliggande ord"),
        },
        "wanted_by": queries.request_line(wanted_by) if wanted_by else None,
        "is_open": wanted_by is not None and wanted_by.answered_on is None,
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "query": _query(request.GET),
        "wider": _query(request.GET, nagot="on", **({"begaran": str(wished)} if wished else {})),
        "paging": found
        and paging(
            request,
            page=page,
            has_next=page < found.pages,
            text=_("Sida %(page)d av %(pages)d") % {"page": page, "pages": found.pages},
        ),
    }
    status = 200 if not started or form.is_valid() else 400
    return draw(request, "search.html", context, title=_("Allmänna handlingar"), status=status)


@require_POST
def choose(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Put ticked documents, or all that a search finds, in a request."""
    actor, data = request.actor, request.POST
    wanted_by = rules.request_for(actor, public_id, lock=True)
    try:
        if data.get("do") == "all":
            form = SearchForm(data, areas=_choices(area_tree(actor)))
            count = services.choose_all(actor, wanted_by, form.wanted()) if form.is_valid() else 0
        else:
            count = services.choose(actor, wanted_by, ids(data, "passage"))
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        back = reverse("public_documents:search")
        return redirect(f"{back}?{_query(data, begaran=str(wanted_by.id))}")
    if count:
        say(
            request,
            ngettext("%(n)d handling lades till.", "%(n)d handlingar lades till.", count)
            % {"n": count},
        )
    else:
        warn(request, _("Inget nytt lades till. Kryssa för det som ska med."))
    return redirect("public_documents:request", wanted_by.id)


def search_link() -> Link:
    """The way back to the search."""
    return Link(_("Allmänna handlingar"), reverse("public_documents:search"))
