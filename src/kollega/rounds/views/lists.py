"""The list of rounds, and standing rounds."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core import clock
from kollega.core.request import ActorRequest
from kollega.organisation import api as organisation
from kollega.rounds import rules
from kollega.rounds.forms import SeriesForm
from kollega.rounds.models import RoundSeries
from kollega.rounds.queries import lists as queries
from kollega.rounds.services import series as services
from kollega.rounds.views.common import id_of, number, shared, trail, url_of
from kollega.ui import notes
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Link

FAR = 500


@require_safe
def rounds(request: ActorRequest) -> HttpResponse:
    """What is coming, what has been, and the standing rounds."""
    actor = request.actor
    page = max(1, number(request.GET.get("page"), most=FAR))
    lines, more = queries.past(actor, page)
    paging = Paging(
        _("Sida %(page)d") % {"page": page},
        address(request, page=str(page - 1)) if page > 1 else "",
        address(request, page=str(page + 1)) if more else "",
    )
    coming = queries.coming(actor) if page == 1 else []
    context = {
        "coming": coming,
        "past": lines,
        "paging": paging if page > 1 or more else None,
        "page": page,
        "standing": queries.standing(actor) if page == 1 else [],
        "can_steer": bool(rules.steer_series(actor)),
        "zone": shared(request),
    }
    return TemplateResponse(request, "rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """Begin a standing round."""
    rules.steer_series(request.actor).require()
    initial = {"weekday": 2, "at": "13:15", "minutes": 45, "first_on": clock.today()}
    form = _form(request, initial)
    if request.method == "POST" and form.is_valid():
        row = services.begin(
            request.actor, form.terms(), public_id=id_of(request.POST.get("series"))
        )
        notes.say(request, _("Den stående rundan är inlagd."))
        return HttpResponseRedirect(url_of("series", row.id))
    context = {
        "form": form,
        "series_id": request.POST.get("series") or uuid4(),
        "zone": shared(request),
        "trail": trail(Link(_("Ny stående runda"))),
    }
    return TemplateResponse(
        request, "rounds/series_new.html", context, status=422 if form.errors else 200
    )


def _form(request: ActorRequest, initial: dict[str, object]) -> SeriesForm:
    areas = organisation.area_choices(request.actor)
    data = request.POST if request.method == "POST" else None
    return SeriesForm(areas, data, initial=initial, use_required_attribute=False)


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """A standing round; its coordinator changes all that are coming."""
    actor = request.actor
    row = rules.series_for(actor, public_id, lock=request.method == "POST")
    rules.steer_series(actor).require()
    form = _form(
        request,
        {
            "weekday": row.weekday,
            "at": row.at,
            "minutes": row.minutes,
            "first_on": row.first_on,
            "until": row.until,
            "area": row.area_id or "",
            "paused": row.paused,
        },
    )
    if request.method == "POST" and form.is_valid():
        services.change(
            actor,
            row,
            form.terms(facilitator_id=row.facilitator_id),
            version=number(request.POST.get("version")),
        )
        notes.say(request, _("Sparat. De rundor som kommer följer ändringen."))
        return HttpResponseRedirect(url_of("series", public_id))
    context = {
        "form": form,
        "series": row,
        "zone": shared(request),
        "trail": trail(Link(_("Stående runda"))),
    }
    return TemplateResponse(
        request, "rounds/series.html", context, status=422 if form.errors else 200
    )


@require_POST
def follow(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Be asked to every occurrence of a standing round, or not any more."""
    row: RoundSeries = rules.series_for(request.actor, public_id, lock=True)
    if request.POST.get("choice") == "leave":
        services.leave(request.actor, row)
        notes.say(request, _("Du frågas inte längre till den stående rundan."))
    else:
        services.join(request.actor, row)
        notes.say(request, _("Du är med i den stående rundan och får den i din kalender."))
    return HttpResponseRedirect(url_of("list"))
