"""The log review: who in the municipality has opened and done what."""

from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.core import access, clock, review
from kollega.core.actor import HOUSE_ID, Role
from kollega.core.request import ActorRequest, reads_only
from kollega.organisation import rules
from kollega.organisation.forms import LogForm
from kollega.organisation.log_words import kind_in_words, verb_in_words
from kollega.organisation.models import ROLE_LABELS
from kollega.organisation.queries.staff import everybody
from kollega.organisation.views.common import draw, own_zone, page_number
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Column, Table

DAYS = timedelta(days=30)
FIRST = date(2020, 1, 1)
"""Before this there was no log to look in."""


def _day(text: str, default: date) -> date:
    """The day of an address, between the first that a log can have and today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return default
    return min(max(day, FIRST), clock.today())


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
def log(request: ActorRequest) -> HttpResponse:
    """The rows between two days, newest first; of one person where one is chosen."""
    actor = request.actor
    rules.review_log(actor).require()
    today = clock.today()
    first = _day(request.GET.get("fran", ""), today - DAYS)
    last = _day(request.GET.get("till", ""), today)
    person = _person(request.GET.get("vem", ""))
    names = everybody(actor)
    found = review.rows_for_review(
        actor,
        day_from=first,
        day_to=last,
        account_id=person,
        page=page_number(request),
    )
    # Looking in the log is itself seen in the log; the municipality's log has the municipality's id.
    access.opened("log", actor.municipality_id or HOUSE_ID)
    initial = {"first": first, "last": last, "person": str(person or "")}
    context = {
        "form": LogForm(initial=initial, people=names),
        "rows": _table(found, names),
        "is_empty": not found.rows,
        "paging": _paging(request, found),
    }
    return draw(request, "log.html", context, title=_("Loggkontroll"), zone=own_zone(request))


@require_POST
@reads_only
def look_up(request: ActorRequest) -> HttpResponse:
    """Choose days and person; the answer has an address of its own, without a name in it."""
    actor = request.actor
    rules.review_log(actor).require()
    form = LogForm(request.POST, people=everybody(actor))
    if not form.is_valid():
        context = {"form": form, "rows": None, "is_empty": False, "paging": None}
        title, zone = _("Loggkontroll"), own_zone(request)
        return draw(request, "log.html", context, title=title, zone=zone, status=422)
    chosen = form.cleaned_data
    query = {"fran": chosen["first"].isoformat(), "till": chosen["last"].isoformat()}
    if chosen["person"]:
        query["vem"] = chosen["person"]
    return redirect(f"{reverse('organisation:log')}?{urlencode(query)}")


def _table(found: review.ReviewPage, names: dict[UUID, str]) -> Table:
    rows = [
        [
            f"{clock.local(row.at):%Y-%m-%d}"
            if row.log == "day"
            else f"{clock.local(row.at):%Y-%m-%d %H.%M}",
            names.get(row.account_id, _("någon utanför kommunen"))
            if row.account_id
            else _("systemet"),
            ", ".join(str(ROLE_LABELS[Role(role)]) for role in row.roles) or "–",
            " ".join(
                [verb_in_words(row.log, row.verb), kind_in_words(row.subject_kind, row.reason)]
            ).strip(),
        ]
        for row in found.rows
    ]
    columns = [Column(_("När")), Column(_("Vem")), Column(_("Roll")), Column(_("Vad"))]
    return Table(_("Rader i loggen"), columns, rows, hide_caption=True)


def _paging(request: ActorRequest, found: review.ReviewPage) -> Paging | None:
    if found.page == 1 and not found.has_next:
        return None
    return Paging(
        _("Sida %(n)s") % {"n": found.page},
        address(request, page=str(found.page - 1)) if found.page > 1 else "",
        address(request, page=str(found.page + 1)) if found.has_next else "",
    )
