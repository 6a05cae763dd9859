"""Asking colleagues from a case, and taking their advice home."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework.cases import advice
from kollega.casework.pages import GET_AND_POST, Found, head, own_zone, trail, with_case
from kollega.core.request import ActorRequest
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def questions(request: ActorRequest, found: Found) -> HttpResponse:
    """One's own questions from the case; a POST begins one."""
    if request.method == "POST":
        question_id = advice.begin(request.actor, found)
        return redirect(f"{reverse('consultation:draft', args=[question_id])}?slag=situation")
    context = {
        "found": found,
        "questions": advice.of_case(request.actor, found),
        "head": head(request.actor, found.person),
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(_("Fråga en kollega"))),
    }
    return TemplateResponse(request, "casework/cases/questions.html", context)


@with_case(need="work")
@require_POST
def take_home(request: ActorRequest, found: Found, question_id: uuid.UUID) -> HttpResponse:
    """The advice becomes a work note, opened to be written on."""
    try:
        note = advice.take_home(request.actor, found, question_id)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        return redirect("casework:questions", found.case.id)
    say(request, _("Rådet finns nu som en anteckning. Stryk det du inte behöver."))
    return redirect("casework:note", found.case.id, note.id)
