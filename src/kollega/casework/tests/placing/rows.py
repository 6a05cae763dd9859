"""Odd rows of considerations, placements and resources."""

from datetime import date
from typing import Any

from tests.rows import Place, row

from kollega.casework.models import Form, Kin, Law, ResourceKind


@row("casework.Consideration")
def consideration(place: Place) -> dict[str, Any]:
    return {"urgent": True, "on": date(2026, 1, 1), "check_on": None}


@row("casework.Considered")
def considered(place: Place) -> dict[str, Any]:
    return {"kin": Kin.NOBODY}


@row("casework.Placement")
def placement(place: Place) -> dict[str, Any]:
    return {"form": Form.KIN, "law": Law.SOL, "from_day": date(2026, 1, 1), "to_day": None}


@row("casework.MissingTogether")
def missing_together(place: Place) -> dict[str, Any]:
    return {"missing": ["night"], "times": 5}


@row("casework.Resource")
def resource(place: Place) -> dict[str, Any]:
    return {"kind": ResourceKind.OPEN}


@row("casework.SharedResource")
def shared_resource(place: Place) -> dict[str, Any]:
    return {"kind": ResourceKind.OPEN}
