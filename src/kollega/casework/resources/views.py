"""The map as a list that can be narrowed and printed, and its entries."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.casework import rules
from kollega.casework.models import Resource
from kollega.casework.pages import GET_AND_POST, own_zone, posted_id, trail
from kollega.casework.resources import queries, services, sheet
from kollega.casework.resources.forms import FilterForm, ResourceForm
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.ui.notes import say, warn
from kollega.ui.paging import Paging
from kollega.ui.parts import Confirmation, Link

A_PAGE = 20
FIELDS = (
    "version",
    "kind",
    "name",
    "town",
    "distance_km",
    "places",
    "per",
    "price",
    "contact",
    "phone",
    "without_assessment",
    "helps",
    "note",
)


def _list_link() -> Link:
    return Link(_("Resurser nära"), reverse("casework:resources"))


@require_safe
def resources(request: ActorRequest) -> HttpResponse:
    """What there is near by, the own municipality's first."""
    actor = request.actor
    rules.work(actor).require()
    form = FilterForm(request.GET)
    found = queries.resources(actor, form.wanted())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "lines": list(page.object_list),
        "paging": Paging.of(request, page),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
        "may_change": bool(rules.begin(actor)),
        "zone": own_zone(actor, _("Det som är märkt delas med de andra kommunerna.")),
        "trail": trail(None, Link(_("Resurser nära"))),
    }
    return TemplateResponse(request, "casework/resources/list.html", context)


@require_safe
def phone_list(request: ActorRequest) -> HttpResponse:
    """What the list shows, as a sheet to have by the telephone."""
    actor = request.actor
    rules.work(actor).require()
    found = queries.resources(actor, FilterForm(request.GET).wanted())
    answer = HttpResponse(sheet.paper(actor, found), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="telefonlista.pdf"'
    return answer


@require_http_methods(GET_AND_POST)
def edit(request: ActorRequest, resource_id: UUID | None = None) -> HttpResponse:
    """Add something to the map, or change it."""
    actor, posting = request.actor, request.method == "POST"
    stored = services.resource_for(actor, resource_id, lock=posting) if resource_id else None
    rules.begin(actor).require()
    initial = {name: getattr(stored, name) for name in FIELDS} if stored else {}
    form = ResourceForm(request.POST if posting else None, initial=initial)
    public_id = resource_id or posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.save(
                actor,
                public_id=public_id,
                version=form.cleaned_data["version"],
                told=form.told(),
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:resources")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "public_id": public_id,
        "stored": stored,
        "clash": tried.clash,
        "cancel": _list_link().url,
        "zone": own_zone(actor),
        "trail": trail(None, _list_link(), Link(stored.name if stored else _("Ny"))),
    }
    return TemplateResponse(request, "casework/resources/edit.html", context, status=tried.status)


@require_POST
def still_right(request: ActorRequest, resource_id: UUID) -> HttpResponse:
    """Somebody has seen that it is right."""
    stored = services.resource_for(request.actor, resource_id, lock=True)
    services.still_right(request.actor, stored)
    say(request, _("Tack. Då räknas den som aktuell från i dag."))
    return redirect("casework:resources")


@require_http_methods(GET_AND_POST)
def share(request: ActorRequest, resource_id: UUID) -> HttpResponse:
    """Show it to the other municipalities, or stop, after a look at what they see."""
    actor, posting = request.actor, request.method == "POST"
    stored = services.resource_for(actor, resource_id, lock=posting)
    rules.begin(actor).require()
    if posting:
        try:
            if stored.shared_id is None:
                services.share(actor, stored)
                say(request, _("Nu ser de andra kommunerna den."))
            else:
                services.stop_sharing(actor, stored)
                say(request, _("De andra kommunerna ser den inte längre."))
        except ValidationError as refused:
            warn(request, " ".join(refused.messages))
        return redirect("casework:resources")
    return TemplateResponse(
        request,
        "ui/confirm.html",
        {
            "confirm": _stop(stored) if stored.shared_id else _begin(actor, stored),
            "zone": own_zone(actor),
            "trail": trail(None, _list_link(), Link(stored.name)),
        },
    )


def _begin(actor: Actor, stored: Resource) -> Confirmation:
    others = actor.collaboration.municipalities if actor.collaboration else 0
    return Confirmation(
        title=_("Dela med de andra kommunerna?"),
        lead=stored.name,
        consequences=[
            _(
                "Alla i samverkan ser namn, ort, telefon, antal platser, pris och när uppgiften sågs över."
            ),
            _("Vem ni ringer och det som är bra att veta stannar i kommunen."),
            _("Ni kan sluta dela när ni vill. Det kan vara en allmän handling hos %(n)s kommuner.")
            % {"n": others},
        ],
        action=_("Dela"),
        cancel_url=_list_link().url,
    )


def _stop(stored: Resource) -> Confirmation:
    return Confirmation(
        title=_("Sluta dela?"),
        lead=stored.name,
        consequences=[_("De andra kommunerna ser den inte längre. Den står kvar i er egen lista.")],
        action=_("Sluta dela"),
        cancel_url=_list_link().url,
    )


@require_http_methods(GET_AND_POST)
def remove(request: ActorRequest, resource_id: UUID) -> HttpResponse:
    """Take it off the map."""
    actor = request.actor
    stored = services.resource_for(actor, resource_id, lock=request.method == "POST")
    rules.begin(actor).require()
    if request.method == "POST":
        services.remove(actor, stored)
        say(request, _("Borttagen."))
        return redirect("casework:resources")
    confirm = Confirmation(
        title=_("Ta bort från listan?"),
        lead=stored.name,
        consequences=[
            _("Den försvinner ur er lista."),
            *([_("De andra kommunerna ser den inte heller längre.")] if stored.shared_id else []),
        ],
        action=_("Ta bort"),
        cancel_url=_list_link().url,
        dangerous=True,
    )
    context = {
        "confirm": confirm,
        "zone": own_zone(actor),
        "trail": trail(None, _list_link(), Link(stored.name)),
    }
    return TemplateResponse(request, "ui/confirm.html", context)
