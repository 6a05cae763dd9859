"""Taking one's profile along: on paper, as a file, and a file from elsewhere."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.pages import own_zone
from kollega.competence.profile import rules, taking_in, travelling
from kollega.competence.profile.more_forms import TakeInForm
from kollega.competence.profile.paper import sheet
from kollega.competence.profile.views.profile import GET_AND_POST, trail
from kollega.core import access, clock
from kollega.core.request import ActorRequest
from kollega.ui.notes import say, warn

UNPROCESSABLE = 422


@require_safe
def take_along(request: ActorRequest) -> HttpResponse:
    """What follows by itself, the two files, and a file from elsewhere."""
    rules.own_profile(request.actor).require()
    return _page(request, TakeInForm())


def _page(request: ActorRequest, form: TakeInForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "zone": own_zone(request, _("Filen är din. Ingen annan får den härifrån.")),
        "trail": trail(_("Ta med dig din profil")),
    }
    return TemplateResponse(request, "competence/take_along.html", context, status=status)


@require_POST
def fetch(request: ActorRequest) -> HttpResponse:
    """The profile as PDF or JSON. A POST, so that fetching it is a deed in the log."""
    actor = request.actor
    access.opened("own_data", actor.account_id)
    found = travelling.gather(actor, with_managers=request.POST.get("managers") == "1")
    name = slugify(f"min-kompetens-{clock.today()}")
    if request.POST.get("form") == "json":
        answer = HttpResponse(
            travelling.as_json(found), content_type="application/json; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    else:
        answer = HttpResponse(sheet(found), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@require_http_methods(GET_AND_POST)
def take_in(request: ActorRequest) -> HttpResponse:
    """A file from elsewhere: first what it would change, then what was chosen of it."""
    actor = request.actor
    rules.own_profile(actor).require()
    if request.method != "POST":
        return redirect("competence:take_along")
    if request.POST.get("do") == "take":
        return _take(request)
    form = TakeInForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            profile = travelling.read(form.cleaned_data["file"])
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            return _preview(request, profile)
    return _page(request, form, UNPROCESSABLE)


def _preview(request: ActorRequest, profile: travelling.Profile) -> HttpResponse:
    context = {
        "preview": taking_in.preview(request.actor, profile),
        "profile": profile,
        "raw": travelling.as_posted(profile),
        "zone": own_zone(request),
        "trail": trail(_("Ta in en profil")),
    }
    return TemplateResponse(request, "competence/take_in.html", context)


def _take(request: ActorRequest) -> HttpResponse:
    try:
        profile = travelling.read(request.POST.get("profile", ""))
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        return redirect("competence:take_along")
    taken = taking_in.take_in(request.actor, profile, request.POST.getlist("chosen"))
    if not taken.count:
        warn(request, _("Du valde inget, så inget är ändrat."))
        return redirect("competence:take_along")
    say(request, _("Din profil är uppdaterad."))
    if taken.held_back:
        areas = ", ".join(taken.held_back)
        warn(
            request,
            _("Det du skrivit om %(areas)s väntar som utkast: kontrollen hittade något.")
            % {"areas": areas},
        )
    return redirect("competence:profile")
