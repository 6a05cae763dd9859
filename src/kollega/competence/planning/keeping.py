"""Searches are kept for a year, and who an opaque id stood for no longer than its searches."""

from datetime import timedelta
from uuid import UUID

from kollega.competence.models import PlanAlias, PlanRun
from kollega.core import clock, destruction
from kollega.core.actor import Actor

GROUND = "competence.plan_year"
KEPT = timedelta(days=366)


def destroy_old_runs(actor: Actor) -> int:
    """Remove the collaboration's searches from more than a year ago; how many."""
    rows = PlanRun.objects.filter(
        collaboration_id=actor.collaboration_id, asked_at__lt=clock.now() - KEPT
    )
    ids = list(rows.values_list("id", flat=True))
    for each in ids:
        destruction.note(actor, kind="plan_run", object_id=each, ground=GROUND)
    rows.filter(id__in=ids).delete()
    return len(ids)


def destroy_old_aliases(actor: Actor) -> int:
    """Remove who ids stood for in series of which nothing is left; how many."""
    rows = PlanAlias.objects.filter(
        municipality_id=actor.municipality_id, made_at__lt=clock.now() - KEPT
    )
    ids = list(rows.values_list("id", flat=True))
    for each in ids:
        destruction.note(actor, kind="plan_alias", object_id=each, ground=GROUND, zone="case")
    rows.filter(id__in=ids).delete()
    return len(ids)


@destruction.destroys("plan_run")
def destroy_run(actor: Actor, object_id: UUID) -> bool:
    """Remove it again."""
    rows = PlanRun.objects.filter(collaboration_id=actor.collaboration_id, pk=object_id)
    return bool(rows.delete()[0])


@destruction.destroys("plan_alias")
def destroy_alias(actor: Actor, object_id: UUID) -> bool:
    """Remove it again."""
    rows = PlanAlias.objects.filter(municipality_id=actor.municipality_id, pk=object_id)
    return bool(rows.delete()[0])
