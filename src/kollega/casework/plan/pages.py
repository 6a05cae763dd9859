"""What the pages of plans share: the gate in front, the way back, and a form for one row of the plan."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.gate import NeedsReason
from kollega.casework.pages import head, own_zone, posted_id, trail
from kollega.casework.plan.gate import Here, Need, plan_for
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, denied
from kollega.ui.notes import say
from kollega.ui.parts import Link, Zone

View = Callable[..., HttpResponse]


def with_plan(need: Need = "read") -> Callable[[View], View]:
    """The view gets the opened plan (`Here`) in place of its id, locked for a POST."""

    def gated(view: View) -> View:
        @wraps(view)
        def inside(request: ActorRequest, plan_id: UUID, **kwargs: Any) -> HttpResponse:
            posting = request.method == "POST"
            try:
                here = plan_for(request.actor, plan_id, need=need, lock=posting)
            except NeedsReason as closed:
                if posting:
                    raise denied(
                        _("Du arbetar inte med ärendet. Öppna det igen och skriv varför.")
                    ) from None
                return redirect("casework:reason", closed.case_id)
            return view(request, here, **kwargs)

        return inside

    return gated


def plan_url(here: Here) -> str:
    return reverse("casework:plan", args=[here.plan.pk])


def plan_zone(actor: Actor) -> Zone:
    """Who sees a plan."""
    return own_zone(actor, _("Ses av dem som arbetar med ärendena i planen. Kan begäras ut."))


def plan_trail(here: Here, *more: Link) -> list[Link]:
    """The way back to the plan."""
    if not more:
        return trail(None, Link(_("Gemensam plan")))
    return trail(None, Link(_("Gemensam plan"), plan_url(here)), *more)


@dataclass(frozen=True)
class Page:
    """A page with one form: its words, and what is done."""

    title: str
    button: str
    lead: str = ""
    template: str = "casework/plan/form.html"
    back: str = ""
    said: str = ""


def one_form(
    request: ActorRequest,
    here: Here,
    form: Form,
    page: Page,
    write: Callable[[UUID], object],
    *,
    public_id: UUID | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form, or take it: `write` gets the row's id. What was typed stays, whatever goes wrong."""
    row_id = public_id or posted_id(request)
    tried = Attempt(status=200)
    back = page.back or plan_url(here)
    if request.method == "POST":
        tried = attempt(form, lambda: write(row_id))
        if tried.done:
            say(request, page.said or _("Sparat."))
            return redirect(back)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "page": page,
        "public_id": row_id,
        "clash": tried.clash,
        "head": head(request.actor, here.person),
        "here": here,
        "cancel": back,
        "zone": plan_zone(request.actor),
        "trail": plan_trail(here, Link(page.title)),
        **(more or {}),
    }
    return TemplateResponse(request, page.template, context, status=tried.status)
