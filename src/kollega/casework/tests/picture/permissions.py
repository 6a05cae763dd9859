"""Rows of the permission table: pictures. They are the case's: who opens it opens them."""

import uuid
from typing import Any

from tests.personas import World

from kollega.casework import gate
from kollega.casework.picture import services
from kollega.casework.picture.acts import PictureKind
from kollega.casework.picture.options import TOTALS
from kollega.casework.tests import helpers
from kollega.casework.tests.cases.permissions import OWN, OWN_WRITES, OWN_WRONG, gated
from kollega.core.actor import acting
from kollega.organisation.models import MunicipalitySetting

OWN_CLASH = {409: "asker manager", 403: "same_unit other_unit operator", 404: "*"}


def drawn(world: World, kind: str = PictureKind.NETWORK) -> tuple[uuid.UUID, uuid.UUID]:
    """(the case, a picture of this kind that Maja has begun)."""
    made = helpers.of_asker(world)
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, made.id)
        picture = services.begin(actor, found, public_id=uuid.uuid4(), kind=kind)
    return made.id, picture.id


def _picture(world: World) -> list[Any]:
    return [*drawn(world)]


def _version(world: World) -> list[Any]:
    case_id, picture_id = drawn(world)
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, case_id)
        now = services.standing(actor, found, picture_id)
    assert now is not None
    return [case_id, picture_id, now.row.id]


def _licensed(world: World) -> list[Any]:
    """A talk, where the municipality has said that it holds a licence for a form."""
    with acting(world.manager.actor):
        MunicipalitySetting(
            municipality=world.manager.municipality,
            key=TOTALS,
            value=True,
            valid_from="2024-01-01",
            set_by_id=world.manager.account.id,
        ).save(force_insert=True)
    return [*drawn(world, PictureKind.TALK)]


OBJECTS: dict[str, Any] = {
    "picture": _picture,
    "picture_version": _version,
    "picture_totals": _licensed,
}
TABLE: dict[str, Any] = {
    "casework:pictures": gated("get", OWN, "case"),
    "casework:begin_picture": gated("post", OWN_WRITES, "case", {"kind": "factors"}),
    "casework:picture": gated("get", OWN, "picture"),
    "casework:picture_meeting": gated("get", OWN, "picture"),
    "casework:compare_pictures": gated("get", OWN, "picture"),
    "casework:picture_pdf": gated("get", OWN, "picture"),
    "casework:picture_totals": gated("get", OWN, "picture_totals"),
    "casework:picture_version": gated("get", OWN, "picture_version"),
}
MORE: list[tuple[str, Any]] = [
    ("casework:picture", gated("post", OWN_WRONG, "picture", {"do": "x", "version": "1"})),
    (
        "casework:picture",
        gated(
            "post",
            OWN_CLASH,
            "picture",
            {"do": "add", "name": "Mormor", "sector": "family", "version": "0"},
        ),
    ),
    (
        "casework:picture_meeting",
        gated(
            "post",
            OWN_WRITES,
            "picture",
            {"do": "add", "name": "Mormor", "sector": "family", "version": "1"},
        ),
    ),
    (
        "casework:picture_totals",
        gated("post", OWN_WRONG, "picture_totals", {"total": "1"}),
    ),
]
