"""An occasion: what it is, how it stands with the seats, arranging it, and its calendar file."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.learning import (
    catalogue,
    evaluations,
    feed,
    occasions,
    rules,
    seats,
    words,
)
from kollega.competence.learning.forms import OccasionForm, initial_days
from kollega.competence.learning.views.calendar import said
from kollega.competence.learning.views.common import GET_AND_POST, id_of, trail
from kollega.competence.lending.queries import own_staff
from kollega.competence.models import Occasion, SeatState
from kollega.competence.pages import Attempt, attempt, put, zone
from kollega.core import clock, ics
from kollega.core.request import ActorRequest
from kollega.organisation.api import area_choices
from kollega.ui.notes import say
from kollega.ui.parts import Cell, Confirmation, Link


@require_safe
def occasion(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """One occasion."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id)
    times, now = occasions.times_of(row), seats.count(row)
    mine = seats.own_seat(actor, row.id)
    leads = rules.leads(actor, row)
    state, light = words.seat_state(mine)
    has_seat = mine is not None and mine.state == SeatState.BOOKED
    can_book = rules.book(actor, row)
    context = {
        "row": row,
        "subject_id": row.id,
        "kind": row.get_kind_display(),
        "times": [words.span(*each) for each in times],
        "facts": _facts(row, now, link=row.link if has_seat or leads else ""),
        "cancelled": not rules.is_planned(row),
        "is_over": rules.is_over(row),
        "has_begun": rules.has_begun(row),
        "mine": mine if mine is not None and mine.state != SeatState.LEFT else None,
        "state": state,
        "light": light,
        "is_offered": mine is not None and mine.state == SeatState.OFFERED,
        "can_book": can_book,
        "queue": words.queue_note(row, now, actor.municipality_id, actor.municipality_name)
        if can_book
        else "",
        "can_staff": rules.manage_staff(actor),
        "leads": leads,
        "can_steer": rules.steer(actor, row),
        "can_confirm": rules.confirm(actor, row),
        "can_evaluate": rules.evaluate(row, mine),
        "summary": evaluations.summary(actor, row.id) if leads and rules.is_over(row) else None,
        "fewest": evaluations.FEWEST,
        "zone": zone(request),
        "trail": trail(Link(row.title)),
    }
    return TemplateResponse(request, "competence/learning/occasion.html", context)


def _facts(row: Occasion, now: seats.Count, *, link: str) -> list[tuple[str, Cell]]:
    """What it is, line by line."""
    places = str(row.seats)
    if rules.is_planned(row) and not rules.has_begun(row):
        left = words.left(row, now.taken, now.waiting)
        places = f"{places} ({left[0].lower()}{left[1:]})"
    if row.most_each:
        places += ". " + _("Högst %(most)d från samma kommun") % {"most": row.most_each}
    course = reverse("competence:course", args=[row.course_id]) if row.course_id else ""
    found = [
        (_("Plats"), Cell(row.place or _("På distans"))),
        (_("Videomöte"), Cell(link, link)),
        (_("Område"), Cell(row.area.shown_title if row.area else "")),
        (_("Leds av"), Cell(row.leader.name if row.leader else "")),
        (_("Kurs"), Cell(row.course.title if row.course else "", course)),
        (_("Platser"), Cell(places)),
        (_("Sista anmälningsdag"), Cell(said(row.last_day) if rules.is_open(row) else "")),
    ]
    return [(label, cell) for label, cell in found if cell.text]


# --- Arranging --------------------------------------------------------------------------------------


def _form(request: ActorRequest, initial: dict[str, Any] | None = None) -> OccasionForm:
    actor = request.actor
    return OccasionForm(
        request.POST or None,
        courses=catalogue.choices(actor),
        areas=area_choices(actor),
        people=own_staff(actor),
        initial=initial,
    )


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Add an occasion in the name of one's municipality."""
    actor = request.actor
    rules.arrange(actor).require()
    course = id_of(request.GET.get("kurs"))
    form = _form(request, {"course": str(course or ""), "leader": str(actor.colleague_id or "")})
    tried = Attempt(status=200)
    if request.method == "POST":
        form.fields["id"].required = True
        tried = attempt(
            form,
            lambda: occasions.add(actor, public_id=form.cleaned_data["id"], terms=form.terms()),
        )
        if tried.done:
            say(request, _("Sparat. Alla i samverkan ser det i kalendern."))
            return redirect("competence:occasion", form.cleaned_data["id"])
    title = _("Lägg in ett tillfälle")
    return _form_page(request, form, tried, title=title, more=[Link(title)])


@require_http_methods(GET_AND_POST)
def change(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Change an occasion; those who have a seat are told when time, place or name is another."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id, lock=request.method == "POST")
    rules.steer(actor, row).require()
    form = _form(request, _initial(row))
    tried = Attempt(status=200)
    if request.method == "POST":
        moved: list[bool] = []
        tried = attempt(form, lambda: moved.append(_change(request, row, form)))
        if tried.done:
            told = _("Sparat. De som är anmälda får veta vad som är ändrat.")
            say(request, told if any(moved) else _("Sparat."))
            return redirect("competence:occasion", occasion_id)
        if tried.clash:
            put(form, "version", str(tried.version))
    here = [Link(row.title, reverse("competence:occasion", args=[row.id])), Link(_("Ändra"))]
    return _form_page(request, form, tried, title=_("Ändra tillfället"), more=here, row=row)


def _change(request: ActorRequest, row: Occasion, form: OccasionForm) -> bool:
    version = form.cleaned_data["version"]
    return occasions.change(request.actor, row, version=version, terms=form.terms())


def _initial(row: Occasion) -> dict[str, Any]:
    names = ("title", "kind", "seats", "most_each", "last_day", "place", "link", "version")
    keys = ("course", "area", "leader")
    return {
        **{name: getattr(row, name) for name in names},
        **{name: str(getattr(row, f"{name}_id") or "") for name in keys},
        **initial_days(occasions.times_of(row)),
    }


def _form_page(
    request: ActorRequest,
    form: OccasionForm,
    tried: Attempt,
    *,
    title: str,
    more: list[Link],
    row: Occasion | None = None,
) -> HttpResponse:
    back = reverse("competence:occasion", args=[row.id]) if row else reverse("competence:learning")
    context = {
        "form": form,
        "title": title,
        "is_new": row is None,
        "back": back,
        "clash": tried.clash,
        "zone": zone(request),
        "trail": trail(*more),
    }
    return TemplateResponse(
        request, "competence/learning/occasion_form.html", context, status=tried.status
    )


@require_http_methods(GET_AND_POST)
def cancel(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Call it off, having seen what happens."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id, lock=request.method == "POST")
    rules.steer(actor, row).require()
    here = reverse("competence:occasion", args=[row.id])
    if request.method == "POST":
        occasions.cancel(actor, row)
        undo = reverse("competence:restore_occasion", args=[row.id])
        say(request, _("Det är inställt. Alla som är anmälda får veta det."), undo_url=undo)
        return redirect(here)
    confirm = Confirmation(
        title=_("Ställa in %(title)s?") % {"title": row.title},
        consequences=[
            _("Alla som har en plats eller står i kö får veta det genast."),
            _("Platserna är kvar. Blir det av ändå har ingen blivit av med sin."),
        ],
        action=_("Ställ in"),
        cancel_url=here,
        dangerous=True,
    )
    context = {"confirm": confirm, "zone": zone(request)}
    return TemplateResponse(request, "ui/confirm.html", context)


@require_POST
def restore(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Hold it after all."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id, lock=True)
    occasions.restore(actor, row)
    say(request, _("Det blir av. Alla som är anmälda får veta det."))
    return redirect("competence:occasion", occasion_id)


@require_safe
def calendar_file(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """The occasion for one's own calendar; the video link for those who have a seat."""
    actor = request.actor
    row = rules.occasion_for(actor, occasion_id)
    mine = seats.own_seat(actor, row.id)
    with_link = (mine is not None and mine.state == SeatState.BOOKED) or bool(
        rules.leads(actor, row)
    )
    found = ics.file(feed.of_occasion(row, with_link=with_link))
    answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    day = clock.local(row.first_at).strftime("%Y-%m-%d")
    answer["Content-Disposition"] = f'attachment; filename="larande-{day}.ics"'
    return answer
