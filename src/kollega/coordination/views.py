"""The coordinator's desk: what is stuck, who is asked too often, who will be away, thanks."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence import api as competence
from kollega.competence.models import Level
from kollega.consultation import steering
from kollega.consultation.choices import Status
from kollega.consultation.rules import Standing
from kollega.coordination import queries, rules, services
from kollega.coordination.forms import AskMoreForm, MoveForm, ThankForm
from kollega.core.request import ActorRequest, not_found
from kollega.organisation import api as organisation
from kollega.organisation.models import PracticeArea
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link, Zone

SUGGESTED = 40


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Everything that needs the coordinator, on one page. Five statements of its own."""
    actor = request.actor
    steering.steers(actor).require()
    page = queries.waiting(actor, page_number(request))
    context = {
        "stuck": [each for each in page.rows if each.stuck],
        "moving": [each for each in page.rows if not each.stuck],
        "paging": Paging.beside(request, page.number, has_next=page.has_next),
        "often": queries.asked_too_often(actor),
        "absences": queries.coming_absences(actor),
        "areas": queries.thin_areas(actor),
        "to_thank": queries.to_thank(actor),
        "zone": _zone(request),
    }
    return TemplateResponse(request, "coordination/desk.html", context)


@require_safe
def question(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One question that waits, as somebody who has not read it meets it."""
    steering.steers(request.actor).require()
    return _question(request, steering.question_to_steer(request.actor, public_id))


def _question(
    request: ActorRequest,
    standing: Standing,
    *,
    more: AskMoreForm | None = None,
    elsewhere: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, row = request.actor, standing.question
    more = more or AskMoreForm(_people(request, standing))
    context = {
        "waiting": queries.waiting_one(standing),
        "is_taken": row.status == Status.TAKEN,
        "remind_on": steering.remind_again_on(row),
        "question_id": row.id,
        "more": more,
        "elsewhere": elsewhere
        or MoveForm(organisation.area_choices(actor), initial={"area": str(row.area_id)}),
        "zone": _zone(request),
        "trail": _trail(),
    }
    return TemplateResponse(request, "coordination/question.html", context, status=status)


def _people(request: ActorRequest, standing: Standing) -> list[tuple[str, str]]:
    """Everybody who knows the question's area, asked already or not: the most experienced first,
    the absent last."""
    holders = competence.levels_for(
        request.actor, [standing.question.area_id], least=Level.ORIENTED
    )
    found = []
    for each in sorted(holders, key=lambda each: (each.away, -each.level, each.sort_key)):
        words = f"{each.name}, {each.municipality_name}: {each.level.label}"
        if each.away:
            words = _("%(who)s (borta i dag)") % {"who": words}
        found.append((str(each.colleague_id), words))
    return found[:SUGGESTED]


@require_POST
def ask_more(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Put the question to more colleagues."""
    steering.steers(request.actor).require()
    standing = steering.question_to_steer(request.actor, public_id, lock=True)
    form = AskMoreForm(_people(request, standing), request.POST)
    if not form.is_valid():
        return _question(request, standing, more=form, status=422)
    chosen = [UUID(each) for each in form.cleaned_data["colleague"]]
    steering.ask_more(request.actor, standing.question, chosen)
    notes.say(request, _("Klart. De som inte redan hade fått frågan har fått den nu."))
    return _back(public_id)


@require_POST
def ask_next(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Ask the next group now."""
    steering.steers(request.actor).require()
    standing = steering.question_to_steer(request.actor, public_id, lock=True)
    if standing.question.status == Status.TAKEN:
        notes.warn(
            request, _("En kollega har redan tagit frågan. Du kan påminna eller fråga fler.")
        )
    elif steering.ask_next(request.actor, standing.question):
        notes.say(request, _("Nästa grupp är frågad."))
    else:
        notes.warn(request, _("Det finns ingen grupp kvar. Fråga fler kollegor i stället."))
    return _back(public_id)


@require_POST
def move(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Put the question in another area."""
    actor = request.actor
    steering.steers(actor).require()
    standing = steering.question_to_steer(actor, public_id, lock=True)
    form = MoveForm(organisation.area_choices(actor), request.POST)
    if not form.is_valid():
        return _question(request, standing, elsewhere=form, status=422)
    return _move(request, standing, UUID(form.cleaned_data["area"]))


@require_POST
def move_back(request: ActorRequest, public_id: UUID, area_id: UUID) -> HttpResponse:
    """Undo a move."""
    steering.steers(request.actor).require()
    standing = steering.question_to_steer(request.actor, public_id, lock=True)
    return _move(request, standing, area_id)


def _move(request: ActorRequest, standing: Standing, area_id: UUID) -> HttpResponse:
    before = standing.question.area_id
    area = PracticeArea.objects.filter(
        collaboration_id=request.actor.collaboration_id, pk=area_id, merged_into__isnull=True
    ).first()
    if area is None:
        raise not_found()
    steering.move(request.actor, standing.question, area)
    if before != area_id:
        notes.say(
            request,
            _("Frågan ligger nu under %(area)s. Välj vilka du vill fråga.")
            % {"area": area.shown_title},
            undo_url=reverse("coordination:move_back", args=[standing.question.id, before]),
        )
    return _back(standing.question.id)


@require_POST
def remind(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Remind the one who took the question, once a workday."""
    steering.steers(request.actor).require()
    standing = steering.question_to_steer(request.actor, public_id, lock=True)
    if steering.remind(request.actor, standing.question):
        notes.say(request, _("Den som tog frågan har fått en påminnelse."))
    elif standing.question.status == Status.TAKEN:
        notes.warn(request, _("Den som tog frågan är redan påmind. En gång per arbetsdag räcker."))
    else:
        notes.warn(request, _("Ingen har frågan längre, så det finns ingen att påminna."))
    return _back(public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def thank(request: ActorRequest) -> HttpResponse:
    """Thank those whose advice has helped."""
    actor = request.actor
    steering.steers(actor).require()
    people = queries.to_thank(actor)
    choices = [(str(each.id), f"{each.name}, {each.role}") for each in people]
    form = ThankForm(choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.thank(
            actor,
            public_id=data["id"],
            colleague_ids=[UUID(each) for each in data["colleague"]],
            words=data["words"],
        )
        notes.say(request, _("Tacket är framfört."))
        return HttpResponseRedirect(reverse("coordination:desk"))
    context = {"form": form, "people": people, "zone": _zone(request), "trail": _trail()}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "coordination/thank.html", context, status=status)


@require_safe
def thanks(request: ActorRequest, thanks_id: UUID) -> HttpResponse:
    """What the coordinator said, for the one who is thanked."""
    row = rules.thanks_for(request.actor, thanks_id)
    context = {
        "words": queries.thanks_line(row),
        "by": row.by.name,
        "at": row.at,
        "thanks_id": row.id,
        "zone": _zone(request),
    }
    return TemplateResponse(request, "coordination/thanks.html", context)


def _back(public_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("coordination:question", args=[public_id]))


def _zone(request: ActorRequest) -> Zone:
    here = request.actor.collaboration
    return Zone.shared(here.municipalities if here else 0)


def _trail() -> list[Link]:
    return [Link(_("Samordning"), reverse("coordination:desk"))]
