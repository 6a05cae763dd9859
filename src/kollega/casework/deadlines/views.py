"""Moving a deadline, and what one has to keep."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework import rules
from kollega.casework.deadlines import queries, services, shown
from kollega.casework.deadlines.forms import ExtendForm
from kollega.casework.pages import GET_AND_POST, Found, head, own_zone, trail, with_case
from kollega.competence.pages import Attempt, attempt
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

PAGE = 30


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def extend(request: ActorRequest, found: Found, deadline_id: uuid.UUID) -> HttpResponse:
    """Move a deadline to a later day, with the reason."""
    actor, posting = request.actor, request.method == "POST"
    rows = services.open_ones(found.case)
    row = (rows.select_for_update() if posting else rows).filter(pk=deadline_id).first()
    rule = shown.rule_of(row) if row else None
    if row is None or rule is None or rule.ground is None:
        raise not_found()
    form = ExtendForm(
        request.POST if posting else None, initial={"was_due_on": row.due_on.isoformat()}
    )
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form, lambda: services.extend(actor, found, row, rule=rule, **form.cleaned_data)
        )
        if tried.done:
            say(request, _("Tiden är förlängd."))
            return redirect("casework:case", found.case.id)
    context = {
        "form": form,
        "line": shown.line(actor, found.case.id, row),
        "ground": rule.ground_in_words,
        "extensions": [] if posting else queries.extensions(actor, row),
        "head": head(actor, found.person),
        "cancel": reverse("casework:case", args=[found.case.id]),
        "zone": own_zone(actor),
        "trail": trail(found, Link(_("Förläng tiden"))),
    }
    return TemplateResponse(request, "casework/deadlines/extend.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD"])
def mine(request: ActorRequest) -> HttpResponse:
    """All that one has to keep, the next first."""
    rules.work(request.actor).require()
    number = page_number(request)
    lines = shown.lines_of_mine(request.actor, (number - 1) * PAGE, PAGE + 1)
    context = {
        "deadlines": lines[:PAGE],
        "paging": Paging.beside(request, number, has_next=len(lines) > PAGE),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Tider att hålla"))),
    }
    return TemplateResponse(request, "casework/deadlines/mine.html", context)
