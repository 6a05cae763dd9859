"""Who sees one's name, and what is told of one."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.competence.pages import Attempt, attempt, put, zone
from kollega.competence.profile import choices, rules
from kollega.competence.profile.answered import areas_answered
from kollega.competence.profile.more_forms import ChoiceForm
from kollega.competence.profile.views.profile import GET_AND_POST, trail
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.organisation.api import areas_for_ids
from kollega.swedish import sort_key
from kollega.ui.notes import say


@require_http_methods(GET_AND_POST)
def choose(request: ActorRequest) -> HttpResponse:
    """The choices, and the areas that would be told."""
    actor = request.actor
    rules.own_profile(actor).require()
    row = choices.choice_of(actor)
    initial = {
        "version": row.version,
        "name_outside": "yes" if row.name_outside else "no",
        "answers_told": row.answers_told,
    }
    form = ChoiceForm(request.POST or None, municipality=actor.municipality_name, initial=initial)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: choices.choose(actor, **form.cleaned_data))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:profile")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "answered": answered_titles(actor),
        "clash": tried.clash,
        "zone": zone(request),
        "trail": trail(_("Vem som ser ditt namn")),
    }
    return TemplateResponse(request, "competence/choices.html", context, status=tried.status)


def answered_titles(actor: Actor) -> list[str]:
    """The areas in which the actor has answered colleagues, in alphabetical order. Two statements."""
    pairs = areas_answered(actor, [actor.colleague_id])
    areas = areas_for_ids(actor, {area_id for _colleague, area_id in pairs}) if pairs else {}
    return sorted({area.title for area in areas.values()}, key=sort_key)
