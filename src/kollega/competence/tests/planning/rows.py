"""Odd rows of the tables of planning."""

from typing import Any

from django.db import models
from tests.rows import Place, row

from kollega.competence.models import PlanBasis


@row("competence.PlanBasis")
def basis(place: Place) -> models.Model | dict[str, Any]:
    """One for each collaboration."""
    return PlanBasis.objects.filter(collaboration_id=place.actor.collaboration_id).first() or {}
