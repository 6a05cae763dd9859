"""A question: what one sees before reading on, the thread, answering."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.border import drafts
from kollega.border.files import FilesNotCleared
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.consultation import links, queries, rules, services
from kollega.consultation.attachments import attaching, reading
from kollega.consultation.attachments.attaching import NOT_READY, Received
from kollega.consultation.choices import Status
from kollega.consultation.forms import PostForm
from kollega.consultation.models import Post
from kollega.consultation.rules import Standing
from kollega.consultation.to_card import queries as of_cards
from kollega.consultation.to_card import rules as card_rules
from kollega.consultation.views import shown
from kollega.consultation.views.common import (
    POST_PURPOSE,
    act_on,
    id_of,
    next_draft_id,
    number,
    own_draft,
    panel_of,
    place_of,
    save_draft,
    too_late,
    url_of,
    zone_of,
)
from kollega.core import clock, notices
from kollega.core.limits import takes_files
from kollega.core.request import ActorRequest, unlogged
from kollega.organisation import options
from kollega.recognition import PlaceList
from kollega.ui import notes
from kollega.ui.parts import Link

__all__ = ["POST_PURPOSE"]


@require_safe
def question(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The thread; before reading on only area, age span and kind of help."""
    standing = rules.question_for(request.actor, public_id)
    if not standing.may_read:
        context = {"line": queries.line(standing), "zone": zone_of(request, standing)}
        return TemplateResponse(request, "consultation/preview.html", context)
    return _thread(request, standing)


def _thread(
    request: ActorRequest,
    standing: Standing,
    *,
    form: PostForm | None = None,
    draft: Draft | None = None,
    problems: Iterable[object] = (),
    status: int = 200,
) -> HttpResponse:
    actor, row = request.actor, standing.question
    can, is_going_on = rules.abilities(standing), row.status in rules.ONGOING
    if can["answer"] and draft is None:
        draft = own_draft(request, row.id, POST_PURPOSE)
    body = draft.body if draft else {}
    attached = reading.files_in(actor, standing)
    places = drafts.places_of(actor) if draft else None
    entries = queries.thread(actor, standing)
    cards = [] if is_going_on else of_cards.cards_beside(actor, row)
    last = next((each.id for each in reversed(entries) if each.is_mine), None)
    context = {
        "standing": standing,
        "line": queries.line(standing),
        "question": row,
        "tried": queries.tried_words(row),
        "first_post": shown.first_post(standing, asker := _asker_name(standing)),
        "attached": attached.get(None, ()),
        "posts": [
            (each, shown.as_post(each, row.id, asker), attached.get(each.id, ()))
            for each in entries
        ],
        "asker_name": asker,
        "people": queries.asked_people(request.actor, row)
        if standing.is_asker and is_going_on
        else [],
        "closing": queries.closing_of(row) if row.status == Status.CLOSED else None,
        "can": can,
        "form": form or PostForm(initial=body, is_asker=standing.is_asker),
        "draft_id": draft.id if draft else next_draft_id(actor, row.id, last),
        "version": draft.version if draft else 0,
        "saved_at": clock.local(draft.saved_at).strftime("%H.%M") if draft else "",
        "panel": panel_of(request, draft, places=places) if draft else None,
        "files": attaching.panel(
            actor,
            attaching.rows_of(actor, draft),
            places or PlaceList(),
            form="svar",
            problems=map(str, problems),
        ),
        "record_system": options.value(actor, "organisation.record_system"),
        "today": clock.today(),
        "links": links.links_for(actor, standing),
        "cards": cards,
        "may_make_card": not any(each.came_of_it for each in cards)
        and card_rules.is_party(
            standing, [each.author_id for each in entries if not each.by_asker], actor.colleague_id
        ),
        "zone": zone_of(request, standing),
        "trail": [Link(_("Frågor"), reverse("consultation:questions"))],
    }
    return TemplateResponse(request, "consultation/question.html", context, status=status)


def _asker_name(standing: Standing) -> str:
    """Who asks, for those who may know: everyone where it is signed, else the one who took it."""
    row = standing.question
    if row.asker is not None:
        return f"{row.asker.name}, {queries.shown(row.asker)}"
    return "" if standing.is_asker else standing.shown_asker


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
    return HttpResponseRedirect(url_of("question", public_id))


@require_POST
def take(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say that one will answer."""
    standing = rules.question_for(request.actor, public_id, need="read", lock=True)
    if standing.has_taken:
        return HttpResponseRedirect(url_of("question", public_id))
    ability = rules.take(standing)
    if not ability and not standing.is_asker:
        # Two pressed at once: the second is told, and may answer all the same.
        notes.warn(request, str(ability.why))
        return HttpResponseRedirect(url_of("question", public_id))
    services.take(request.actor, standing)
    notes.say(request, _("Du har tagit frågan. Den som frågar får veta det."))
    return HttpResponseRedirect(url_of("question", public_id))


@takes_files
@require_POST
def post(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Save what is written in the thread, do what the button says, and post it."""
    actor, data = request.actor, request.POST
    received = Received()
    try:
        if request.FILES or data.get("do") == "attach":
            # Before any row is held: it takes its time.
            rules.question_for(actor, public_id, need="read")
            received = attaching.receive(request)
        standing = rules.question_for(actor, public_id, need="read", lock=True)
    except Http404:
        return _gone(request)
    return _posted(request, standing, received)


def _posted(request: ActorRequest, standing: Standing, received: Received) -> HttpResponse:
    actor, data, public_id = request.actor, request.POST, standing.question.id
    draft_id = id_of(data.get("draft"))
    sent = Post.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).first()
    if sent is not None:
        return _sent_before(request, standing, sent)
    if not rules.answer(standing):
        return too_late(request, standing, rules.answer(standing).why)
    stored = save_draft(request, public_id, draft_id, POST_PURPOSE)
    todo = data.get("do", "")
    problems: list[object] = [*attaching.keep(actor, stored, received)] if received else []
    if problems:
        return _thread(request, standing, draft=stored, problems=problems, status=422)
    if todo == "discard":
        drafts.gone(stored)
        return HttpResponseRedirect(url_of("question", public_id))
    if todo != "send":
        act_on(actor, stored, data, ("text",))
        here = url_of("question", public_id) + place_of(todo, "#svara")
        return HttpResponseRedirect(attaching.where_to(todo) or here)
    return _send(request, standing, stored)


def _sent_before(request: ActorRequest, standing: Standing, sent: Post) -> HttpResponse:
    """Pressed twice; or sent from one browser and written on in another, which must not be lost."""
    public_id = standing.question.id
    if drafts.is_same(sent.text, request.POST.get("text", "")):
        return HttpResponseRedirect(url_of("question", public_id) + f"#p-{sent.id}")
    if not rules.answer(standing):
        return too_late(request, standing, rules.answer(standing).why)
    stored = save_draft(request, public_id, sent.id, POST_PURPOSE)
    drafts.set_apart(stored)
    notes.warn(
        request,
        _("Ditt svar skickades från ett annat fönster. Det du skrev här är sparat, inte skickat."),
    )
    return HttpResponseRedirect(url_of("question", public_id) + "#svara")


def _send(request: ActorRequest, standing: Standing, stored: Draft) -> HttpResponse:
    """Post what was saved; where it may not go as it is, the page with what stands in the way."""
    actor, public_id = request.actor, standing.question.id
    form = PostForm(request.POST, is_asker=standing.is_asker)
    problems: list[object] = []
    if form.is_valid():
        try:
            kind = form.cleaned_data.get("kind") or Post.Kind.ADVICE
            entry = services.post(actor, standing, stored, kind=kind)
        except FilesNotCleared as stopped:
            problems.append(stopped.problem or NOT_READY)
        except NotCleared as stopped:
            if stopped.needs_second_look:
                return HttpResponseRedirect(url_of("ask_second_look", stored.id))
            form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        else:
            notices.clear(actor, public_id)
            return HttpResponseRedirect(url_of("question", public_id) + f"#p-{entry.id}")
    return _thread(request, standing, form=form, draft=stored, problems=problems, status=422)


def _gone(request: ActorRequest) -> HttpResponse:
    """There is no such question, or there is none any more: what was written is given back."""
    context = {"text": request.POST.get("text", "")}
    return TemplateResponse(request, "consultation/gone.html", context, status=404)


@require_POST
@unlogged
def save_post(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Autosave of what is written in the thread; tells the others that somebody writes."""
    standing = rules.question_for(request.actor, public_id, need="read")
    rules.answer(standing).require()
    stored = save_draft(request, public_id, id_of(request.POST.get("draft")), POST_PURPOSE)
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
    stored = own_draft(request, public_id, POST_PURPOSE)
    looked = Draft(
        body={"text": request.POST.get("text", "")},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    return TemplateResponse(
        request, "consultation/post_check.html", {"panel": panel_of(request, looked)}
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
    standing = rules.question_for(request.actor, public_id, need="own", lock=True)
    entry = queries.post_for(request.actor, standing, post_id, lock=True)
    value = {"yes": True, "no": False}.get(request.POST.get("helped", ""))
    services.mark_helped(request.actor, standing, entry, helped=value)
    return HttpResponseRedirect(url_of("question", public_id) + f"#p-{post_id}")
