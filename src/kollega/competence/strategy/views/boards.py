"""The boards: a document is sent and taken back, decisions are noted, and it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.competence.models import Strategy
from kollega.competence.pages import Attempt, attempt, put, zone
from kollega.competence.strategy import deciding, queries, rules, services
from kollega.competence.strategy.forms import DecisionForm
from kollega.competence.strategy.views import common
from kollega.competence.strategy.views.common import GET_AND_POST
from kollega.core import notices
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say, warn
from kollega.ui.parts import Confirmation

State = Strategy.State


@dataclass(frozen=True)
class StepOn:
    """A step that the coordinator takes: from which states, what it does, and how it is told."""

    states: tuple[str, ...]
    do: Callable[[Actor, Strategy], None]
    title: str
    consequences: tuple[str, ...]
    action: str
    done: str
    dangerous: bool = False


def _steps() -> dict[str, StepOn]:
    """The steps by their address."""
    return {
        "skicka": StepOn(
            (State.DRAFT,),
            deciding.send,
            _("Skicka strategin till nämnderna?"),
            (
                _(
                    "Cheferna i alla kommuner får en notis. Skriv ut bladet för varje nämnd härifrån."
                ),
                _("Innehållet kan inte ändras medan det ligger hos nämnderna."),
                _("Du kan ta tillbaka den så länge den inte gäller."),
            ),
            _("Skicka"),
            _("Skickad. Skriv in varje nämnds beslut när det är fattat."),
        ),
        "ta-tillbaka": StepOn(
            (State.SENT,),
            deciding.take_back,
            _("Ta tillbaka strategin från nämnderna?"),
            (
                _("Den blir ett utkast som går att ändra."),
                _("Besluten som är fattade visas som tidigare beslut. Nämnderna beslutar på nytt."),
            ),
            _("Ta tillbaka"),
            _("Tillbakatagen. Den går att ändra nu."),
        ),
        "galler": StepOn(
            (State.SENT,),
            deciding.adopt,
            _("Ska strategin gälla?"),
            (
                _("Alla i samverkan kan läsa den."),
                _("Den som gäller nu ersätts. Den finns kvar att läsa."),
                _("Uppföljningen av åtgärderna börjar. Det går att ångra."),
            ),
            _("Strategin gäller"),
            _("Strategin gäller nu."),
        ),
        "galler-inte": StepOn(
            (State.ADOPTED,),
            deciding.undo_adopt,
            _("Ångra att strategin gäller?"),
            (
                _("Den ligger hos nämnderna igen, med de beslut som är inskrivna."),
                _("Den som gällde före gäller igen."),
            ),
            _("Ångra"),
            _("Ångrat."),
        ),
        "slang": StepOn(
            (State.DRAFT,),
            services.discard,
            _("Släng utkastet?"),
            (_("Det som är skrivet i utkastet försvinner. Det går inte att ångra."),),
            _("Släng utkastet"),
            _("Utkastet är slängt."),
            dangerous=True,
        ),
    }


@require_http_methods(GET_AND_POST)
def step(request: ActorRequest, strategy_id: UUID, name: str) -> HttpResponse:
    """One step on, having read what happens. A step that is taken already leads back."""
    actor, posted = request.actor, request.method == "POST"
    row = rules.strategy_for(actor, strategy_id, lock=posted)
    rules.steer(actor).require()
    chosen = _steps().get(name)
    if chosen is None:
        raise not_found()
    back = redirect("competence:strategy", row.id)
    if row.state not in chosen.states:
        return back
    rules.still(row).require()
    if posted:
        try:
            chosen.do(actor, row)
        except ValidationError as refused:
            warn(request, " ".join(refused.messages))
            return back
        undo = ""
        if name == "galler":
            undo = reverse("competence:strategy_step", args=[row.id, "galler-inte"])
        say(request, chosen.done, undo_url=undo)
        return redirect("competence:strategies") if name == "slang" else back
    confirm = Confirmation(
        title=chosen.title,
        consequences=[*_lacking(row, name), *chosen.consequences],
        action=chosen.action,
        cancel_url=reverse("competence:strategy", args=[row.id]),
        dangerous=chosen.dangerous,
    )
    context = {
        "confirm": confirm,
        "zone": zone(request),
        "trail": common.trail(row, chosen.action),
    }
    return TemplateResponse(request, "ui/confirm.html", context)


def _lacking(row: Strategy, name: str) -> list[str]:
    """What stands in the way, told before the press."""
    if name == "skicka":
        return deciding.missing(row)
    if name == "galler":
        left = deciding.waiting_for(row)
        return [_("Beslut saknas från %(towns)s.") % {"towns": ", ".join(left)}] if left else []
    return []


@require_http_methods(GET_AND_POST)
def decision(request: ActorRequest, strategy_id: UUID, place_id: UUID) -> HttpResponse:
    """Note what a municipality's board decided, or take away what was noted by mistake."""
    actor, posted = request.actor, request.method == "POST"
    row = rules.strategy_for(actor, strategy_id, lock=posted)
    sheet = queries.sheet(row)
    town = sheet.contents.place_names.get(str(place_id))
    if town is None:
        raise not_found()
    rules.decide(actor, row, place_id).require()
    known = sheet.now.get(str(place_id))
    here = redirect("competence:strategy", row.id)
    if posted and request.POST.get("do") == "undo":
        deciding.undo_decision(actor, row, municipality_id=place_id)
        say(request, _("Beslutet är borttaget."))
        return here
    initial: dict[str, Any] = {"version": known.version if known else 0}
    if known:
        initial |= {
            "outcome": known.outcome.value,
            "decided_on": known.day,
            "paragraph": known.paragraph,
        }
    form = DecisionForm(request.POST or None, initial=initial)
    tried = Attempt(status=200)
    if posted:
        tried = attempt(form, lambda: _decide(request, row, place_id, form))
        if tried.done:
            notices.clear(actor, row.id)
            say(request, _("Beslutet är inskrivet."))
            return here
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "row": row,
        "town": town,
        "known": known,
        "zone": zone(request),
        "trail": common.trail(row, _("Beslut i %(town)s") % {"town": town}),
    }
    return TemplateResponse(
        request, "competence/strategy/decision.html", context, status=tried.status
    )


def _decide(request: ActorRequest, row: Strategy, place_id: UUID, form: DecisionForm) -> None:
    deciding.decide(
        request.actor,
        row,
        municipality_id=place_id,
        outcome=form.outcome_chosen(),
        decided_on=form.cleaned_data["decided_on"],
        paragraph=form.cleaned_data["paragraph"],
        version=form.cleaned_data["version"],
    )
