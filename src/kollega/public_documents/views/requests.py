"""The log of requests, and one request from the day it came to the answer."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core.request import ActorRequest
from kollega.organisation import options
from kollega.organisation.views.common import attempt
from kollega.public_documents import queries, rules, services
from kollega.public_documents.forms import AnswerForm, ChangeRequestForm, NewRequestForm
from kollega.public_documents.models import Request
from kollega.public_documents.options import APPEAL
from kollega.public_documents.sheet import name_of
from kollega.public_documents.views.common import draw, number, page_number, paging
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link


def log_link() -> Link:
    """The way back to the log."""
    return Link(_("Begäranden"), reverse("public_documents:requests"))


def title_of(request: Request) -> str:
    """A request's heading."""
    return _("Begäran %(name)s") % {"name": name_of(request)}


@require_safe
def requests(request: ActorRequest) -> HttpResponse:
    """Everybody who has asked, what waits first."""
    rules.answer_requests(request.actor).require()
    page = page_number(request)
    lines, has_next = queries.requests(request.actor, page)
    context = {
        "lines": lines,
        "paging": paging(
            request, page=page, has_next=has_next, text=_("Sida %(page)d") % {"page": page}
        ),
    }
    return draw(request, "requests.html", context, title=_("Begäranden om handlingar"))


@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: ActorRequest) -> HttpResponse:
    """Write down that somebody asks; then on to the search, with what was asked for."""
    rules.answer_requests(request.actor).require()
    posting = request.method == "POST"
    form = NewRequestForm(
        request.POST if posting else None, initial={"asked_for": request.GET.get("ord", "")[:200]}
    )
    status = 200
    if posting:
        if form.is_valid():
            data = form.cleaned_data
            made = services.open_request(
                request.actor,
                public_id=data["id"],
                received_on=data["received_on"],
                came_by=data["came_by"],
                asked_for=data["asked_for"],
                asked_by=data["asked_by"],
            )
            say(request, _("Begäran är upplagd. Sök fram handlingarna."))
            return redirect(search_url(request, made))
        status = 422
    return draw(
        request,
        "new_request.html",
        {"form": form},
        title=_("Ny begäran"),
        under=(log_link(),),
        status=status,
    )


def search_url(request: ActorRequest, made: Request) -> str:
    """The search for a request: what was searched for before, or the words of what is asked for."""
    query = request.GET.copy()
    query["begaran"] = str(made.id)
    query["sokt"] = query.get("sokt", "1")
    if not query.get("ord"):
        query["ord"] = made.asked_for[:200]
    query["nara"] = query.get("nara", "on")
    return f"{reverse('public_documents:search')}?{query.urlencode()}"


@require_http_methods(["GET", "HEAD", "POST"])
def request(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One request: what is asked for, its documents, and what is left to do."""
    actor, posting = request.actor, request.method == "POST"
    found = rules.request_for(actor, public_id, lock=posting)
    initial = {"asked_for": found.asked_for, "asked_by": found.asked_by, "version": found.version}
    form = ChangeRequestForm(request.POST if posting else None, initial=initial)
    status, clash = 200, None
    if posting:
        tried = attempt(form, lambda: _change(request, found, form))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("public_documents:request", public_id)
        status, clash = tried.status, tried.clash
    now, page = queries.overview(actor, found), page_number(request)
    pages = max(1, -(-now.documents // queries.DOCUMENTS))
    context = {
        "form": form,
        "clash": clash,
        "line": queries.request_line(found, documents=now.documents, waiting=now.waiting),
        "asked_by": found.asked_by,
        "lines": queries.chosen_lines(actor, found, page),
        "paging": paging(
            request,
            page=page,
            has_next=page < pages,
            text=_("Sida %(page)d av %(pages)d") % {"page": page, "pages": pages},
        ),
        "now": now,
        "is_open": found.answered_on is None,
        "search_url": search_url(request, found),
        "reasons": found.reasons,
        "earlier": queries.answers_of(actor, found)[0 if found.answered_on is None else 1 :],
    }
    return draw(
        request, "request.html", context, title=title_of(found), under=(log_link(),), status=status
    )


def _change(request: ActorRequest, found: Request, form: ChangeRequestForm) -> None:
    if found.answered_on is not None:
        raise ValidationError(_("Begäran är besvarad. Öppna den igen för att ändra."))
    data = form.cleaned_data
    services.change_request(
        request.actor,
        found,
        version=data["version"],
        fields={"asked_for": data["asked_for"], "asked_by": data["asked_by"]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """See what is decided, say why, and answer."""
    actor, posting = request.actor, request.method == "POST"
    found = rules.request_for(actor, public_id, lock=posting)
    if found.answered_on is not None:
        return redirect("public_documents:request", public_id)
    now = queries.overview(actor, found)
    initial = {
        "version": now.version,
        "reasons": found.reasons,
        "appeal": found.appeal or options.value(actor, APPEAL),
        "decided_by": found.decided_by,
    }
    form = AnswerForm(request.POST if posting else None, initial=initial)
    status, clash = 200, None
    if posting:
        tried = attempt(form, lambda: _answer(request, found, form))
        if tried.done:
            say(request, _("Begäran är besvarad. Skriv ut eller ladda ner svaret."))
            return redirect("public_documents:request", public_id)
        status, clash = tried.status, tried.clash
    context = {
        "form": form,
        "clash": clash,
        "line": queries.request_line(found, documents=now.documents),
        "outcome": str(Request.Outcome(now.outcome).label),
        "now": now,
        "public_id": public_id,
    }
    under = (
        log_link(),
        Link(title_of(found), reverse("public_documents:request", args=[public_id])),
    )
    return draw(
        request, "answer.html", context, title=_("Besvara begäran"), under=under, status=status
    )


def _answer(request: ActorRequest, found: Request, form: AnswerForm) -> None:
    data = form.cleaned_data
    decision = services.Decision(
        reasons=data["reasons"], appeal=data["appeal"], decided_by=data["decided_by"]
    )
    services.answer(request.actor, found, decision, version=data["version"])


@require_POST
def reopen(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Open an answered request again."""
    found = rules.request_for(request.actor, public_id, lock=True)
    try:
        services.reopen(request.actor, found)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Begäran är öppen igen. Det svar som lämnats finns kvar."))
    return redirect("public_documents:request", public_id)


@require_safe
def sheet_pdf(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What was handed out, as it was; an earlier answer with its number (`nr`)."""
    found = rules.handed_out_for(request.actor, public_id, number(request.GET.get("nr")))
    return _file(bytes(found.pdf), "application/pdf", f"begaran-{name_of(found.request)}.pdf")


@require_safe
def sheet_text(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The same as plain text."""
    found = rules.handed_out_for(request.actor, public_id, number(request.GET.get("nr")))
    name = f"begaran-{name_of(found.request)}.txt"
    return _file(found.text.encode(), "text/plain; charset=utf-8", name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
