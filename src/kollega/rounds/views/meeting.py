"""A round: its page, voting, answering, moving, calling off, roles, people, the agenda."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core import clock, dates, notices
from kollega.core.request import ActorRequest, not_found
from kollega.core.rules import Ability
from kollega.organisation import options
from kollega.rounds import ics, mail, rules
from kollega.rounds.choices import Answer, Can, Status
from kollega.rounds.forms import FollowUpForm, MoveForm
from kollega.rounds.models import TimeProposal
from kollega.rounds.options import OWN_LINK, SHARED_LINK
from kollega.rounds.queries import meeting as queries
from kollega.rounds.queries.lists import ends_at
from kollega.rounds.rules import Seat
from kollega.rounds.services import planning
from kollega.rounds.views.common import among, id_or_none, number, shared, trail, url_of
from kollega.ui import notes
from kollega.ui.parts import Confirmation, Link, Zone


def _zone(request: ActorRequest, seat: Seat) -> Zone:
    return shared(request) if seat.round.series_id else among()


def title_of(seat: Seat) -> str:
    """The page's heading: never what the round is about."""
    row = seat.round
    if row.starts_at is None:
        return _("Runda som väntar på en tid")
    return _("Runda %(when)s") % {"when": dates.day(row.starts_at)}


def _context(request: ActorRequest, seat: Seat) -> dict[str, object]:
    actor, row = request.actor, seat.round
    proposed = row.status == Status.PROPOSED
    people = queries.people(actor, row)
    cases = queries.cases(actor, seat)
    return {
        "seat": seat,
        "round": row,
        "title": title_of(seat),
        "ends_at": ends_at(row),
        "people": people,
        "cases": cases,
        "times": queries.times_of(actor, row, people) if proposed else [],
        "can": rules.abilities(seat),
        "answers": Answer.choices,
        "cans": Can.choices,
        "is_over": rules.is_over(row),
        "stands_out": queries.stands_out(actor, people, cases),
        "leader_left": seat.leads and any(each.glimpse.state == "left" for each in cases),
        "unread": seat.takes_part and any(each.glimpse.state == "preview" for each in cases),
        "own_link": bool(options.value(actor, OWN_LINK)) and seat.leads,
        "shared_link": bool(options.value(actor, SHARED_LINK)),
        "zone": _zone(request, seat),
        "trail": trail(Link(title_of(seat))),
    }


@require_safe
def round_(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Everything about a round on one page."""
    seat = rules.round_for(request.actor, public_id)
    context = _context(request, seat)
    context["follow_up"] = FollowUpForm(
        initial={"follow_up_on": seat.round.follow_up_on}, use_required_attribute=False
    )
    return TemplateResponse(request, "rounds/round.html", context)


@require_safe
def agenda(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The agenda, to be printed on one page."""
    seat = rules.round_for(request.actor, public_id)
    return TemplateResponse(request, "rounds/agenda.html", _context(request, seat))


def _back(public_id: UUID, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(url_of("round", public_id) + anchor)


def _too_late(request: ActorRequest, seat: Seat, can: Ability) -> HttpResponse:
    """Somebody changed the round while its page was open: back to it, as it is now."""
    if seat.round.status == Status.CANCELLED:
        notes.warn(request, _("Rundan är inställd. Ditt svar behövs inte."))
    else:
        notes.warn(request, str(can.why))
    return _back(seat.round.id)


@require_POST
def vote(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say how each of the proposed times suits."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    if seat.takes_part and not rules.vote(seat):
        return _too_late(request, seat, rules.vote(seat))
    rules.vote(seat).require()
    says = {}
    for name in list(request.POST)[:40]:
        time_id = id_or_none(name.removeprefix("time-")) if name.startswith("time-") else None
        if time_id is not None and request.POST[name] in Can.values:
            says[time_id] = Can(request.POST[name])
    planning.vote(request.actor, seat, says=says)
    notices.clear(request.actor, public_id)
    if says:
        notes.say(request, _("Tack. Du kan ändra dig tills en tid är vald."))
    else:
        notes.warn(request, _("Välj hur minst en av tiderna passar."))
    return _back(public_id)


@require_POST
def pick(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Choose one of the proposed times."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    rules.pick(seat).require()
    proposal = TimeProposal.objects.filter(
        collaboration_id=request.actor.collaboration_id,
        round=seat.round,
        pk=id_or_none(request.POST.get("time")) or seat.round.id,
    ).first()
    if proposal is None or proposal.starts_at <= clock.now():
        notes.warn(request, _("Välj en av tiderna som inte har varit."))
        return _back(public_id)
    planning.pick(request.actor, seat, proposal)
    notices.clear(request.actor, public_id)
    notes.say(request, _("Tiden är vald. Alla som är tillfrågade får veta det."))
    return _back(public_id)


@require_POST
def answer(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say whether one comes."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    if not rules.answer(seat):
        return _too_late(request, seat, rules.answer(seat))
    says = request.POST.get("answer", "")
    if says in Answer.values:
        planning.answer(request.actor, seat, says=Answer(says))
        notices.clear(request.actor, public_id)
        notes.say(request, _("Sparat: %(answer)s.") % {"answer": Answer(says).label})
    return _back(public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Give this round another time."""
    posted = request.method == "POST"
    seat = rules.round_for(request.actor, public_id, lock=posted)
    rules.move(seat).require()
    row = seat.round
    form = MoveForm(
        request.POST if posted else None,
        initial={"starts_at": row.starts_at, "minutes": row.minutes},
        use_required_attribute=False,
    )
    if posted and form.is_valid():
        planning.move(
            request.actor,
            seat,
            starts_at=form.cleaned_data["starts_at"],
            minutes=form.cleaned_data["minutes"],
            version=number(request.POST.get("version")),
        )
        notes.say(
            request,
            _("Rundan är flyttad. Alla som är tillfrågade får veta det."),
            undo_url=url_of("move_back", public_id),
        )
        return _back(public_id)
    context = {
        "form": form,
        "round": row,
        "zone": _zone(request, seat),
        "trail": trail(Link(title_of(seat), url_of("round", public_id)), Link(_("Flytta"))),
    }
    return TemplateResponse(
        request, "rounds/move.html", context, status=422 if form.errors else 200
    )


@require_POST
def move_back(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Undo a move."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    if planning.move_back(request.actor, seat):
        notes.say(request, _("Rundan har sin förra tid igen."))
    else:
        notes.warn(request, _("Rundan har ingen tidigare tid att gå tillbaka till."))
    return _back(public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Call the round off; it can be taken back."""
    posted = request.method == "POST"
    seat = rules.round_for(request.actor, public_id, lock=posted)
    if posted and seat.may_steer and seat.round.status == Status.CANCELLED:
        return _back(public_id)
    rules.cancel(seat).require()
    if not posted:
        confirm = Confirmation(
            title=_("Ställ in rundan?"),
            consequences=[
                _("Alla som är tillfrågade får veta det, och den tas bort ur deras kalendrar."),
                _("Frågor som skulle tas upp är kvar där de ställdes."),
            ],
            action=_("Ställ in rundan"),
            cancel_url=url_of("round", public_id),
            undo=_("Du kan ångra det tills tiden har gått."),
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    planning.cancel(request.actor, seat)
    notes.say(request, _("Rundan är inställd."), undo_url=url_of("restore", public_id))
    return _back(public_id)


@require_POST
def restore(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Hold a cancelled round after all."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    if seat.round.status == Status.CANCELLED:
        planning.restore(request.actor, seat)
        notes.say(request, _("Rundan är inte längre inställd."))
    return _back(public_id)


@require_POST
def roles(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say who leads and who takes notes."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    planning.share_roles(
        request.actor,
        seat,
        facilitator_id=id_or_none(request.POST.get("facilitator")),
        note_taker_id=id_or_none(request.POST.get("note_taker")),
    )
    notes.say(request, _("Sparat."))
    return _back(public_id, "#roller")


@require_POST
def place(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say in which video room one meets."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    planning.choose_link(request.actor, seat, which=request.POST.get("which", ""))
    notes.say(request, _("Sparat."))
    return _back(public_id)


@require_POST
def follow_up(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say which day everybody is asked what happened."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    rules.share_roles(seat).require()
    form = FollowUpForm(request.POST)
    if form.is_valid():
        planning.follow_up(request.actor, seat, day=form.cleaned_data["follow_up_on"])
        notes.say(request, _("Sparat."))
        return _back(public_id, "#uppfoljning")
    context = _context(request, seat) | {"follow_up": form}
    return TemplateResponse(request, "rounds/round.html", context, status=422)


@require_safe
def calendar_file(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The round as a calendar file."""
    seat = rules.round_for(request.actor, public_id)
    row = seat.round
    if row.starts_at is None:
        raise not_found()
    comes = seat.takes_part or seat.proposed_it
    sequence = mail.sequence_for(request.actor, row)
    entry = mail.entry_of(row, sequence=sequence, with_place=comes)
    answer = HttpResponse(ics.file([entry]), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="runda.ics"'
    return answer


@require_POST
def case(request: ActorRequest, public_id: UUID, brought_id: UUID) -> HttpResponse:
    """Move a case up or down on the agenda, or give it minutes of its own."""
    seat = rules.round_for(request.actor, public_id, lock=True)
    rules.steer(seat).require()
    brought = rules.brought_for(request.actor, seat, brought_id)
    do = request.POST.get("do", "")
    if do in {"up", "down"}:
        planning.order(request.actor, seat, brought, up=do == "up")
    elif do == "minutes":
        minutes = number(request.POST.get("minutes"), most=90)
        planning.set_minutes(
            request.actor, seat, brought, minutes=max(10, minutes) if minutes else None
        )
    return _back(public_id, "#dagordning")


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Ask more people to the round, or take somebody off it."""
    actor, posted = request.actor, request.method == "POST"
    seat = rules.round_for(actor, public_id, lock=posted)
    rules.people(seat).require()
    if posted:
        gone = id_or_none(request.POST.get("remove"))
        if gone is not None:
            planning.remove_person(actor, seat, colleague_id=gone)
            notes.say(request, _("Borttagen. Kalendern får veta det."))
        else:
            chosen = [id_or_none(each) for each in request.POST.getlist("chosen")[:40]]
            wanted = [each for each in chosen if each is not None]
            count = planning.ask_people(actor, seat, colleague_ids=wanted)
            notes.say(request, _("Tillfrågade: %(count)d.") % {"count": count})
        return HttpResponseRedirect(url_of("people", public_id))
    here = queries.people(actor, seat.round)
    words = request.GET.get("q", "")[:80]
    context = {
        "round": seat.round,
        "people": here,
        "words": words,
        "found": queries.colleagues(actor, words, without={each.colleague_id for each in here}),
        "zone": _zone(request, seat),
        "trail": trail(Link(title_of(seat), url_of("round", public_id)), Link(_("Deltagare"))),
    }
    return TemplateResponse(request, "rounds/people.html", context)
