"""The municipality's own plan: grounds for secrecy, and when documents are destroyed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import documents
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found
from kollega.organisation.views.common import attempt
from kollega.public_documents import grounds, holds, keeping, rules
from kollega.public_documents.forms import GroundForm, RuleForm, rule_choices
from kollega.public_documents.models import Ground, Rule
from kollega.public_documents.views.common import draw, uuid_of
from kollega.ui.notes import say, warn

NOTHING = UUID(int=0)
"""The id that nothing has."""
SHOWN = 50
"""Documents that go the next night, shown at once."""


@require_http_methods(["GET", "HEAD", "POST"])
def ground_list(request: ActorRequest) -> HttpResponse:
    """The paragraphs to choose among when something is masked."""
    actor = request.actor
    rules.answer_requests(actor).require()
    form, status = GroundForm(), 200
    if request.method == "POST":
        if request.POST.get("do", "add") != "add":
            return _change_ground(request)
        form = GroundForm(request.POST)
        tried = attempt(form, lambda: _add_ground(request, form))
        if tried.done:
            say(request, _("Grunden är tillagd."))
            return redirect("public_documents:grounds")
        status = tried.status
    context = {"form": form, "grounds": grounds.in_force(actor)}
    return draw(request, "grounds.html", context, title=_("Sekretessgrunder"), status=status)


def _add_ground(request: ActorRequest, form: GroundForm) -> Ground:
    data = form.cleaned_data
    grounds.ensure(request.actor)
    return grounds.add(
        request.actor,
        public_id=data["id"],
        paragraph=data["paragraph"],
        title=data["title"],
        verified=data["verified"],
    )


def _change_ground(request: ActorRequest) -> HttpResponse:
    todo, _colon, which = request.POST.get("do", "").partition(":")
    found = Ground.objects.filter(
        municipality_id=request.actor.municipality_id, pk=uuid_of(which) or NOTHING
    ).first()
    if todo == "draft":
        grounds.ensure(request.actor)
    elif found is None:
        raise not_found()
    elif todo == "end":
        grounds.end(request.actor, found)
    else:
        grounds.verify(request.actor, found, verified=todo == "verify")
    return redirect("public_documents:grounds")


@require_http_methods(["GET", "HEAD", "POST"])
def rule_list(request: ActorRequest) -> HttpResponse:
    """When the municipality's own documents are destroyed, and what goes the next night."""
    actor = request.actor
    rules.confirm_rules(actor).require()
    form, status = RuleForm(initial={"counted": Rule.Counted.ENDED}), 200
    if request.method == "POST":
        todo, _colon, which = request.POST.get("do", "add").partition(":")
        if todo == "confirm":
            return _confirm(request, uuid_of(which) or NOTHING)
        rules.change_rules(actor).require()
        if todo == "end":
            keeping.end(actor, uuid_of(which) or NOTHING)
            say(request, _("Regeln gäller till och med i dag."))
            return redirect("public_documents:rules")
        form = RuleForm(request.POST)
        tried = attempt(form, lambda: _add_rule(request, form))
        if tried.done:
            say(
                request,
                _("Regeln är tillagd. Den gallrar inget förrän någon annan har bekräftat den."),
            )
            return redirect("public_documents:rules")
        status = tried.status
    reads = bool(rules.answer_requests(actor))
    coming, waiting = keeping.coming(actor) if reads else ([], {})
    context = {
        "form": form,
        "rules": _shown(actor, waiting),
        "reads": reads,
        "coming": coming[:SHOWN],
        "coming_count": len(coming),
        "more_coming": max(0, len(coming) - SHOWN),
        "kept": keeping.kept(actor) if reads else [],
    }
    return draw(request, "rules.html", context, title=_("När handlingar gallras"), status=status)


def _confirm(request: ActorRequest, rule_id: UUID) -> HttpResponse:
    try:
        keeping.confirm(request.actor, rule_id)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Regeln är bekräftad och gäller."))
    return redirect("public_documents:rules")


def _shown(actor: Actor, waiting: Mapping[UUID, int]) -> list[dict[str, Any]]:
    names, today = dict(rule_choices()), clock.today()
    return [
        {
            "id": each.id,
            "name": str(names.get(each.purpose, each.purpose)),
            "months": each.months,
            "counted": str(Rule.Counted(each.counted).label),
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
            "decision": each.decision,
            "is_verified": each.is_verified,
            "is_over": each.valid_to is not None and each.valid_to < today,
            "can_end": each.valid_to is None or each.valid_to > today,
            "can_confirm": not each.is_verified and each.written_by_id != actor.account_id,
            "would_go": waiting.get(each.id, 0),
        }
        for each in keeping.rules_of(actor)
    ]


def _add_rule(request: ActorRequest, form: RuleForm) -> Rule:
    data = form.cleaned_data
    return keeping.add(
        request.actor,
        public_id=data["id"],
        purpose=data["purpose"],
        months=data["months"],
        counted=data["counted"],
        valid_from=data["valid_from"],
        decision=data["decision"],
    )


@require_POST
def hold(request: ActorRequest) -> HttpResponse:
    """Keep a document in spite of the rules, or let them apply again."""
    actor = request.actor
    rules.answer_requests(actor).require()
    passage_id = uuid_of(request.POST.get("passage"))
    if passage_id is None or not documents.own(actor).filter(passage_id=passage_id).exists():
        raise not_found()
    if request.POST.get("do") == "release":
        holds.release(actor, passage_id)
        say(request, _("Reglerna gäller igen."))
    else:
        holds.hold(actor, passage_id)
        say(request, _("Handlingen är undantagen från gallring."))
    return redirect("public_documents:rules")
