"""Odd rows of the room's tables."""

from datetime import date
from typing import Any

from tests.rows import Place, row

from kollega.casework.models import Judged, NumberKind, Outcome, Person, Reporter, Stage, What
from kollega.casework.tests.child import rows as child_rows  # noqa: F401 - the same
from kollega.casework.tests.placing import rows as placing_rows  # noqa: F401 - the same
from kollega.casework.tests.plan import rows as plan_rows  # noqa: F401 - its rows register themselves


@row("casework.Person")
def person(place: Place) -> dict[str, Any]:
    return {"number": "", "number_kind": NumberKind.NONE, "born_on": None}


@row("casework.Relation")
def relation(place: Place) -> dict[str, Any]:
    other = Person(municipality_id=place.actor.municipality_id, given_name="Far", sort_key="far")
    other.save(force_insert=True)
    return {"other": other}


@row("casework.Case")
def case(place: Place) -> dict[str, Any]:
    return {"stage": Stage.PRELIMINARY, "closed_on": None}


@row("casework.Report")
def report(place: Place) -> dict[str, Any]:
    return {"reporter": Reporter.SCHOOL}


@row("casework.Assessment")
def assessment(place: Place) -> dict[str, Any]:
    return {"kind": Judged.PROTECTION, "outcome": Outcome.NO_DANGER}


@row("casework.Deadline")
def deadline(place: Place) -> dict[str, Any]:
    return {"starts_on": date(2026, 1, 1), "due_on": date(2026, 1, 15)}


@row("casework.Extension")
def extension(place: Place) -> dict[str, Any]:
    return {"was_due_on": date(2026, 1, 15), "due_on": date(2026, 2, 1)}


@row("casework.Happening")
def happening(place: Place) -> dict[str, Any]:
    return {"what": What.PROTECTION, "stage_was": Stage.PRELIMINARY}


@row("casework.CaseQuestion")
def case_question(place: Place) -> dict[str, Any]:
    return {"account_id": place.actor.account_id}


@row("casework.Picture")
def picture(place: Place) -> dict[str, Any]:
    return {"kind": "network"}


@row("casework.PictureVersion")
def picture_version(place: Place) -> dict[str, Any]:
    return {"document": {}, "version": 1}
