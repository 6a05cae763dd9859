"""A manager changes somebody's page: areas, people, cards, mentor, steps; and check-ins."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.competence.pages import Attempt, attempt, put
from kollega.core import clock
from kollega.core.request import ActorRequest
from kollega.introduction import (
    check_ins,
    mentoring,
    reading,
    rules,
    services,
    steps,
    suggesting,
)
from kollega.introduction.forms import CheckInForm, EditForm, MentorForm, StepForm
from kollega.introduction.models import MentorOffer
from kollega.introduction.reading import Found
from kollega.introduction.views.common import GET_AND_POST, own_zone, trail
from kollega.knowledge import api as knowledge
from kollega.organisation.api import areas_by_id
from kollega.swedish import sort_key
from kollega.ui.notes import say
from kollega.ui.parts import Link

CARDS_SHOWN = 15


def _here(found: Found, title: str) -> list[Link]:
    there = reverse("introduction:one", args=[found.row.id])
    return trail(Link(found.name, there), Link(title))


@require_http_methods(GET_AND_POST)
def edit(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Choose areas, people and cards instead of those that are suggested."""
    actor = request.actor
    found = reading.introduction_for(actor, introduction_id, need="manage")
    posting = request.method == "POST"
    areas = areas_by_id(actor)
    people = suggesting.candidates(actor, found)
    cards = knowledge.cards_in_area(actor, found.row.area_ids, CARDS_SHOWN)
    kept = found.row.card_ids and knowledge.cards_for_ids(actor, found.row.card_ids)
    shown = {each.id: each.title for each in cards} | {
        each.id: each.title for each in (kept or {}).values()
    }
    choosable = {each.id: each for each in areas.values()}
    form = EditForm(
        request.POST if posting else None,
        areas=[
            (str(each.id), each.title)
            for each in sorted(choosable.values(), key=lambda one: sort_key(one.title))
        ],
        people=[
            (str(each.colleague_id), f"{each.name}, {each.municipality_name}") for each in people
        ],
        cards=[(str(key), title) for key, title in shown.items()],
        initial={
            "version": found.row.version,
            "area_ids": [str(areas[each].id) for each in found.row.area_ids if each in areas],
            "people_ids": [str(each) for each in found.row.people_ids],
            "card_ids": [str(each) for each in found.row.card_ids],
        },
    )
    tried = Attempt(status=200)
    if posting:
        row = reading.locked(actor, introduction_id)
        tried = attempt(
            form,
            lambda: services.change(
                actor,
                row,
                version=form.cleaned_data["version"],
                area_ids=form.cleaned_data.get("area_ids", []),
                people_ids=form.cleaned_data.get("people_ids", []),
                card_ids=form.cleaned_data.get("card_ids", []),
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("introduction:one", introduction_id)
        if tried.clash:
            put(form, "version", str(tried.version))
    title = _("Ändra sidan")
    context = {
        "form": form,
        "title": title,
        "lead": _("För %(name)s. Det du inte väljer föreslås av sig självt.")
        % {"name": found.name},
        "button": _("Spara"),
        "cancel": reverse("introduction:one", args=[introduction_id]),
        "clash": tried.clash,
        "zone": own_zone(request),
        "trail": _here(found, title),
        "aside_title": _("Andra områden?"),
        "aside": _("Spara områdena först, så föreslås kollegor och kort som hör till dem."),
    }
    return TemplateResponse(request, "introduction/edit.html", context, status=tried.status)


@require_http_methods(GET_AND_POST)
def mentor_of(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Ask a colleague, here or in another municipality, to be the mentor."""
    actor = request.actor
    found = reading.introduction_for(actor, introduction_id, need="manage")
    posting = request.method == "POST"
    form = MentorForm(request.POST if posting else None, people=_choices(request, found))
    tried = Attempt(status=200)
    if posting:
        row = reading.locked(actor, introduction_id)
        tried = attempt(
            form, lambda: mentoring.ask(actor, row, mentor_id=form.cleaned_data["mentor_id"])
        )
        if tried.done:
            say(request, _("Frågan är skickad. Du får veta vad kollegan svarar."))
            return redirect("introduction:one", introduction_id)
    title = _("Fråga om mentor")
    context = {
        "form": form,
        "title": title,
        "lead": _("Till %(name)s. En mentor utanför arbetsgruppen, gärna i en annan kommun.")
        % {"name": found.name},
        "button": _("Fråga"),
        "cancel": reverse("introduction:one", args=[introduction_id]),
        "zone": own_zone(request),
        "trail": _here(found, title),
        "aside_title": _("Så går det till"),
        "aside": _(
            "Kollegan svarar själv. Vem den nya är får kollegan veta först efter ett ja. Den som är"
            " mentor nu, eller är tillfrågad, får veta att det inte längre gäller."
        ),
    }
    return TemplateResponse(request, "introduction/form.html", context, status=tried.status)


def _choices(request: ActorRequest, found: Found) -> list[Any]:
    """Those who know the areas, the other municipalities first; who has offered says so."""
    actor = request.actor
    people = suggesting.candidates(actor, found)
    offers = set(
        MentorOffer.objects.filter(collaboration_id=actor.collaboration_id).values_list(
            "colleague_id", flat=True
        )
    )
    taken = found.mentor.id if found.mentor else None
    groups: dict[str, list[tuple[str, str]]] = {_("I andra kommuner"): [], _("Hos er"): []}
    for each in people:
        if each.colleague_id == taken:
            continue
        label = f"{each.name}, {each.municipality_name}"
        if each.colleague_id in offers:
            label = _("%(who)s (vill gärna)") % {"who": label}
        near = each.municipality_id == actor.municipality_id
        groups[_("Hos er") if near else _("I andra kommuner")].append(
            (str(each.colleague_id), label)
        )
    return [(label, rows) for label, rows in groups.items() if rows]


@require_http_methods(GET_AND_POST)
def add_step(request: ActorRequest, introduction_id: UUID) -> HttpResponse:
    """Add a step for this person only."""
    actor = request.actor
    found = reading.introduction_for(actor, introduction_id, need="manage")
    posting = request.method == "POST"
    form = StepForm(request.POST if posting else None, initial={"due_on": clock.today()})
    tried = Attempt(status=200)
    if posting:
        row = reading.locked(actor, introduction_id)
        tried = attempt(
            form,
            lambda: steps.add(
                actor,
                row,
                public_id=form.cleaned_data["id"],
                title=form.cleaned_data["title"],
                about=form.cleaned_data["about"],
                due_on=form.cleaned_data["due_on"],
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("introduction:one", introduction_id)
    title = _("Lägg till ett steg")
    context = {
        "form": form,
        "title": title,
        "lead": _("Bara för %(name)s.") % {"name": found.name},
        "button": _("Lägg till"),
        "cancel": reverse("introduction:one", args=[introduction_id]),
        "zone": own_zone(request),
        "trail": _here(found, title),
    }
    return TemplateResponse(request, "introduction/form.html", context, status=tried.status)


@require_POST
def remove_step(request: ActorRequest, introduction_id: UUID, step_id: UUID) -> HttpResponse:
    """Take a step away."""
    actor = request.actor
    row = reading.locked(actor, introduction_id)
    title = steps.remove(actor, row, step_id)
    back = reverse("introduction:undo_remove", args=[introduction_id, step_id])
    say(request, _("Steget ”%(title)s” är borttaget.") % {"title": title}, undo_url=back)
    return redirect("introduction:one", introduction_id)


@require_POST
def undo_remove(request: ActorRequest, introduction_id: UUID, step_id: UUID) -> HttpResponse:
    """Put the step back."""
    actor = request.actor
    row = reading.locked(actor, introduction_id)
    title = steps.put_back(actor, row, step_id)
    say(request, _("Steget ”%(title)s” är tillbaka.") % {"title": title})
    return redirect("introduction:one", introduction_id)


@require_http_methods(GET_AND_POST)
def check_in(request: ActorRequest, check_in_id: UUID) -> HttpResponse:
    """A check-in: read by the two; a manager writes down that it was held."""
    actor = request.actor
    posting = request.method == "POST"
    if posting:
        rules.manage(actor).require()
    row = check_ins.check_in_for(actor, check_in_id, lock=posting)
    found = check_ins.whole(actor, row)
    manages = bool(rules.manage(actor)) and row.account_id != actor.account_id
    note = found.own_note
    form = CheckInForm(
        request.POST if posting else None,
        initial={
            "version": note.version if note else 0,
            "held_on": row.held_on or clock.today(),
            "agreed": note.agreed if note else "",
        },
    )
    status = 200
    clash = None
    if posting:
        tried = attempt(form, lambda: check_ins.hold(actor, row, **form.cleaned_data))
        if tried.done:
            say(request, _("Sparat. %(name)s kan läsa det.") % {"name": found.name})
            return redirect("introduction:one", row.introduction_id)
        status, clash = tried.status, tried.clash
        if clash:
            put(form, "version", str(tried.version))
    title = _("Avstämning efter %(day)d dagar") % {"day": row.day}
    there = reverse("introduction:one", args=[row.introduction_id])
    context = {
        "title": title,
        "found": found,
        "form": form if manages else None,
        "clash": clash,
        "cancel": there,
        "zone": own_zone(request, _("Det ni kommer överens om läser bara ni två.")),
        "trail": trail(Link(found.name, there), Link(title))
        if manages
        else [Link(_("Ny på jobbet"), reverse("introduction:mine"))],
    }
    return TemplateResponse(request, "introduction/check_in.html", context, status=status)
