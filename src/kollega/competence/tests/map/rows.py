"""Odd rows of the map's tables."""

from typing import Any

from django.db import models
from tests.rows import Place, row

from kollega.competence.models import Forecast, OwnForecast, Supply


@row("competence.Term")
def term(_place: Place) -> dict[str, Any]:
    """A term says something."""
    return {"retires_year": 2031}


@row("competence.Supply")
def supply(place: Place) -> models.Model | dict[str, Any]:
    """One for each municipality."""
    return Supply.objects.filter(municipality_id=place.actor.municipality_id).first() or {}


@row("competence.Forecast")
def forecast(place: Place) -> models.Model | dict[str, Any]:
    """One for each collaboration."""
    return Forecast.objects.filter(collaboration_id=place.actor.collaboration_id).first() or {}


@row("competence.OwnForecast")
def own_forecast(place: Place) -> models.Model | dict[str, Any]:
    """One for each municipality; only its managers find it again."""
    found = OwnForecast.objects.filter(municipality_id=place.actor.municipality_id).first()
    return found or {"collaboration_id": place.actor.account_id}
