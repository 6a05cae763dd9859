"""The two times when one is asked how it went: what is planned, answering, asking again."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.consultation.choices import Kind, Status
from kollega.consultation.models import Question
from kollega.consultation.views.common import id_of
from kollega.core.request import ActorRequest, denied
from kollega.outcome import following, queries
from kollega.outcome.forms import FollowUpForm
from kollega.outcome.models import FollowUp
from kollega.outcome.views.common import back_to_question, own_question, own_zone
from kollega.ui import notes
from kollega.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def follow_ups(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What is planned for a question; switched on or off by the one who asked."""
    standing = own_question(request, public_id, lock=request.method == "POST")
    question = standing.question
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            following.stop(request.actor, public_id)
            notes.say(request, _("Vi frågar inte mer om den här frågan."))
        elif question.status != Status.CLOSED:
            raise denied(_("Frågan är inte avslutad än."))
        else:
            following.plan(request.actor, question, wanted=True)
            notes.say(request, _("Vi frågar dig hur det gick."))
        return HttpResponseRedirect(reverse("outcome:follow_ups", args=[public_id]))
    planned = queries.follow_ups_of(request.actor, standing)
    context = {
        "planned": planned,
        "is_method": question.kind == Kind.METHOD,
        "is_closed": question.status == Status.CLOSED,
        "may_stop": any(not (each.is_answered or each.is_stopped) for each in planned),
        "may_start": not planned or any(each.is_stopped and not each.asked_on for each in planned),
        "question_id": public_id,
        "zone": own_zone(request.actor),
        "trail": back_to_question(public_id),
    }
    return TemplateResponse(request, "outcome/follow_ups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Answer how it went, change the answer, or say that one does not want to."""
    posted = request.method == "POST"
    row = queries.follow_up_for(request.actor, follow_up_id, lock=posted)
    here = reverse("outcome:follow_up", args=[follow_up_id])
    form, status = FollowUpForm(initial=_initial(row)), 200
    if posted and request.POST.get("do") == "decline":
        following.stop(request.actor, row.question_id)
        notes.say(request, _("Tack, då frågar vi inte mer. Det är helt i sin ordning."))
        return HttpResponseRedirect(here)
    if posted:
        form, status = FollowUpForm(request.POST), 422
        if row.asked_on is None:
            raise denied(_("Den här frågan har inte ställts än."))
        if form.is_valid():
            following.answer(request.actor, row, form.answer())
            notes.say(request, _("Tack. Svaret är sparat."))
            return HttpResponseRedirect(here)
    question = queries.question_of(row)
    changing = request.GET.get("visa") == "andra"
    context = {
        "form": form,
        "row": queries.later(row),
        "question": question,
        "area": question.area.shown_title if question else "",
        "is_open": row.asked_on is not None and (row.answered_at is None or changing or posted),
        "draft_id": uuid4(),
        "zone": own_zone(request.actor),
        "trail": _trail(row, question),
    }
    return TemplateResponse(request, "outcome/follow_up.html", context, status=status)


def _initial(row: FollowUp) -> dict[str, object]:
    return {"followed": row.followed, "happened": row.happened, "ask_again": row.ask_again}


def _trail(row: FollowUp, question: Question | None) -> list[Link]:
    return back_to_question(row.question_id) if question else []


@require_POST
def ask_again(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """A new draft that begins with what was asked the last time."""
    actor = request.actor
    row = queries.follow_up_for(actor, follow_up_id)
    standing = own_question(request, row.question_id)
    draft_id = id_of(request.POST.get("draft"))
    sent = Question.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).exists()
    if sent:
        # Sent since, and this page was gone back to.
        return HttpResponseRedirect(reverse("consultation:question", args=[draft_id]))
    draft = following.draft_again(actor, standing.question, draft_id)
    notes.say(request, _("Här är din förra fråga som ett nytt utkast. Ändra det som är nytt."))
    return HttpResponseRedirect(reverse("consultation:draft", args=[draft.id]))
