"""Odd rows of the tables of loans, covers and duty."""

from datetime import timedelta
from typing import Any

from tests.rows import Place, row

from kollega.competence.models import StepKind
from kollega.core import clock
from kollega.organisation.models import Municipality


def _days() -> dict[str, Any]:
    return {"first_day": clock.today(), "last_day": clock.today() + timedelta(days=7), "share": 50}


@row("competence.Loan")
def loan(place: Place) -> dict[str, Any]:
    return _days()


@row("competence.LoanAsk")
def loan_ask(place: Place) -> dict[str, Any]:
    return {**_days(), "kind": StepKind.OFFER}


@row("competence.Duty")
def duty(place: Place) -> dict[str, Any]:
    return {"first_day": clock.today(), "last_day": clock.today()}


@row("competence.Cover")
def cover(place: Place) -> dict[str, Any]:
    other = Municipality.objects.exclude(pk=place.actor.municipality_id).order_by("id")
    return {
        "holder_id": place.actor.municipality_id,
        "instead_id": other.values_list("id", flat=True)[0],
        "first_day": clock.today(),
        "last_day": clock.today(),
    }
