"""An area of one's own: level, what one can help with, and when one last did it.

The line goes through the recognition gate like any text that is shared: it is a draft until then.
"""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import Panel, panel
from kollega.competence.models import Competence
from kollega.competence.pages import Attempt, attempt, draft_zone, zone
from kollega.competence.profile import rules, services
from kollega.competence.profile.forms import SkillForm
from kollega.competence.profile.services import PURPOSE, TEXT
from kollega.competence.profile.views.profile import GET_AND_POST, trail
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.organisation.api import Area, areas_for_ids
from kollega.ui.notes import say
from kollega.ui.parts import Confirmation

FIELDS = (TEXT, "level", "practised", "wants_to_learn", "seen")
FORM_ID = "omrade-form"
NEW_PAGE = Attempt(status=200)


def _area(actor: Actor, area_id: UUID) -> Area:
    """The area, or the one it has gone up in; 404 where it is none of the collaboration's."""
    rules.own_profile(actor).require()
    area = areas_for_ids(actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    return area


@require_http_methods(GET_AND_POST)
def my_area(request: ActorRequest, area_id: UUID) -> HttpResponse:
    """Add or change an area of one's own."""
    area = _area(request.actor, area_id)
    stored = services.own_competence(request.actor, area.id)
    if request.method == "POST":
        return _posted(request, area, stored)
    draft = _own_draft(request.actor, area)
    body = draft.body if draft else _body(stored, area)
    form = SkillForm(initial=body, is_rare=area.is_rare)
    return _page(request, area, stored, form, draft or Draft(id=uuid4(), body=body))


def _body(stored: Competence | None, area: Area) -> dict[str, str]:
    """What the form begins with. `seen` is the version it builds on; a draft keeps it."""
    if stored is None:
        return {}
    day = stored.practised_on
    return {
        TEXT: stored.can_help_with,
        "level": str(stored.level),
        "seen": str(stored.version),
        "practised": day.strftime("%Y" if area.is_rare else "%Y-%m") if day else "",
        "wants_to_learn": "on" if stored.wants_to_learn else "",
    }


def _own_draft(actor: Actor, area: Area) -> Draft | None:
    found = drafts.drafts_of(actor, PURPOSE, subject_id=area.id)
    return found[0] if found else None


def _page(
    request: ActorRequest,
    area: Area,
    stored: Competence | None,
    form: SkillForm,
    draft: Draft,
    *,
    tried: Attempt = NEW_PAGE,
) -> HttpResponse:
    clash = tried.clash
    context = {
        "area": area,
        "form": form,
        "form_id": FORM_ID,
        "draft_id": draft.id,
        "version": draft.version,
        "seen": tried.version if clash else _number(draft.body.get("seen")),
        "saved_at": clock.local(draft.saved_at).strftime("%H.%M") if draft.version else "",
        "panel": _panel(request.actor, draft),
        "is_new": stored is None,
        "clash": clash,
        "zone": draft_zone(request),
        "trail": trail(area.title),
    }
    return TemplateResponse(request, "competence/my_area.html", context, status=tried.status)


def _panel(actor: Actor, draft: Draft) -> Panel | None:
    """The check, once there is something to check."""
    if not str(draft.body.get(TEXT, "")).strip():
        return None
    return panel(drafts.look(actor, draft, (TEXT,)), draft, form=FORM_ID)


def _posted(request: ActorRequest, area: Area, stored: Competence | None) -> HttpResponse:
    """Save what is written, do what the button says, and declare it."""
    actor, data = request.actor, request.POST
    draft = _save(request, area)
    here = reverse("competence:my_area", args=[area.id])
    todo = data.get("do", "")
    if todo == "discard":
        drafts.gone(draft)
        return redirect("competence:profile")
    if todo != "send":
        _press(actor, draft, data)
        return redirect(here + "#kontrollen")
    form = SkillForm(data, is_rare=area.is_rare)
    try:
        tried = attempt(form, lambda: _declare(request, form, area, draft))
    except NotCleared:
        form.add_error(TEXT, _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        tried = Attempt()
    if tried.done:
        say(request, _("Sparat. Kollegor som söker området hittar dig nu."))
        return redirect("competence:profile")
    return _page(request, area, stored, form, draft, tried=tried)


def _declare(request: ActorRequest, form: SkillForm, area: Area, draft: Draft) -> None:
    services.declare_draft(
        request.actor,
        draft,
        area_id=area.id,
        level=form.cleaned_data["level"],
        practised_on=form.cleaned_data["practised"],
        wants_to_learn=form.cleaned_data["wants_to_learn"],
        version=_number(request.POST.get("seen")),
    )


def _save(request: ActorRequest, area: Area) -> Draft:
    post = request.POST
    return drafts.save(
        request.actor,
        draft_id=_id(post.get("draft")),
        purpose=PURPOSE,
        subject_id=area.id,
        version=_number(post.get("version")),
        body={
            name: post.get(name, "") for name in FIELDS if name in post or name == "wants_to_learn"
        },
        labels={TEXT: _("Vad kan du hjälpa till med?")},
    )


def _press(actor: Actor, draft: Draft, post: QueryDict) -> None:
    """What the buttons of the check do: `do` is the deed and what it is done to."""
    todo, _colon, which = post.get("do", "").partition(":")
    deeds: dict[str, Any] = {
        "replace_all": lambda: drafts.replace(actor, draft, (TEXT,), None),
        "replace": lambda: drafts.replace(actor, draft, (TEXT,), {which}),
        "undo": lambda: drafts.undo(draft, _number(which)),
        "keep": lambda: drafts.keep(draft, which, post.get(f"reason_{which}", "")),
        "unkeep": lambda: drafts.keep(draft, which, ""),
    }
    if todo in deeds:
        deeds[todo]()


def _number(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


def _id(raw: str | None) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        return uuid4()


@require_POST
@unlogged
def save_area(request: ActorRequest, area_id: UUID) -> HttpResponse:
    """Autosave: keeps what is written so far, for its author alone."""
    draft = _save(request, _area(request.actor, area_id))
    saved_at = clock.local(draft.saved_at).strftime("%H.%M")
    return JsonResponse({"version": draft.version, "saved_at": saved_at})


@require_POST
@unlogged
def check_area(request: ActorRequest, area_id: UUID) -> HttpResponse:
    """The check of the line as it stands on the page; nothing is saved."""
    stored = _own_draft(request.actor, _area(request.actor, area_id))
    draft = Draft(
        body={TEXT: request.POST.get(TEXT, "")[: drafts.LONGEST]},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    context = {"panel": _panel(request.actor, draft)}
    return TemplateResponse(request, "competence/check.html", context)


@require_http_methods(GET_AND_POST)
def remove_area(request: ActorRequest, area_id: UUID) -> HttpResponse:
    """Take an area away from one's own profile; what happens is shown before."""
    area = _area(request.actor, area_id)
    if request.method == "POST":
        services.remove(request.actor, area_id=area.id)
        say(request, _("Området är borttaget från din sida."))
        return redirect("competence:profile")
    confirm = Confirmation(
        title=_("Ta bort %(area)s?") % {"area": area.title},
        consequences=[
            _("Kollegor som söker området hittar dig inte längre."),
            _("Det du har skrivit om området tas bort. Du kan lägga till det igen."),
        ],
        action=_("Ta bort området"),
        cancel_url=reverse("competence:profile"),
    )
    context = {"confirm": confirm, "zone": zone(request)}
    return TemplateResponse(request, "ui/confirm.html", context)
