"""Pages for a person who stands twice: looked up, compared, brought together, parted again."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework import rules
from kollega.casework.gate import IsNow, NeedsReason, person_for
from kollega.casework.models import Merge
from kollega.casework.pages import GET_AND_POST, Known, head, own_zone, trail, with_person
from kollega.casework.people import finding, merging
from kollega.casework.people.forms import FindForm
from kollega.core.request import ActorRequest, denied, not_found
from kollega.ui.notes import say, warn
from kollega.ui.parts import Column, Link, Table


def _link(known: Known) -> Link:
    return Link(known.person.name, reverse("casework:person", args=[known.person.id]))


@with_person
@require_http_methods(GET_AND_POST)
def same(request: ActorRequest, known: Known) -> HttpResponse:
    """Look up the other row of the same person; what was brought together before can be undone."""
    actor, posting = request.actor, request.method == "POST"
    rules.begin(actor).require()
    form = FindForm(request.POST if posting else None)
    hits = finding.Hits()
    if posting and form.is_valid():
        hits = finding.find(actor, form.cleaned_data["text"])
    context = {
        "form": form,
        "has_looked": form.is_bound and form.is_valid(),
        "hits": [each for each in hits.people if each.id != known.person.id],
        "merges": merging.merges_of(actor, known.person),
        "person_id": known.person.id,
        "head": head(actor, known.person),
        "zone": own_zone(actor),
        "trail": trail(None, _link(known), Link(_("Samma person"))),
    }
    status = 422 if posting and not form.is_valid() else 200
    return TemplateResponse(request, "casework/people/same.html", context, status=status)


@with_person
@require_http_methods(GET_AND_POST)
def same_as(request: ActorRequest, known: Known, other_id: UUID) -> HttpResponse:
    """The two side by side; one of them is kept."""
    actor, posting = request.actor, request.method == "POST"
    rules.begin(actor).require()
    try:
        other = person_for(actor, other_id, lock=posting).person
    except NeedsReason as closed:
        if posting:
            raise denied(_("Öppna den andra personen först, och skriv varför.")) from None
        return redirect("casework:reason", closed.case_id)
    except IsNow as now:
        return redirect("casework:person", now.person_id)
    wrong = ""
    if posting:
        keeps_other = request.POST.get("keep") == str(other.id)
        kept, gone = (other, known.person) if keeps_other else (known.person, other)
        try:
            with transaction.atomic():
                merging.merge(actor, kept=kept, gone=gone)
        except ValidationError as refused:
            wrong = " ".join(refused.messages)
        else:
            say(request, _("Nu är det en person. Det går att ångra under 'Finns två gånger'."))
            return redirect("casework:person", kept.id)
    seen = merging.preview(actor, known.person, other)
    columns = [Column(_("Uppgift")), Column(_("Den du kom från")), Column(_("Den andra"))]
    context = {
        "person": known.person,
        "other": other,
        "seen": seen,
        "table": Table(caption=_("Det här skiljer sig"), columns=columns, rows=seen.differing),
        "wrong": wrong,
        "head": head(actor, known.person),
        "cancel": reverse("casework:person", args=[known.person.id]),
        "zone": own_zone(actor),
        "trail": trail(None, _link(known), Link(_("Samma person"))),
    }
    return TemplateResponse(
        request, "casework/people/same_as.html", context, status=422 if wrong else 200
    )


@with_person
@require_POST
def part(request: ActorRequest, known: Known, merge_id: UUID) -> HttpResponse:
    """Two people again."""
    rules.begin(request.actor).require()
    row = (
        Merge.objects.filter(
            municipality_id=request.actor.municipality_id, kept=known.person, pk=merge_id
        )
        .select_related("gone", "kept")
        .select_for_update(of=("self",))
        .first()
    )
    if row is None:
        raise not_found()
    try:
        with transaction.atomic():
            merging.undo(request.actor, row)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Ångrat. Det är två personer igen."))
    return redirect("casework:person", known.person.id)
