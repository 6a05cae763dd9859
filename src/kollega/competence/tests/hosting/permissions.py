"""Rows of the permission table: who holds what on which days, the agreement, and the yearly report."""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, TOGETHER, Row

from kollega.competence.hosting import covers
from kollega.competence.hosting.covers import Days
from kollega.competence.models import Cover, Host
from kollega.competence.tests.lending.helpers import in_days, lender_manager
from kollega.core.actor import acting


def _held(world: World) -> None:
    """Granåker holds the area for the others."""
    actor = world.coordinator.actor
    with acting(actor):
        Host.objects.get_or_create(
            collaboration_id=actor.collaboration_id,
            area=world.areas["heder"],
            municipality_id=world.manager.municipality.id,
            is_second=False,
            valid_from=in_days(-300),
        )


def _asked(world: World) -> list[Any]:
    """Granåker asks Storavan, whose manager is Åke, to take over a day that nobody was asked about."""
    _held(world)
    lender_manager(world)
    actor = world.manager.actor
    with acting(actor):
        first = in_days(10 + Cover.objects.count())
        made = covers.propose(
            actor,
            public_id=uuid.uuid4(),
            area_id=world.areas["heder"].id,
            holder=world.manager.municipality.id,
            instead=world.answerer.municipality.id,
            days=Days(first, first),
        )
    return [made.id]


ASKS = {200: "manager coordinator", 403: "*"}
APART = "outsider outsider_two"
REPORTS = {200: "manager administrator registrar coordinator", 403: "*"}
OBJECTS: dict[str, Any] = {"cover": _asked}
TABLE: dict[str, Any] = {
    "competence:host_calendar": Row("get", ALL),
    "competence:ask_cover": Row("get", ASKS),
    "competence:cover": Row("get", TOGETHER, "cover"),
    "competence:act_cover": Row(
        "post", {302: "answerer_two", 404: APART, 403: "*"}, "cover", {"do": "no"}
    ),
    "competence:host_report": Row("get", REPORTS),
    "competence:host_report_pdf": Row("get", REPORTS),
    "competence:host_agreement": Row("get", {200: "coordinator", 403: "*"}, "host"),
}
MORE: list[tuple[str, Any]] = [
    (
        "competence:ask_cover",
        Row("post", {422: "manager coordinator", 403: "*"}, posted={"task": "x"}),
    ),
    (
        "competence:act_cover",
        Row(
            "post", {302: "manager coordinator", 404: APART, 403: "*"}, "cover", {"do": "take_back"}
        ),
    ),
    ("competence:act_cover", Row("post", {404: "*"}, "cover", {"do": "x"})),
    (
        "competence:host_agreement",
        Row(
            "post",
            {302: "coordinator", 403: "*"},
            "host",
            {"reference": "KS 2026/14", "delegates": "no"},
        ),
    ),
    ("competence:host_agreement", Row("get", {404: "coordinator", 403: "*"}, "host_apart")),
]
