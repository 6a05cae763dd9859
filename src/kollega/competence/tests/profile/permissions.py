"""Rows of the permission table: one's own profile, and the manager's pages about staff."""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, DONE, Row

from kollega.competence.models import EvidenceKind, Level
from kollega.competence.profile import evidence, staff, talks
from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation.models import Membership

MANAGES = {200: "manager", 403: "*"}
MANAGES_DONE = {302: "manager", 403: "*"}
MINE, MINE_DONE = {200: "asker", 404: "*"}, {302: "asker", 404: "*"}
BOTH = {200: "asker manager", 404: "*"}


def _evidence(world: World) -> list[Any]:
    """A course that the asker has noted."""
    with acting(world.asker.actor) as actor:
        row = evidence.add(
            actor, public_id=uuid.uuid4(), kind=EvidenceKind.COURSE, title="Spel och skulder"
        )
    return [row.id]


def _place(world: World) -> list[Any]:
    """The asker's place at work."""
    with acting(world.asker.actor) as actor:
        row = Membership.objects.get(account_id=actor.account_id)
    return [row.id]


def _talk(world: World) -> list[Any]:
    """A talk between the manager and the asker."""
    (place_id,) = _place(world)
    with acting(world.manager.actor) as actor:
        row = talks.hold(
            actor,
            staff.staff_for(actor, place_id),
            public_id=uuid.uuid4(),
            held_on=clock.today(),
            agreed="Går kursen i vår.",
            levels={world.areas["spel"].id: Level.WITH_SUPPORT},
        )
    return [row.id]


OBJECTS: dict[str, Any] = {
    "own_evidence": _evidence,
    "staff_place": _place,
    "competence_talk": _talk,
}
NEW = {
    "id": str(uuid.UUID(int=21)),
    "version": "0",
    "kind": "course",
    "title": "Barns rätt i praktiken",
    "month": "2025-03",
    "area": "",
}
TALK = {
    "id": str(uuid.UUID(int=22)),
    "version": "1",
    "held_on": "2026-01-12",
    "agreed": "Följer med en kollega i vår.",
}

TABLE: dict[str, Any] = {
    "competence:choices": Row("get", ALL),
    "competence:evidence": Row("get", ALL),
    "competence:add_evidence": Row("get", ALL),
    "competence:change_evidence": Row("get", MINE, "own_evidence"),
    "competence:show_evidence": Row("post", MINE_DONE, "own_evidence", {"shown": "1"}),
    "competence:remove_evidence": Row("get", MINE, "own_evidence"),
    "competence:own_grounds": Row("get", ALL),
    "competence:talks": Row("get", ALL),
    "competence:talk": Row("get", BOTH, "competence_talk"),
    "competence:change_talk": Row("get", MANAGES, "competence_talk"),
    "competence:take_along": Row("get", ALL),
    "competence:fetch_profile": Row("post", ALL, posted={"form": "json", "managers": "1"}),
    "competence:take_in": Row("get", DONE),
    "competence:staff": Row("get", MANAGES),
    "competence:staff_person": Row("get", MANAGES, "staff_place"),
    "competence:staff_papers": Row("get", MANAGES, "staff_place"),
    "competence:staff_grounds": Row("get", MANAGES, "staff_place"),
    "competence:new_talk": Row("get", MANAGES, "staff_place"),
}
MORE: list[tuple[str, Any]] = [
    ("competence:choices", Row("post", DONE, posted={"version": "0", "name_outside": "no"})),
    ("competence:add_evidence", Row("post", DONE, posted=NEW)),
    ("competence:change_evidence", Row("post", MINE_DONE, "own_evidence", NEW | {"version": "1"})),
    ("competence:remove_evidence", Row("post", MINE_DONE, "own_evidence")),
    ("competence:own_grounds", Row("post", DONE, posted={"socionom_has": "on"})),
    (
        "competence:talk",
        Row("post", {302: "asker", 403: "manager", 404: "*"}, "competence_talk", {"version": "1"}),
    ),
    (
        "competence:change_talk",
        Row("post", MANAGES_DONE, "competence_talk", TALK, most_statements=20),
    ),
    ("competence:take_in", Row("post", {422: "*"})),
    ("competence:staff_grounds", Row("post", MANAGES_DONE, "staff_place", {"socionom_has": "on"})),
    (
        "competence:new_talk",
        Row("post", MANAGES_DONE, "staff_place", TALK | {"version": "0"}, most_statements=20),
    ),
]
