"""The sheet to the person: safe contact, plain words, how it looks, printing."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.consultation.models import Post
from kollega.consultation.rules import Standing
from kollega.consultation.views.common import number
from kollega.core import clock
from kollega.core.request import ActorRequest, unlogged
from kollega.organisation import options
from kollega.outcome import contact, plain, queries, services
from kollega.outcome import sheet as sheets
from kollega.outcome.contact import Verdict
from kollega.outcome.forms import ContactForm, SheetForm
from kollega.outcome.models import SafeContact, Sheet
from kollega.outcome.options import COMPLAINTS, CONTACT_DAYS
from kollega.outcome.sheet import Texts, Whole
from kollega.outcome.views.common import (
    back_to_told,
    gives_back,
    own_question,
    own_zone,
    saved_words,
)
from kollega.ui import notes
from kollega.ui.parts import Link


def _url(name: str, question_id: UUID) -> str:
    return reverse(f"outcome:{name}", args=[question_id])


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back("asked", "advised", "happens")
def sheet(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Where the asker makes the text plain. What the thread says is proposed; nothing is rewritten."""
    standing = own_question(request, public_id)
    if request.method == "POST":
        form = SheetForm(request.POST)
        if form.is_valid():
            _save(request, standing, form.texts())
            ahead = "preview" if request.POST.get("do") == "look" else "sheet"
            return HttpResponseRedirect(_url(ahead, public_id))
        stored = queries.sheet_of(request.actor, standing)
        return _page(request, standing, form, form.texts(), stored, status=422)
    stored = queries.sheet_of(request.actor, standing)
    advice = [] if stored else queries.advice_in(standing)
    texts = _texts(request, standing, stored, advice)
    form = SheetForm(initial=vars(texts))
    is_cut = stored is None and sheets.is_cut(standing.question, advice)
    return _page(request, standing, form, texts, stored, is_cut=is_cut)


def _page(
    request: ActorRequest,
    standing: Standing,
    form: SheetForm,
    texts: Texts,
    stored: Sheet | None,
    *,
    is_cut: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "is_cut": is_cut,
        "question_id": standing.question.id,
        "version": stored.version if stored else 0,
        "saved_at": saved_words(stored.saved_at) if stored else "",
        "is_proposed": stored is None,
        "hints": plain.hints(texts.asked, texts.advised, texts.happens),
        "zone": own_zone(request.actor),
        "trail": back_to_told(standing.question.id),
    }
    return TemplateResponse(request, "outcome/sheet.html", context, status=status)


def _texts(
    request: ActorRequest, standing: Standing, stored: Sheet | None, advice: list[Post]
) -> Texts:
    if stored is not None:
        return sheets.texts_of(stored)
    return sheets.proposed(standing.question, advice, request.actor.municipality_name)


def _save(request: ActorRequest, standing: Standing, texts: Texts) -> Sheet:
    return services.save_sheet(
        request.actor,
        standing,
        texts,
        version=number(request.POST.get("version")),
        back=_url("sheet", standing.question.id),
    )


@require_POST
@unlogged
def save_sheet(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Autosave of the sheet."""
    standing = own_question(request, public_id)
    form = SheetForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    stored = _save(request, standing, form.texts())
    return JsonResponse({"version": stored.version, "saved_at": saved_words(stored.saved_at)})


@require_POST
@unlogged
def check_sheet(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What could be plainer in the text as it stands on the page; nothing is saved."""
    own_question(request, public_id)
    form = SheetForm(request.POST)
    form.is_valid()
    texts = form.texts()
    found = plain.hints(texts.asked, texts.advised, texts.happens)
    return TemplateResponse(request, "outcome/hints.html", {"hints": found})


# --- Safe contact ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def safe_contact(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Three questions before anything is printed."""
    posted = request.method == "POST"
    standing = own_question(request, public_id, lock=posted)
    form = ContactForm(request.POST if posted else None)
    if posted and form.is_valid():
        services.note_contact(request.actor, standing, **form.cleaned_data)
        return HttpResponseRedirect(_url("preview", public_id))
    context = {
        "form": form,
        "question_id": public_id,
        "days": options.value(request.actor, CONTACT_DAYS),
        "zone": own_zone(request.actor),
        "trail": _trail(public_id),
    }
    status = 422 if posted else 200
    return TemplateResponse(request, "outcome/contact.html", context, status=status)


def _trail(question_id: UUID) -> list[Link]:
    return [*back_to_told(question_id), Link(_("Blad till personen"), _url("sheet", question_id))]


def _fresh(request: ActorRequest, answers: SafeContact | None) -> SafeContact | None:
    """The answers about safety, where they are not too old to print by."""
    if answers is None:
        return None
    days = int(options.value(request.actor, CONTACT_DAYS))
    holds = contact.still_holds(answers.answered_on, today=clock.today(), days=days)
    return answers if holds else None


def _verdict(answers: SafeContact | None) -> Verdict | None:
    if answers is None:
        return None
    return contact.verdict(wanted=answers.wanted, hidden_from=answers.hidden_from, way=answers.way)


# --- The sheet as it is read ----------------------------------------------------------------------


def _whole(
    request: ActorRequest, standing: Standing, texts: Texts, answers: SafeContact | None
) -> Whole:
    return sheets.sections(
        texts,
        standing.question,
        municipality=request.actor.municipality_name,
        complaints=str(options.value(request.actor, COMPLAINTS)),
        way=answers.way if answers else "",
    )


@require_safe
def preview(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The sheet on screen, to read aloud from; and whether it may be printed."""
    standing = own_question(request, public_id)
    answers = _fresh(request, queries.contact_of(request.actor, standing))
    stored = queries.sheet_of(request.actor, standing)
    advice = [] if stored else queries.advice_in(standing)
    texts = _texts(request, standing, stored, advice)
    context = {
        "is_proposed": stored is None,
        "whole": _whole(request, standing, texts, answers),
        "names": plain.names("\n".join((texts.asked, texts.advised, texts.happens))),
        "is_large": texts.is_large,
        "verdict": _verdict(answers),
        "answered_on": answers.answered_on if answers else None,
        "question_id": public_id,
        "zone": own_zone(request.actor),
        "trail": _trail(public_id),
    }
    return TemplateResponse(request, "outcome/preview.html", context)


@require_POST
@never_cache
def print_sheet(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The sheet as a PDF, only where the answers about safety are fresh and allow it, and never what
    the thread says unread.
    """
    standing = own_question(request, public_id)
    answers = _fresh(request, queries.contact_of(request.actor, standing))
    verdict = _verdict(answers)
    if verdict is None:
        notes.warn(request, _("Svara på frågorna om trygg kontakt innan du skriver ut."))
        return HttpResponseRedirect(_url("safe_contact", public_id))
    if not verdict.may_print:
        return HttpResponseRedirect(_url("preview", public_id))
    stored = queries.sheet_of(request.actor, standing)
    if stored is None:
        notes.warn(request, _("Läs igenom texten först. Stryk det som inte är till personen."))
        return HttpResponseRedirect(_url("sheet", public_id))
    texts = sheets.texts_of(stored)
    services.note_print(request.actor, standing)
    made = sheets.paper(_whole(request, standing, texts, answers), is_large=texts.is_large)
    # The name of the file says nothing: it stays among what was downloaded.
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="blad.pdf"'},
    )
