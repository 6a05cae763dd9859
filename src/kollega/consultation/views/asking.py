"""Asking: choose what kind, write, let the text be checked, send."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border import drafts, takedown
from kollega.border.files import FilesNotCleared
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.competence import api as competence
from kollega.consultation import rules, similar
from kollega.consultation.asking import PURPOSE, TEXTS, Asking, ask, body_from, who_gets
from kollega.consultation.attachments import attaching
from kollega.consultation.attachments.attaching import NOT_READY
from kollega.consultation.choices import Audience, Kind, Urgency
from kollega.consultation.fitting import Fitting, fitting
from kollega.consultation.forms import QuestionForm, SituationForm
from kollega.consultation.models import Question
from kollega.consultation.options import FEW_THRESHOLD, KEPT_MONTHS, SECOND_EYES
from kollega.consultation.views.common import POST_PURPOSE, act_on, number, place_of
from kollega.consultation.views.files import back_to
from kollega.core import clock
from kollega.core.limits import takes_files
from kollega.core.request import ActorRequest, unlogged
from kollega.knowledge import api as knowledge
from kollega.organisation import api as organisation
from kollega.organisation import options
from kollega.recognition import PlaceList
from kollega.ui import notes
from kollega.ui.parts import Link, Zone

LISTS = ("tried", "chosen")


@require_safe
def choose(request: ActorRequest) -> HttpResponse:
    """First choice: method or law, or a situation. Each link carries the new question's id."""
    ways = [
        (
            kind,
            f"{reverse('consultation:draft', args=[uuid4()])}?slag={kind.value}",
        )
        for kind in Kind
    ]
    context = {
        "ways": ways,
        "drafts": [draft_line(each) for each in drafts.drafts_of(request.actor, PURPOSE)],
        "contacts": competence.contacts(request.actor),
    }
    return TemplateResponse(request, "consultation/choose.html", context)


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list of one's own."""

    url: str
    opening: str
    saved: str


def draft_line(draft: Draft) -> DraftLine:
    return DraftLine(
        reverse("consultation:draft", args=[draft.id]),
        similar.opening(str(draft.body.get("text", ""))) or _("Tomt utkast"),
        clock.local(draft.saved_at).strftime("%-d/%-m %H.%M"),
    )


def posted_body(post: QueryDict) -> dict[str, Any]:
    """The posted form as a draft keeps it."""
    values: dict[str, Any] = {name: post.get(name, "") for name in post}
    values |= {name: post.getlist(name) for name in LISTS}
    return body_from(values)


def as_form_data(body: dict[str, Any]) -> QueryDict:
    """A draft's body as a form reads it."""
    data = QueryDict(mutable=True)
    for name, value in body.items():
        if isinstance(value, list):
            data.setlist(name, [str(each) for each in value])
        else:
            data[name] = str(value)
    return data


def _kind(body: dict[str, Any], fallback: str = "") -> Kind:
    raw = str(body.get("kind") or fallback)
    return Kind(raw) if raw in Kind.values else Kind.METHOD


def _draft(request: ActorRequest, draft_id: UUID) -> Draft | None:
    """The actor's draft, None where it has not been saved yet (its id came with the page)."""
    return Draft.objects.filter(
        pk=draft_id,
        municipality_id=request.actor.municipality_id,
        account_id=request.actor.account_id,
        purpose__in=(PURPOSE, POST_PURPOSE),
    ).first()


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The page where a question is written. POST saves, and does what the pressed button says."""
    if request.method == "POST":
        return _posted(request, draft_id)
    stored = _draft(request, draft_id)
    if stored is not None and stored.purpose == POST_PURPOSE:
        # A notice that a text has been read leads here, whatever the text is for.
        return HttpResponseRedirect(back_to(stored))
    if stored is None and rules.has_asked(request.actor, draft_id):  # the browser's Back
        return HttpResponseRedirect(reverse("consultation:question", args=[draft_id]))
    body = stored.body if stored else {"kind": request.GET.get("slag", "")}
    form_data = as_form_data(body) if stored else None
    return _page(request, draft_id, stored, body, data=form_data)


def _posted(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    actor, post = request.actor, request.POST
    # Before any row is held: it takes its time.
    received = attaching.receive(request)
    stored = drafts.save(
        actor,
        draft_id=draft_id,
        purpose=PURPOSE,
        version=number(post.get("version")),
        body=posted_body(post),
        labels={"text": _("Vad vill du ha hjälp med?")},
    )
    # Looked for now that the draft's row is ours: two presses at once come here one by one.
    down = takedown.is_down(draft_id)
    sent = Question.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).first()
    if sent is not None or down:
        return _sent_before(request, stored, None if down else sent)
    todo = post.get("do", "")
    problems = attaching.keep(actor, stored, received) if received else []
    if problems:
        return _page(
            request, draft_id, stored, stored.body, data=post, problems=problems, status=422
        )
    if todo == "discard":
        drafts.gone(stored)
        notes.say(request, _("Utkastet är slängt."))
        return HttpResponseRedirect(reverse("consultation:choose"))
    if todo == "send":
        return _send(request, stored)
    act_on(actor, stored, post, TEXTS)
    return HttpResponseRedirect(
        attaching.where_to(todo) or reverse("consultation:draft", args=[draft_id]) + place_of(todo)
    )


def _sent_before(request: ActorRequest, stored: Draft, sent: Question | None) -> HttpResponse:
    """Pressed twice; or sent from one browser and written on in another, which must not be lost.

    What was sent and has been taken down since (`sent` is None) does not come back as a draft.
    """
    sent_id, written = stored.id, str(stored.body.get("text", ""))
    if sent is None or request.POST.get("do") == "discard" or drafts.is_same(sent.text, written):
        drafts.gone(stored)
        return HttpResponseRedirect(reverse("consultation:question", args=[sent_id]))
    drafts.set_apart(stored)
    notes.warn(
        request,
        _("Frågan var redan skickad från ett annat fönster. Det du skrev här är ett nytt utkast."),
    )
    return HttpResponseRedirect(reverse("consultation:draft", args=[stored.id]))


def _send(request: ActorRequest, stored: Draft) -> HttpResponse:
    form = _form(request, stored.body, request.POST)
    if not form.is_valid():
        return _page(request, stored.id, stored, stored.body, form=form, status=422)
    try:
        question = ask(request.actor, stored, form.asking())
    except FilesNotCleared as stopped:
        return _page(
            request,
            stored.id,
            stored,
            stored.body,
            form=form,
            problems=[stopped.problem or NOT_READY],
            status=422,
        )
    except NotCleared as stopped:
        if stopped.needs_second_look:
            return HttpResponseRedirect(reverse("consultation:ask_second_look", args=[stored.id]))
        form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        return _page(request, stored.id, stored, stored.body, form=form, status=422)
    notes.say(
        request,
        _("Frågan är skickad. Du får veta när någon svarar."),
        undo_url=reverse("consultation:withdraw", args=[question.id]),
    )
    return HttpResponseRedirect(reverse("consultation:question", args=[question.id]))


def _form(request: ActorRequest, body: dict[str, Any], data: QueryDict | None) -> QuestionForm:
    areas = organisation.area_tree(request.actor)
    form_class = SituationForm if _kind(body) == Kind.SITUATION else QuestionForm
    return form_class(areas, data, use_required_attribute=False)


def _page(
    request: ActorRequest,
    draft_id: UUID,
    stored: Draft | None,
    body: dict[str, Any],
    *,
    data: QueryDict | None = None,
    form: QuestionForm | None = None,
    problems: Iterable[object] = (),
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    places = drafts.places_of(actor)
    rows = attaching.rows_of(actor, stored)
    kind = _kind(body, request.GET.get("slag", ""))
    body = {**body, "kind": kind.value}
    if form is None:
        form = _form(request, body, data)
        if data is not None:
            # A draft that is opened again is not wrong, only unfinished.
            form = _form_quiet(form, body)
    suggested = _suggestion(form, body)
    here, at_home = actor.collaboration, body.get("audience") == Audience.OWN
    context = {
        "form": form,
        "kind": kind,
        "is_situation": kind == Kind.SITUATION,
        "draft_id": draft_id,
        "version": stored.version if stored else 0,
        "saved_at": clock.local(stored.saved_at).strftime("%H.%M") if stored else "",
        "suggested": suggested,
        "chosen_people": _choosable(request, body),
        "zone": Zone.draft(here.municipalities if here and not at_home else 0),
        "contacts": organisation.contacts(actor),
        "kept_months": options.value(actor, KEPT_MONTHS),
        "trail": [Link(_("Fråga en kollega"), reverse("consultation:choose"))],
        "files": attaching.panel(actor, rows, places, form="fraga", problems=map(str, problems)),
        **_checked(request, stored, body, places=places),
    }
    return TemplateResponse(request, "consultation/draft.html", context, status=status)


def _form_quiet(form: QuestionForm, body: dict[str, Any]) -> QuestionForm:
    return type(form)(form.areas, initial=body, use_required_attribute=False)


def _checked(
    request: ActorRequest,
    stored: Draft | None,
    body: dict[str, Any],
    *,
    places: PlaceList | None = None,
) -> dict[str, Any]:
    """What the check shows, for the page and for the part of it that is fetched alone."""
    actor = request.actor
    if stored is None:
        stored = Draft(body=body, purpose=PURPOSE)
    check = drafts.look(actor, stored, TEXTS, places=places)
    fit: Fitting | None = None
    if _kind(body) == Kind.SITUATION and str(body.get("text", "")).strip():
        fit = fitting(actor, body, check, threshold=int(options.value(actor, FEW_THRESHOLD)))
    return {
        "panel": panel(check, stored, form="fraga"),
        "fit": fit,
        "second_eyes": bool(fit and fit.is_few and options.value(actor, SECOND_EYES)),
    }


def _suggestion(form: QuestionForm, body: dict[str, Any]) -> list[tuple[str, str]]:
    """Areas that the text seems to be about, while none is chosen."""
    if body.get("area") or not str(body.get("text", "")).strip():
        return []
    return form.suggested(str(body["text"]))


def _choosable(request: ActorRequest, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Colleagues to choose among, once one has said that one wants to choose."""
    if body.get("audience") != Audience.CHOSEN or not body.get("area"):
        return []
    from kollega.competence import api as competence
    from kollega.competence.models import Level

    ticked = {str(each) for each in body.get("chosen", [])}
    try:
        area_id = UUID(str(body["area"]))
    except ValueError:
        return []
    holders = competence.levels_for(request.actor, [area_id], least=Level.ORIENTED)
    return [
        {
            "id": each.colleague_id,
            "name": each.name,
            "role": ", ".join(part for part in (each.title, each.municipality_name) if part),
            "level": each.level.label,
            "ticked": str(each.colleague_id) in ticked,
        }
        for each in sorted(holders, key=lambda each: (-each.level, each.sort_key))
        if each.colleague_id != request.actor.colleague_id
    ][:40]


@require_POST
@unlogged
def save(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Autosave: keeps what is written so far, whatever it is."""
    stored = drafts.save(
        request.actor,
        draft_id=draft_id,
        purpose=PURPOSE,
        version=number(request.POST.get("version")),
        body=posted_body(request.POST),
        labels={"text": _("Vad vill du ha hjälp med?")},
    )
    return JsonResponse(
        {
            "version": stored.version,
            "saved_at": clock.local(stored.saved_at).strftime("%H.%M"),
        }
    )


@require_POST
@unlogged
def check(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The check of the text as it stands on the page; nothing is saved."""
    stored = _draft(request, draft_id)
    body = posted_body(request.POST)
    looked = Draft(
        body=body,
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
        purpose=PURPOSE,
    )
    areas = organisation.area_tree(request.actor)
    form = QuestionForm(areas)
    context = {
        **_checked(request, looked, body),
        "is_situation": _kind(body) == Kind.SITUATION,
        "suggested": _suggestion(form, body),
        "draft_id": draft_id,
    }
    return TemplateResponse(request, "consultation/check.html", context)


@require_POST
@unlogged
def who(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Earlier questions like this one, and who would get it and why."""
    body = posted_body(request.POST)
    asking = _loosely(body)
    text = str(body.get("text", ""))
    found, alike = None, similar.similar_ids(request.actor, text) if text.strip() else []
    if asking is not None and asking.audience != Audience.CHOSEN:
        found, alike = who_gets(request.actor, asking, text)
    context: dict[str, Any] = {
        "earlier": similar.earlier(request.actor, alike),
        "recipients": found,
        "shown_recipients": found.first if found else (),
        "guides": knowledge.guidance(request.actor, "asking", asking.area_id) if asking else [],
    }
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        here = request.actor.collaboration
        context |= {
            "zone": Zone.draft(here.municipalities if here else 0),
            "trail": [
                Link(_("Tillbaka till utkastet"), reverse("consultation:draft", args=[draft_id]))
            ],
        }
        return TemplateResponse(request, "consultation/who_page.html", context)
    return TemplateResponse(request, "consultation/who.html", context)


def _loosely(body: dict[str, Any]) -> Asking | None:
    """What is known so far of an unfinished form; None without an area."""
    try:
        area_id = UUID(str(body.get("area", "")))
    except ValueError:
        return None
    urgency, audience = str(body.get("urgency")), str(body.get("audience"))
    return Asking(
        kind=_kind(body),
        area_id=area_id,
        urgency=Urgency(urgency) if urgency in Urgency.values else Urgency.THREE_DAYS,
        audience=Audience(audience) if audience in Audience.values else Audience.GROUP,
    )
