"""Odd rows of the room's tables."""

from datetime import timedelta
from typing import Any

from django.db import models
from tests.rows import Place, row

from kollega.core import clock
from kollega.introduction.models import ExitFigure, Reason, Said


@row("introduction.Introduction")
def introduction(place: Place) -> dict[str, Any]:
    return {"begins_on": clock.today(), "ends_on": clock.today() + timedelta(days=89)}


@row("introduction.MentorStep")
def mentor_step(place: Place) -> dict[str, Any]:
    return {"said": Said.ASK, "newcomer_id": None}


@row("introduction.ExitReason")
def exit_reason(place: Place) -> dict[str, Any]:
    return {"reason": Reason.MOVE, "year": 2026}


@row("introduction.ExitFigure")
def exit_figure(place: Place) -> models.Model | dict[str, Any]:
    """One for each collaboration and year; another year in another collaboration."""
    stored = ExitFigure.objects.filter(collaboration_id=place.actor.collaboration_id).first()
    scope = place.actor.collaboration_id
    year = 2000 + (scope.int % 97 if scope else 0)
    return stored or {"reasons": [Reason.MOVE], "count": 5, "year": year}
