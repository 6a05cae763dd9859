"""Home first in a case: what was gone through, urgent protection before it, and the placements."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.casework.gate import Found
from kollega.casework.models import CaseKind, Placement
from kollega.casework.pages import GET_AND_POST, head, own_zone, posted_id, trail, with_case
from kollega.casework.placing import queries, services
from kollega.casework.placing.forms import (
    CheckForm,
    ConsiderForm,
    CostForm,
    EndForm,
    PlaceForm,
    ReviewedForm,
)
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, denied
from kollega.ui.notes import say
from kollega.ui.parts import Confirmation, Link

SHORT = ("form", "law", "from_day", "to_day", "on", "again_on", "check_on", "per_day", "phone")


def _home(found: Found) -> Link:
    return Link(_("Hemmaplan först"), reverse("casework:home_first", args=[found.case.id]))


@with_case()
@require_safe
def home_first(request: ActorRequest, found: Found) -> HttpResponse:
    """What was gone through before each placement, and the placements. No cost."""
    considered = queries.considerations(request.actor, found)
    placements = queries.placements(request.actor, found)
    context = {
        "found": found,
        "head": head(request.actor, found.person),
        "considered": considered,
        "placements": placements,
        "is_placed": any(each.to_day is None for each in placements),
        "is_child": found.case.kind == CaseKind.CHILD,
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(_("Hemmaplan först"))),
    }
    return TemplateResponse(request, "casework/placing/home_first.html", context)


@with_case(need="work")
@require_POST
def protect_first(request: ActorRequest, found: Found) -> HttpResponse:
    """Urgent protection first: the placement is entered at once, home is gone through afterwards."""
    if found.is_closed:
        raise denied(_("Ärendet är avslutat."))
    services.protect_first(request.actor, found, public_id=posted_id(request))
    say(request, _("Skyddet först. Genomgången av hemmaplan står kvar att göra efteråt."))
    return redirect("casework:new_placement", found.case.id)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def consider(
    request: ActorRequest, found: Found, consideration_id: UUID | None = None
) -> HttpResponse:
    """Go through kin and what there is at home."""
    actor, posting = request.actor, request.method == "POST"
    stored = (
        queries.consideration_for(actor, found, consideration_id, lock=posting)
        if consideration_id
        else None
    )
    initial: dict[str, Any] = {}
    if stored is not None:
        words = queries.words_of(actor, stored)
        initial = {name: getattr(stored, name) for name in ("version", "on", "came_to")}
        if words is not None:
            names = ("kin", "kin_words", "tried", "missing", "words")
            initial |= {name: getattr(words, name) for name in names}
    form = ConsiderForm(request.POST if posting else None, initial=initial)
    if stored is not None and stored.came_to == "placed":
        del form.fields["came_to"]
    public_id = consideration_id or posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.consider(
                actor,
                found,
                public_id=public_id,
                version=form.cleaned_data["version"],
                gone=form.gone(),
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:home_first", found.case.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "public_id": public_id,
        "is_child": found.case.kind == CaseKind.CHILD,
        "clash": tried.clash,
        "head": head(actor, found.person),
        "case_id": found.case.id,
        "is_new": stored is None,
        "cancel": _home(found).url,
        "zone": own_zone(actor),
        "trail": trail(found, _home(found), Link(_("Gå igenom"))),
    }
    return TemplateResponse(request, "casework/placing/consider.html", context, status=tried.status)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def place(request: ActorRequest, found: Found) -> HttpResponse:
    """Enter a placement that has begun."""
    form = PlaceForm(_posted(request))
    public_id = posted_id(request)
    return _write(
        request,
        found,
        form,
        lambda: services.place(request.actor, found, public_id=public_id, place=form.place()),
        title=_("Skriv in en placering"),
        action=_("Spara placeringen"),
        lead=_(
            "Tiderna för övervägande räknas ut och visas i ärendet. Har ni inte gått igenom hemmaplan"
            " sparas placeringen ändå, och genomgången står kvar att göra."
        ),
        public_id=public_id,
    )


def _write(
    request: ActorRequest,
    found: Found,
    form: Form,
    write: Callable[[], object],
    *,
    title: str,
    action: str,
    lead: str = "",
    public_id: UUID | None = None,
    done: str = "",
) -> HttpResponse:
    """A page with one form that is written from, and back to the case's page of home first."""
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, write)
        if tried.done:
            say(request, done or _("Sparat."))
            return redirect("casework:home_first", found.case.id)
    context = {
        "form": form,
        "public_id": public_id or "",
        "short": SHORT,
        "title": title,
        "action": action,
        "lead": lead,
        "head": head(request.actor, found.person),
        "cancel": _home(found).url,
        "zone": own_zone(request.actor),
        "trail": trail(found, _home(found), Link(title)),
    }
    return TemplateResponse(request, "casework/placing/form.html", context, status=tried.status)


def _posted(request: ActorRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _placement(request: ActorRequest, found: Found, placement_id: UUID) -> Placement:
    return queries.placement_for(request.actor, found, placement_id, lock=request.method == "POST")


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def end(request: ActorRequest, found: Found, placement_id: UUID) -> HttpResponse:
    """A placement ends: home, or to another."""
    stored = _placement(request, found, placement_id)
    form = EndForm(_posted(request))
    return _write(
        request,
        found,
        form,
        lambda: services.end(
            request.actor,
            found,
            stored,
            to_day=form.cleaned_data["to_day"],
            went_home=form.cleaned_data["then"] == "home",
        ),
        title=_("Placeringen avslutas"),
        action=_("Avsluta placeringen"),
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def reviewed(request: ActorRequest, found: Found, placement_id: UUID) -> HttpResponse:
    """The board has considered whether the care is needed still."""
    stored = _placement(request, found, placement_id)
    form = ReviewedForm(_posted(request))
    return _write(
        request,
        found,
        form,
        lambda: services.reviewed(request.actor, found, stored, on=form.cleaned_data["on"]),
        title=_("Vården är övervägd"),
        action=_("Spara"),
        lead=_("Nästa tid räknas från den dagen."),
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def cost(request: ActorRequest, found: Found, placement_id: UUID) -> HttpResponse:
    """What a day costs from a day on: written, and never shown here."""
    stored = _placement(request, found, placement_id)
    form = CostForm(_posted(request))
    return _write(
        request,
        found,
        form,
        lambda: services.set_cost(request.actor, found, stored, **form.cleaned_data),
        title=_("Ny dygnskostnad"),
        action=_("Spara"),
        lead=_(
            "Den gamla kostnaden gäller till dagen före. Ingen av dem visas: de räknas bara in i summor"
            " för minst fem personer."
        ),
        done=_("Sparat. Kostnaden visas inte i ärendet."),
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def check(request: ActorRequest, found: Found, consideration_id: UUID) -> HttpResponse:
    """It was seen whether the person can come home."""
    stored = queries.consideration_for(
        request.actor, found, consideration_id, lock=request.method == "POST"
    )
    form = CheckForm(_posted(request))
    return _write(
        request,
        found,
        form,
        lambda: services.checked(request.actor, found, stored, **form.cleaned_data),
        title=_("Går det att komma hem?"),
        action=_("Spara"),
        lead=_("Gå igenom det som saknades: finns det nu, här eller hos en grannkommun?"),
    )


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def take_away(request: ActorRequest, found: Found, placement_id: UUID) -> HttpResponse:
    """A placement entered by mistake is removed, after a look at what goes with it."""
    stored = _placement(request, found, placement_id)
    if found.is_closed:
        raise denied(_("Ärendet är avslutat."))
    if request.method == "POST":
        services.take_away(request.actor, found, stored)
        say(request, _("Placeringen är borttagen."))
        return redirect("casework:home_first", found.case.id)
    confirm = Confirmation(
        title=_("Ta bort placeringen?"),
        consequences=[
            _("Gör det bara om den blev fel. En placering som är slut avslutar du i stället."),
            _("Hemmets namn, kostnaden och de tider som placeringen gav försvinner."),
        ],
        action=_("Ta bort placeringen"),
        cancel_url=_home(found).url,
        dangerous=True,
    )
    context: dict[str, Any] = {"confirm": confirm, "zone": own_zone(request.actor)}
    return TemplateResponse(request, "ui/confirm.html", context)
