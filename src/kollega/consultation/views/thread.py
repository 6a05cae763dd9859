"""A question: what one sees before reading on, the thread, answering, closing."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.consultation import queries, rules, services
from kollega.consultation.forms import ClosingForm, PostForm
from kollega.consultation.models import Closing, Post, Status
from kollega.consultation.rules import Standing
from kollega.consultation.services import Outcome
from kollega.consultation.views import shown
from kollega.consultation.views.asking import act_on, number
from kollega.core import clock, notices
from kollega.core.request import ActorRequest, unlogged
from kollega.organisation import options
from kollega.ui import notes
from kollega.ui.parts import Confirmation, Link, Zone

POST_PURPOSE = "post"
CLOSING_PURPOSE = "closing"


def _url(name: str, *ids: UUID) -> str:
    return reverse(f"consultation:{name}", args=list(ids))


def _zone(request: ActorRequest, standing: Standing) -> Zone:
    if standing.question.only_municipality_id:
        return Zone.own(request.actor.municipality_name)
    here = request.actor.collaboration
    return Zone.shared(here.municipalities if here else 0)


@require_safe
def question(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The thread; before reading on only area, age span and kind of help."""
    standing = rules.question_for(request.actor, public_id)
    if not standing.may_read:
        context = {"line": queries.line(standing), "zone": _zone(request, standing)}
        return TemplateResponse(request, "consultation/preview.html", context)
    return _thread(request, standing)


def _thread(
    request: ActorRequest,
    standing: Standing,
    *,
    form: PostForm | None = None,
    draft: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, row = request.actor, standing.question
    can = rules.abilities(standing)
    if can["answer"] and draft is None:
        draft = _own_draft(request, row.id, POST_PURPOSE)
    body = draft.body if draft else {}
    context = {
        "standing": standing,
        "line": queries.line(standing),
        "question": row,
        "tried": queries.tried_words(row),
        "first_post": shown.first_post(standing, asker := _asker_name(request, standing)),
        "posts": [
            (each, shown.as_post(each, row.id, asker)) for each in queries.thread(actor, standing)
        ],
        "asker_name": asker,
        "people": queries.asked_people(row) if standing.is_asker else [],
        "closing": queries.closing_of(row) if row.status == Status.CLOSED else None,
        "can": can,
        "form": form or PostForm(initial=body, is_asker=standing.is_asker),
        "draft_id": draft.id if draft else uuid4(),
        "version": draft.version if draft else 0,
        "saved_at": clock.local(draft.saved_at).strftime("%H.%M") if draft else "",
        "panel": _panel(request, draft) if draft else None,
        "record_system": options.value(actor, "organisation.record_system"),
        "today": clock.today(),
        "zone": _zone(request, standing),
        "trail": [Link(_("Frågor"), reverse("consultation:questions"))],
    }
    return TemplateResponse(request, "consultation/question.html", context, status=status)


def _panel(request: ActorRequest, draft: Draft) -> object:
    check = drafts.look(request.actor, draft, ("text",))
    return panel(check, draft, form="svar")


def _own_draft(request: ActorRequest, question_id: UUID, purpose: str) -> Draft | None:
    found = drafts.drafts_of(request.actor, purpose, subject_id=question_id)
    return found[0] if found else None


def _asker_name(request: ActorRequest, standing: Standing) -> str:
    """Who asks, for those who may know: everyone where it is signed, else the one who took it."""
    row = standing.question
    if row.asker is not None:
        return f"{row.asker.name}, {queries.shown(row.asker)}"
    if standing.is_asker:
        return ""
    return queries.name_of(request.actor, standing.shown_asker_id)


@require_POST
def respond(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Read on, or step out. One address for both: the log must not tell which."""
    standing = rules.question_for(request.actor, public_id, lock=True)
    if request.POST.get("choice") == "leave":
        released = services.step_out(request.actor, standing)
        notices.clear(request.actor, public_id)
        notes.say(
            request,
            _("Klart. Frågan visas inte för dig mer. Den väntar nu på en ny kollega.")
            if released
            else _("Klart. Frågan visas inte för dig mer, och ingen får veta något."),
        )
        return HttpResponseRedirect(reverse("desk:my_day"))
    services.read_on(request.actor, standing)
    notices.clear(request.actor, public_id)
    return HttpResponseRedirect(_url("question", public_id))


@require_POST
def take(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say that one will answer."""
    standing = rules.question_for(request.actor, public_id, need="read", lock=True)
    if standing.has_taken:
        return HttpResponseRedirect(_url("question", public_id))
    ability = rules.take(standing)
    if not ability and not standing.is_asker:
        # Two pressed at once: the second is told, and may answer all the same.
        notes.warn(request, str(ability.why))
        return HttpResponseRedirect(_url("question", public_id))
    services.take(request.actor, standing)
    notes.say(request, _("Du har tagit frågan. Den som frågar får veta det."))
    return HttpResponseRedirect(_url("question", public_id))


@require_POST
def post(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Save what is written in the thread, do what the button says, and post it."""
    actor, data = request.actor, request.POST
    standing = rules.question_for(actor, public_id, need="read", lock=True)
    draft_id = _id(data.get("draft"))
    posted = Post.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).exists()
    if posted:
        return HttpResponseRedirect(_url("question", public_id) + f"#p-{draft_id}")
    if not rules.answer(standing):
        return _too_late(request, standing)
    stored = _save(request, public_id, draft_id, POST_PURPOSE)
    todo = data.get("do", "")
    if todo == "discard":
        drafts.gone(stored)
        return HttpResponseRedirect(_url("question", public_id))
    if todo != "send":
        act_on(actor, stored, data, ("text",))
        return HttpResponseRedirect(_url("question", public_id) + "#svara")
    form = PostForm(data, is_asker=standing.is_asker)
    if form.is_valid():
        try:
            kind = form.cleaned_data.get("kind") or Post.Kind.ADVICE
            entry = services.post(actor, standing, stored, kind=kind)
        except NotCleared:
            form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        else:
            notices.clear(actor, public_id)
            return HttpResponseRedirect(_url("question", public_id) + f"#p-{entry.id}")
    return _thread(request, standing, form=form, draft=stored, status=422)


def _too_late(request: ActorRequest, standing: Standing) -> HttpResponse:
    """The question was closed while somebody wrote: what was written is given back."""
    context = {
        "text": request.POST.get("text", ""),
        "why": rules.answer(standing).why,
        "question_id": standing.question.id,
        "zone": _zone(request, standing),
    }
    return TemplateResponse(request, "consultation/too_late.html", context, status=409)


def _id(raw: str | None) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        return uuid4()


def _save(
    request: ActorRequest,
    question_id: UUID,
    draft_id: UUID,
    purpose: str,
    *,
    version: str = "version",
) -> Draft:
    """Keep what was posted as a draft; `version` names the field with the draft's version."""
    names = ("text", "kind", "result", "escalation", "sure_after", "post")
    return drafts.save(
        request.actor,
        draft_id=draft_id,
        purpose=purpose,
        subject_id=question_id,
        version=number(request.POST.get(version)),
        body={name: request.POST[name] for name in names if name in request.POST},
        labels={"text": _("Ditt svar")},
    )


@require_POST
@unlogged
def save_post(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Autosave of what is written in the thread; tells the others that somebody writes."""
    standing = rules.question_for(request.actor, public_id, need="read")
    rules.answer(standing).require()
    stored = _save(request, public_id, _id(request.POST.get("draft")), POST_PURPOSE)
    services.writing(request.actor, standing)
    return JsonResponse(
        {
            "version": stored.version,
            "saved_at": clock.local(stored.saved_at).strftime("%H.%M"),
        }
    )


@require_POST
@unlogged
def check_post(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The check of what is written in the thread as it stands on the page."""
    rules.question_for(request.actor, public_id, need="read")
    stored = _own_draft(request, public_id, POST_PURPOSE)
    looked = Draft(
        body={"text": request.POST.get("text", "")},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    return TemplateResponse(
        request, "consultation/post_check.html", {"panel": _panel(request, looked)}
    )


@require_POST
@unlogged
def presence(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Who else is writing just now, and whether something new has come."""
    standing = rules.question_for(request.actor, public_id, need="read")
    context = {
        "writers": queries.who_writes(request.actor, standing),
        "count": queries.count_posts(standing),
        "seen": number(request.GET.get("sett")),
        "question_id": public_id,
    }
    return TemplateResponse(request, "consultation/presence.html", context)


@require_POST
def helped(request: ActorRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """The asker marks what helped, or takes the mark back."""
    standing = rules.question_for(request.actor, public_id, need="own")
    entry = queries.post_for(request.actor, standing, post_id, lock=True)
    value = {"yes": True, "no": False}.get(request.POST.get("helped", ""))
    services.mark_helped(request.actor, standing, entry, helped=value)
    return HttpResponseRedirect(_url("question", public_id) + f"#p-{post_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """Change one's own post. What it said before is kept and can be read."""
    actor = request.actor
    standing = rules.question_for(actor, public_id, need="read")
    rules.answer(standing).require()
    entry = queries.own_post(actor, standing, post_id, lock=request.method == "POST")
    form = PostForm({"text": request.POST.get("text", entry.text)}, is_asker=True)
    draft = Draft(body={"text": form.data["text"]}, purpose="edit")
    status = 200
    if request.method == "POST":
        # `version` is the post's own, so that the page with both texts can send it along.
        draft = _save(
            request,
            public_id,
            _id(request.POST.get("draft")),
            "edit",
            version="draft_version",
        )
        todo = request.POST.get("do", "")
        if todo and todo != "send":
            act_on(actor, draft, request.POST, ("text",))
            form = PostForm({"text": draft.body["text"]}, is_asker=True)
        elif form.is_valid():
            try:
                services.edit(
                    actor, standing, entry, draft, version=number(request.POST.get("version"))
                )
            except NotCleared:
                form.add_error("text", _("Något i texten kan peka ut en person."))
                status = 422
            else:
                return HttpResponseRedirect(_url("question", public_id) + f"#p-{post_id}")
        else:
            status = 422
    context = {
        "form": form,
        "entry": entry,
        "draft_id": draft.id,
        "version": draft.version,
        "panel": _panel(request, draft),
        "question_id": public_id,
        "zone": _zone(request, standing),
        "trail": [Link(_("Tillbaka till frågan"), _url("question", public_id))],
    }
    return TemplateResponse(request, "consultation/edit.html", context, status=status)


@require_safe
def edits(request: ActorRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """What a post said before it was changed."""
    standing = rules.question_for(request.actor, public_id, need="read")
    queries.post_for(request.actor, standing, post_id)
    context = {
        "versions": queries.earlier_versions(request.actor, standing, post_id),
        "zone": _zone(request, standing),
        "trail": [Link(_("Tillbaka till frågan"), _url("question", public_id))],
    }
    return TemplateResponse(request, "consultation/edits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Close the question: one press, or a few short items."""
    actor, data = request.actor, request.POST
    locked = request.method == "POST"
    standing = rules.question_for(actor, public_id, need="own", lock=locked)
    draft_id = _id(data.get("draft"))
    done = Closing.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).exists()
    if done:
        return HttpResponseRedirect(_url("question", public_id))
    rules.close(standing).require()
    draft = _own_draft(request, public_id, CLOSING_PURPOSE)
    form, status = ClosingForm(initial=draft.body if draft else None), 200
    if request.method == "POST":
        draft = _save(request, public_id, draft_id, CLOSING_PURPOSE)
        form = ClosingForm(data)
        todo = data.get("do", "")
        if todo not in {"", "send"}:
            act_on(actor, draft, data, ("text",))
            return HttpResponseRedirect(_url("close", public_id))
        status = 422
        if form.is_valid():
            try:
                services.close(actor, standing, draft, _outcome(form))
            except NotCleared:
                form.add_error("text", _("Något i texten kan peka ut en person."))
            else:
                notes.say(
                    request,
                    _("Frågan är avslutad. Tack, det hjälper nästa kollega."),
                    undo_url=_url("reopen", public_id),
                )
                return HttpResponseRedirect(_url("question", public_id))
    context = {
        "form": form,
        "line": queries.line(standing),
        "draft_id": draft.id if draft else draft_id,
        "version": draft.version if draft else 0,
        "panel": _panel(request, draft) if draft and draft.body.get("text") else None,
        "question_id": public_id,
        "zone": _zone(request, standing),
        "trail": [Link(_("Tillbaka till frågan"), _url("question", public_id))],
    }
    return TemplateResponse(request, "consultation/close.html", context, status=status)


def _outcome(form: ClosingForm) -> Outcome:
    data = form.cleaned_data
    return Outcome(
        result=data["result"],
        escalation=data["escalation"],
        sure_after=int(data["sure_after"]) if data["sure_after"] else None,
    )


@require_POST
def reopen(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Undo a closing."""
    standing = rules.question_for(request.actor, public_id, need="own", lock=True)
    if standing.question.status == Status.CLOSED:
        services.reopen(request.actor, standing)
        notes.say(request, _("Frågan är öppen igen."))
    return HttpResponseRedirect(_url("question", public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take a question back before anybody has answered."""
    locked = request.method == "POST"
    standing = rules.question_for(request.actor, public_id, need="own", lock=locked)
    if standing.question.status == Status.WITHDRAWN:
        return HttpResponseRedirect(reverse("consultation:questions"))
    rules.withdraw(standing).require()
    if not locked:
        confirm = Confirmation(
            title=_("Ta tillbaka frågan?"),
            consequences=[
                _("Ingen annan kan se den längre."),
                _("De som har hunnit läsa den vet vad som stod."),
            ],
            action=_("Ta tillbaka frågan"),
            cancel_url=_url("question", public_id),
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    services.withdraw(request.actor, standing)
    notes.say(request, _("Frågan är tillbakatagen."))
    return HttpResponseRedirect(reverse("consultation:questions") + "?visa=mina")


@require_POST
def show_name(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The asker shows her name to all who read the thread."""
    standing = rules.question_for(request.actor, public_id, need="own", lock=True)
    services.show_name_to(request.actor, standing, colleague_id=None)
    notes.say(request, _("Ditt namn visas nu för dem som läser frågan."))
    return HttpResponseRedirect(_url("question", public_id))
