"""The calendar of who holds what, days that change hands, the agreement, and the yearly report."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega import paper
from kollega.competence.hosting import calendar, covers, reading, report, rules, services
from kollega.competence.hosting.covers import Days
from kollega.competence.hosting.forms import AgreementForm, CoverForm
from kollega.competence.hosting.holding import WEEK, monday
from kollega.competence.lending.queries import span
from kollega.competence.pages import Attempt, attempt, room_link, zone
from kollega.core import clock, dates, notices
from kollega.core.request import ActorRequest, not_found
from kollega.organisation.api import areas_for_ids, municipalities
from kollega.ui.notes import say, warn
from kollega.ui.paging import Paging
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]
SHEET = Path(__file__).parent / "report.typ"
PAGE = 15
FAR = 520
"""Weeks from now that the calendar shows at most, either way."""


def _trail(*more: Link) -> list[Link]:
    return [room_link(), Link(_("Stödkommuner"), reverse("competence:hosts")), *more]


def _calendar_link() -> Link:
    return Link(_("Kalender"), reverse("competence:host_calendar"))


@require_safe
def weeks(request: ActorRequest) -> HttpResponse:
    """Areas by weeks, six at a time; what is asked between municipalities stands below."""
    actor = request.actor
    first = _first_week(request.GET.get("fran", ""))
    known = reading.held(actor)
    last_day = first + WEEK * calendar.WEEKS
    page = Paginator(calendar.areas_held(known, first, last_day), PAGE).get_page(
        request.GET.get("page")
    )
    lines = calendar.covers(actor)
    here = reverse("competence:host_calendar")
    context = {
        "table": calendar.weeks_table(known, list(page), first) if page.paginator.count else None,
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "before": f"{here}?fran={first - WEEK * calendar.WEEKS:%Y-%m-%d}",
        "after": f"{here}?fran={last_day:%Y-%m-%d}",
        "period": span(first, last_day - timedelta(days=1)),
        "is_now": first == calendar.this_week(),
        "here": here,
        "waiting": [each for each in lines if each.waits_for_us],
        "others": [each for each in lines if not each.waits_for_us],
        "can_ask": bool(calendar.askable(actor, known)) and _may_ask(request),
        "decides": rules.decide_covers(actor),
        "can_report": rules.read_report(actor),
        "zone": zone(request),
        "trail": _trail(Link(_("Kalender"))),
    }
    return TemplateResponse(request, "competence/hosting/weeks.html", context)


def _may_ask(request: ActorRequest) -> bool:
    return bool(rules.ask_cover(request.actor, request.actor.municipality_id))


def _first_week(text: str) -> date:
    """The Monday of the week that the address asks for; this week's where it asks for none."""
    now = calendar.this_week()
    try:
        asked = parse_date(text) or now
        return min(max(monday(asked), now - WEEK * FAR), now + WEEK * FAR)
    except (ValueError, OverflowError):
        return now


@require_http_methods(GET_AND_POST)
def ask(request: ActorRequest) -> HttpResponse:
    """Ask another municipality to hold an area some days; the coordinator decides it."""
    actor = request.actor
    rules.ask_cover(actor, actor.municipality_id).require()
    tasks = calendar.askable(actor, reading.held(actor))
    form = CoverForm(
        request.POST or None,
        tasks=[(each.value, each.label) for each in tasks],
        towns=[(str(each.id), each.name) for each in municipalities(actor)],
    )
    decides = bool(rules.decide_covers(actor))
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _ask(request, form))
        if tried.done:
            said = _("Sparat. Kommunerna får veta det.")
            say(request, said if decides else _("Frågan är skickad."))
            return redirect("competence:host_calendar")
    title = _("Bestäm vem som täcker") if decides else _("Be någon ta över dagar")
    context = {
        "form": form,
        "title": title,
        "decides": decides,
        "nothing": not tasks,
        "zone": zone(request),
        "trail": _trail(_calendar_link(), Link(title)),
    }
    return TemplateResponse(
        request, "competence/hosting/cover_form.html", context, status=tried.status
    )


def _ask(request: ActorRequest, form: CoverForm) -> None:
    data = form.cleaned_data
    area, town, second = data["task"].split()
    in_return = None
    if data["return_first_day"]:
        in_return = Days(data["return_first_day"], data["return_last_day"])
    covers.propose(
        request.actor,
        public_id=data["id"],
        area_id=UUID(area),
        holder=UUID(town),
        instead=UUID(data["instead"]),
        days=Days(data["first_day"], data["last_day"]),
        in_return=in_return,
        is_second=second == "1",
    )


@require_safe
def cover(request: ActorRequest, cover_id: UUID) -> HttpResponse:
    """Days that change hands, and what can be done about it."""
    actor = request.actor
    row = rules.cover_for(actor, cover_id)
    area = areas_for_ids(actor, [row.area_id])[row.area_id].title
    line = calendar.cover_line(actor, row, area)
    context = {
        "line": line,
        "in_return": [
            calendar.cover_line(actor, each, area) for each in calendar.other_way(actor, row)
        ],
        "asked_by": row.asked_by.name,
        "asked_in": row.asked_in.name,
        "asked_at": dates.day(clock.local(row.asked_at)),
        "subject_id": row.id,
        "can_answer": rules.answer_cover(actor, row),
        "can_take_back": rules.take_back_cover(actor, row),
        "is_proposed": row.state == row.State.PROPOSED,
        "zone": zone(request),
        "trail": _trail(_calendar_link(), Link(line.title)),
    }
    return TemplateResponse(request, "competence/hosting/cover.html", context)


@require_POST
def act(request: ActorRequest, cover_id: UUID) -> HttpResponse:
    """Say yes or no to days that change hands, or take them back."""
    actor = request.actor
    row = rules.cover_for(actor, cover_id, lock=True)
    chosen = request.POST.get("do", "")
    if chosen not in {"yes", "no", "take_back"}:
        raise not_found()
    try:
        with transaction.atomic():
            if chosen == "take_back":
                covers.take_back(actor, cover=row)
            else:
                covers.answer(actor, cover=row, yes=chosen == "yes")
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Sparat. Den andra kommunen får veta det."))
    notices.clear(actor, cover_id)
    return redirect("competence:cover", cover_id)


@require_http_methods(GET_AND_POST)
def agreement(request: ActorRequest, host_id: UUID) -> HttpResponse:
    """The agreement behind a host's task, and whether decisions go with it."""
    actor = request.actor
    rules.change_hosts(actor).require()
    host = rules.host_for(actor, host_id, lock=request.method == "POST")
    said = {True: AgreementForm.YES, False: AgreementForm.NO, None: AgreementForm.UNSAID}
    form = AgreementForm(
        request.POST or None,
        initial={"reference": host.reference, "delegates": said[host.delegates]},
    )
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.set_agreement(
                actor,
                host=host,
                reference=form.cleaned_data["reference"],
                delegates=form.chosen(),
            ),
        )
        if tried.done:
            say(request, _("Sparat. Alla i samverkan ser det nu."))
            return redirect("competence:hosts")
    context = {
        "form": form,
        "area": host.area.shown_title,
        "municipality": host.municipality.name,
        "zone": zone(request),
        "trail": _trail(Link(_("Avtalet"))),
    }
    return TemplateResponse(
        request, "competence/hosting/agreement.html", context, status=tried.status
    )


@require_safe
def yearly(request: ActorRequest) -> HttpResponse:
    """The yearly report on the screen."""
    actor = request.actor
    rules.read_report(actor).require()
    known = reading.held(actor)
    years = report.years(known)
    found = report.report(actor, known, _year(request, years))
    context = {
        "report": found,
        "sides": [
            (_("Vi hjälpte andra"), "hjalpte", found.helped),
            (_("Andra hjälpte oss"), "fick", found.was_helped),
        ],
        "years": [(year, f"?ar={year}", year == found.year) for year in years],
        "until": "" if found.is_whole else dates.day(found.last_day),
        "sheet": reverse("competence:host_report_pdf") + f"?ar={found.year}",
        "zone": Zone.own(actor.municipality_name),
        "trail": _trail(Link(_("Redovisning"))),
    }
    return TemplateResponse(request, "competence/hosting/report.html", context)


def _year(request: ActorRequest, years: list[int]) -> int:
    """The year that the address asks for; in January and February that of the year before."""
    known = {str(year): year for year in years}
    latest = years[0]
    if clock.today().month < 3 and len(years) > 1:
        latest = years[1]
    return known.get(request.GET.get("ar", ""), latest)


@require_safe
def yearly_sheet(request: ActorRequest) -> HttpResponse:
    """The yearly report as a document in the municipality's name."""
    actor = request.actor
    rules.read_report(actor).require()
    known = reading.held(actor)
    found = report.report(actor, known, _year(request, report.years(known)))
    data = {
        "title": _("Avtalssamverkan inom individ- och familjeomsorgen %(year)s")
        % {"year": found.year},
        "owner": actor.municipality_name,
        "date": f"{clock.today():%Y-%m-%d}",
        "lang": (get_language() or "sv")[:2],
        "lead": _(
            "Underlag till den årliga redovisningen till fullmäktige av avtalssamverkan"
            " (kommunallagen 9 kap. 37 och 38 §§)."
        ),
        "time": _("Avser %(first)s till och med %(last)s.")
        % {"first": f"{found.first_day:%Y-%m-%d}", "last": f"{found.last_day:%Y-%m-%d}"},
        "headings": [_("Vad"), _("För eller av"), _("Hur länge"), _("Avtal")],
        "sides": [
            {
                "title": title,
                "parts": [
                    {
                        "title": part.title,
                        "rows": part.rows,
                        "nothing": part.nothing,
                        "gone": part.gone,
                    }
                    for part in parts
                ],
            }
            for title, parts in (
                (_("Vi hjälpte andra"), found.helped),
                (_("Andra hjälpte oss"), found.was_helped),
            )
        ],
        "source": _(
            "Siffrorna kommer ur Digital kollega: dagar som ett område har hållits, lån som har"
            " avtalats och beredskap som har lagts in. Kostnader finns i respektive avtal."
        ),
        "sign": _("Ort och datum, underskrift, namnförtydligande"),
    }
    answer = HttpResponse(paper.pdf(SHEET, data), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"avtalssamverkan-{found.year}.pdf"
    )
    return answer
