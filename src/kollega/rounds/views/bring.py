"""From a thread: take the question up in a round, suggest it, propose a round of its own."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence import api as competence
from kollega.competence.models import Level
from kollega.consultation import api as consultation
from kollega.consultation import rules as questions
from kollega.consultation.rules import Standing
from kollega.core import clock, notices
from kollega.core.request import ActorRequest
from kollega.organisation import options
from kollega.rounds import rules
from kollega.rounds.choices import Presenter, Status
from kollega.rounds.forms import BringForm, ProposeForm
from kollega.rounds.options import MOST_CASES
from kollega.rounds.queries import bringing as queries
from kollega.rounds.queries.bringing import Choice
from kollega.rounds.queries.meeting import shown
from kollega.rounds.services import bringing
from kollega.rounds.views.common import id_of, id_or_none, shared, url_of
from kollega.ui import notes
from kollega.ui.parts import Confirmation, Link

MOST_PEOPLE = 24


def _trail(question_id: UUID, *more: Link) -> list[Link]:
    return [Link(_("Frågan"), reverse("consultation:question", args=[question_id])), *more]


def _label(choice: Choice) -> str:
    day = clock.local(choice.starts_at)
    words = date_format(day, "l j F") + _(" klockan ") + day.strftime("%H.%M")
    words = words[0].upper() + words[1:]
    return f"{words}, {choice.area}" if choice.area else words


def _hint(choice: Choice) -> str:
    if choice.is_full:
        return _("Full. Välj en annan.")
    words = ngettext(
        "%(count)d kollega är tillfrågad", "%(count)d kollegor är tillfrågade", choice.people
    ) % {"count": choice.people}
    if choice.from_home:
        words += ngettext(
            ", varav %(count)d i din egen kommun.",
            ", varav %(count)d i din egen kommun.",
            choice.from_home,
        ) % {"count": choice.from_home}
    else:
        words += _(", ingen i din egen kommun.")
    return words


def _taken(standing: Standing) -> bool:
    return standing.question.taken_by_id is not None


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Take one's own question up in a standing round."""
    actor, posted = request.actor, request.method == "POST"
    standing = questions.question_for(actor, question_id, need="own")
    can = bringing.may_bring(standing)
    coming = queries.choices(actor, int(options.value(actor, MOST_CASES)))
    form = BringForm(
        [(str(each.round_id), _label(each)) for each in coming],
        request.POST if posted else None,
        taken=_taken(standing),
        signed=standing.question.asker_id is not None,
        hints={str(each.round_id): _hint(each) for each in coming},
        use_required_attribute=False,
    )
    if posted:
        can.require()
        if form.is_valid():
            seat = rules.round_for(actor, UUID(form.cleaned_data["round"]), lock=True)
            full = next((each.is_full for each in coming if each.round_id == seat.round.id), False)
            if full and not _is_there(actor, seat.round.id, question_id):
                form.add_error("round", _("Rundan är full. Välj en annan."))
            else:
                presenter = Presenter(form.cleaned_data["presenter"])
                try:
                    bringing.bring(actor, standing, seat, presenter=presenter)
                except bringing.StandsOut:
                    form.add_error(
                        "round",
                        _(
                            "Du är själv med i den rundan, och ni är för få för att det inte ska "
                            "gå att räkna ut att frågan är din. Välj en annan runda, eller "
                            "berätta själv."
                        ),
                    )
                else:
                    notices.clear(actor, question_id)
                    notes.say(request, _("Frågan tas upp i rundan. Ingen ser vem som tog upp den."))
                    return HttpResponseRedirect(url_of("round", seat.round.id))
    context = {
        "standing": standing,
        "can": can,
        "form": form,
        "coming": coming,
        "about": queries.about(actor, question_id, is_asker=True),
        "suggested_by": queries.suggestions(actor, question_id),
        "question_id": question_id,
        "situation": standing.question.kind == "situation",
        "zone": shared(request),
        "trail": _trail(question_id, Link(_("Ta upp i en runda"))),
    }
    return TemplateResponse(
        request, "rounds/bring.html", context, status=422 if form.errors else 200
    )


def _is_there(actor: Any, round_id: UUID, question_id: UUID) -> bool:
    found = queries.about(actor, question_id, is_asker=True)
    return any(each.round_id == round_id for each in found)


@require_POST
def take_back(request: ActorRequest, public_id: UUID, brought_id: UUID) -> HttpResponse:
    """The asker takes the question out of a round."""
    actor = request.actor
    seat = rules.round_for(actor, public_id, lock=True)
    brought = rules.brought_for(actor, seat, brought_id, lock=True)
    standing = questions.question_for(actor, brought.question_id, need="own")
    bringing.take_back(actor, standing, seat, brought)
    if seat.round.status == Status.CANCELLED:
        notes.say(request, _("Frågan tas inte upp, och rundan är inställd."))
    else:
        notes.say(request, _("Frågan tas inte upp i rundan."))
    return HttpResponseRedirect(url_of("bring", brought.question_id))


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Say to the one who asks that the question is worth a round; she decides."""
    actor = request.actor
    standing = questions.question_for(actor, question_id, need="read")
    if standing.is_asker:
        return HttpResponseRedirect(url_of("bring", question_id))
    bringing.may_bring(standing).require()
    thread = reverse("consultation:question", args=[question_id])
    if request.method != "POST":
        confirm = Confirmation(
            title=_("Föreslå en runda?"),
            lead=_("En runda är 45 minuter tillsammans: sammanfattning, klargörande frågor, råd."),
            consequences=[
                _("Den som frågar får veta att du föreslår det, och bestämmer själv."),
                _("Ingen annan får veta något."),
            ],
            action=_("Föreslå en runda"),
            cancel_url=thread,
            undo=_("Den som frågar kan tacka nej utan att du får veta det."),
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    bringing.suggest(actor, standing)
    notes.say(request, _("Den som frågar får veta att du föreslår en runda."))
    return HttpResponseRedirect(thread)


@require_safe
def notes_of(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """The rounds where a question was taken up, and what was noted, for those who were there."""
    actor = request.actor
    standing = questions.question_for(actor, question_id, need="read")
    context = {
        "about": queries.about(actor, question_id, is_asker=standing.is_asker),
        "standing": standing,
        "question_id": question_id,
        "zone": shared(request),
        "trail": _trail(question_id, Link(_("Anteckningar från rundor"))),
    }
    return TemplateResponse(request, "rounds/notes_of.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Propose a round about one's own question: people, times, who tells of it."""
    actor, posted = request.actor, request.method == "POST"
    standing = questions.question_for(actor, question_id, need="own")
    can = bringing.may_bring(standing)
    can.require()
    people = _people(request, standing)
    form = ProposeForm(
        [(str(each["id"]), str(each["name"])) for each in people],
        request.POST if posted else None,
        taken=_taken(standing),
        signed=standing.question.asker_id is not None,
        use_required_attribute=False,
    )
    if posted and form.is_valid():
        public_id = id_of(request.POST.get("round"))
        try:
            row = bringing.propose(actor, standing, form.proposal(), public_id=public_id)
        except bringing.StandsOut:
            form.add_error(
                "sit_in",
                _(
                    "Välj minst två till som inte har fått frågan förut. Annars är du den enda nya, "
                    "och då går det att räkna ut att frågan är din. Finns det inga fler att välja: "
                    "kryssa ur att du är med. Du kan läsa anteckningen ändå."
                ),
            )
        else:
            notices.clear(actor, question_id)
            notes.say(request, _("Rundan är föreslagen. Du får veta när alla har svarat."))
            return HttpResponseRedirect(url_of("round", row.id))
    ticked = {str(each) for each in form.chosen()} if posted else set()
    context = {
        "form": form,
        "times": [form[f"when_{number}"] for number in range(1, 6)],
        "people": [each | {"ticked": str(each["id"]) in ticked} for each in people],
        "round_id": id_or_none(request.POST.get("round")) or uuid4(),
        "question_id": question_id,
        "situation": standing.question.kind == "situation",
        "zone": shared(request),
        "trail": _trail(
            question_id,
            Link(_("Ta upp i en runda"), url_of("bring", question_id)),
            Link(_("En egen runda")),
        ),
    }
    return TemplateResponse(
        request, "rounds/propose.html", context, status=422 if form.errors else 200
    )


def _people(request: ActorRequest, standing: Standing) -> list[dict[str, object]]:
    """Whom one might ask: those who answered or were asked, then those who know the area.

    For a situation nobody from the asker's own municipality: they would recognise it first.
    """
    actor, question = request.actor, standing.question
    found: dict[UUID, dict[str, object]] = {}
    for each in consultation.helpers_of(actor, question.id):
        found[each.id] = {
            "id": each.id,
            "name": each.name,
            "role": shown(each),
            "why": _("har svarat eller fått frågan"),
            "home": each.municipality_id == actor.municipality_id,
        }
    holders = competence.levels_for(
        actor, [question.area_id], least=Level.ORIENTED, tie_to=actor.municipality_id
    )
    for holder in sorted(holders, key=lambda each: (not each.hosts, -each.level, each.sort_key)):
        if holder.has_tie and question.kind == "situation":
            continue
        found.setdefault(
            holder.colleague_id,
            {
                "id": holder.colleague_id,
                "name": holder.name,
                "role": ", ".join(p for p in (holder.title, holder.municipality_name) if p),
                "why": _("stödkommun") if holder.hosts else str(holder.level.label),
                "home": holder.municipality_id == actor.municipality_id,
            },
        )
    found.pop(actor.colleague_id, None)
    return [each for each in found.values() if not (each["home"] and question.kind == "situation")][
        :MOST_PEOPLE
    ]
