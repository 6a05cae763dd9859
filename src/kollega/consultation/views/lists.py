"""Lists of questions."""

from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kollega.consultation import queries
from kollega.core.request import ActorRequest
from kollega.organisation import api as organisation
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Zone

TABS = {
    "vantar": gettext_lazy("Väntar på dig"),
    "mina": gettext_lazy("Dina frågor"),
    "alla": gettext_lazy("Alla du kan läsa"),
}


def _uuid(raw: str) -> UUID | None:
    try:
        return UUID(raw)
    except ValueError:
        return None


@require_safe
def questions(request: ActorRequest) -> HttpResponse:
    """One of three lists: what waits for me, what I asked, what I may read."""
    actor = request.actor
    name = request.GET.get("visa", "vantar")
    name = name if name in TABS else "vantar"
    number = page_number(request)
    area_id = _uuid(request.GET.get("omrade", ""))
    areas = []
    if name == "alla":
        page = queries.readable(actor, number, area_id=area_id)
        areas = organisation.area_choices(actor)
    elif name == "mina":
        page = queries.my_questions(actor, number)
    else:
        page = queries.waiting_for_me(actor, number)
    here = actor.collaboration
    context = {
        "page": page,
        "shown": name,
        "tabs": [
            {
                "label": title,
                "url": f"{reverse('consultation:questions')}?visa={key}",
                "current": key == name,
            }
            for key, title in TABS.items()
        ],
        "empty_template": f"consultation/empty_{name}.html",
        "areas": areas,
        "area_id": str(area_id or ""),
        "paging": Paging.beside(request, page.number, has_next=page.has_next),
        "zone": Zone.shared(here.municipalities) if here else None,
    }
    return TemplateResponse(request, "consultation/questions.html", context)
