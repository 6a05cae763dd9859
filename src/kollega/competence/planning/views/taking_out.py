"""Scenario and plan as files for `kollega plan`: opaque ids, no names of people."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kollega.competence.models import PlanRun
from kollega.competence.planning import rules
from kollega.core.request import ActorRequest, not_found


@require_safe
def scenario(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """What a search was made in."""
    rules.set_basis(request.actor).require()
    run = rules.run_for(request.actor, run_id)
    made = (
        PlanRun.objects.filter(collaboration_id=request.actor.collaboration_id, pk=run.id)
        .values_list("scenario", flat=True)
        .first()
    )
    if made is None:
        raise not_found()
    return _file(made, "scenario")


@require_safe
def plan(request: ActorRequest, run_id: UUID, goal: str) -> HttpResponse:
    """A proposal, as `kollega plan --check` reads it."""
    rules.plan(request.actor).require()
    run = rules.run_for(request.actor, run_id)
    return _file(rules.proposal_for(request.actor, run, goal).plan, f"plan-{goal}")


def _file(data: Any, name: str) -> HttpResponse:
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2) + "\n", content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response
