"""The managers' list: who is new and what is missing, who leaves; and beginning an introduction by hand."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core import clock, dates
from kollega.core.request import ActorRequest
from kollega.introduction import leaving, reading, rules, starting
from kollega.introduction.forms import BeginForm
from kollega.introduction.models import DAYS
from kollega.introduction.reading import Found
from kollega.introduction.views.common import GET_AND_POST, own_zone, trail
from kollega.organisation.queries.staff import everybody as staff
from kollega.ui.notes import say
from kollega.ui.parts import Link

PAGE = 30


@dataclass(frozen=True)
class NewLine:
    """Somebody new, as the list tells: what is missing, in words."""

    id: UUID
    name: str
    when: str
    missing: tuple[str, ...]
    next: str


@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """Who is new, and who leaves."""
    actor = request.actor
    rules.manage(actor).require()
    raw = request.GET.get("sida", "1")
    number = int(raw) if raw.isdecimal() and 0 < len(raw) < 5 else 1
    found = reading.everybody(actor, start=max(number - 1, 0) * PAGE, most=PAGE + 1)
    if number > 1 and not found:
        return redirect("introduction:people")
    context = {
        "new": [line(each) for each in found[:PAGE]],
        "more_url": f"?sida={number + 1}" if len(found) > PAGE else "",
        "leaving": leaving.everybody(actor),
        "zone": own_zone(request, _("Chefer i kommunen ser sidan.")),
    }
    return TemplateResponse(request, "introduction/people.html", context)


def line(found: Found) -> NewLine:
    """One of the list."""
    missing = []
    if not found.is_over:
        if found.asked:
            missing.append(_("%(name)s är tillfrågad som mentor.") % {"name": found.asked})
        elif found.mentor is None:
            missing.append(_("Ingen mentor än."))
    missing += [
        _("Avstämningen efter %(day)d dagar är inte hållen.") % {"day": each.day}
        for each in found.check_ins
        if each.is_late
    ]
    late = sum(each.is_late for each in found.steps)
    if late:
        words = ngettext("%(count)d steg är försenat.", "%(count)d steg är försenade.", late)
        missing.append(words % {"count": late})
    coming = found.next_check_in
    return NewLine(
        id=found.row.id,
        name=found.name,
        when=_when(found),
        missing=tuple(missing),
        next=_("Nästa avstämning: %(when)s") % {"when": dates.day(coming.due_on)}
        if coming and not coming.is_late
        else "",
    )


def _when(found: Found) -> str:
    if found.is_over:
        return _("De första 90 dagarna är över.")
    if found.row.begins_on > clock.today():
        return _("Börjar %(day)s") % {"day": dates.day(found.row.begins_on)}
    return _("Dag %(day)d av %(days)d") % {"day": found.day, "days": DAYS}


@require_http_methods(GET_AND_POST)
def begin(request: ActorRequest) -> HttpResponse:
    """Begin an introduction by hand."""
    actor = request.actor
    rules.manage(actor).require()
    posting = request.method == "POST"
    names = [(str(each), name) for each, name in staff(actor).items()]
    form = BeginForm(
        request.POST if posting else None, people=names, initial={"begins_on": clock.today()}
    )
    status = 200
    if posting:
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    row = starting.begin(actor, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error("account_id", refused)
            else:
                say(request, _("Sidan är klar. Titta igenom den och ändra det du vill."))
                return redirect("introduction:one", row.id)
    context = {
        "form": form,
        "title": _("Börja en introduktion"),
        "lead": _(
            "För den som kommer tillbaka, byter arbete hos er eller av något skäl inte syns i listan."
        ),
        "button": _("Börja"),
        "cancel": reverse("introduction:people"),
        "zone": own_zone(request),
        "trail": trail(Link(_("Börja en introduktion"))),
    }
    return TemplateResponse(request, "introduction/form.html", context, status=status)
