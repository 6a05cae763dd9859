"""Help by telephone: it counts as help, and takes twenty seconds to note."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.consultation import services
from kollega.consultation.forms import PhoneNoteForm
from kollega.core.request import ActorRequest
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.parts import Zone


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: ActorRequest) -> HttpResponse:
    """Offered, never demanded: area, and whether it helped."""
    actor = request.actor
    towns = [
        (str(each.id), each.name)
        for each in organisation.municipalities(actor)
        if each.id != actor.municipality_id
    ]
    areas = organisation.area_choices(actor)
    form = PhoneNoteForm(
        areas, towns, request.POST or None, initial={"area": request.GET.get("omrade", "")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.note_phone_help(
            actor,
            public_id=_id(request.POST.get("id")),
            area_id=UUID(data["area"]),
            helped={"yes": True, "no": False}.get(data["helped"]),
            other_municipality_id=UUID(data["municipality"]) if data["municipality"] else None,
            gave=data["gave"] == "yes",
        )
        notes.say(request, _("Tack. Det räknas som hjälp."))
        return HttpResponseRedirect(reverse("desk:my_day"))
    here = actor.collaboration
    context = {
        "form": form,
        "note_id": request.POST.get("id") or uuid4(),
        "zone": Zone.shared(here.municipalities if here else 0),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "consultation/phone.html", context, status=status)


def _id(raw: str | None) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        return uuid4()
