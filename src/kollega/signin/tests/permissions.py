"""The permission table's rows for the municipality's own sign-in and directory."""

import uuid
from collections.abc import Callable
from typing import Any

from tests.personas import World
from tests.rowtype import ADMINISTRATOR, GONE, Row

from kollega.core.actor import acting
from kollega.organisation.models import Unit
from kollega.signin.models import DirectoryGroup, DirectoryPerson, ScimToken
from kollega.signin.scim import tokens

Parts = list[Any]
DONE, WRONG = {302: "administrator", 403: "*"}, {422: "administrator", 403: "*"}
THERE = {404: "administrator", 403: "*"}
NO_TOKEN = {401: "*"}


def _group(who: str) -> Callable[[World], Parts]:
    """A group that gives something in somebody's municipality."""

    def build(world: World) -> Parts:
        actor = world.personas[who].actor
        with acting(actor):
            made = DirectoryGroup(
                municipality_id=actor.municipality_id,
                group=f"grupp-{uuid.uuid4().hex[:6]}",
                unit=Unit.objects.order_by("name").first(),
                roles=["caseworker"],
            )
            made.save(force_insert=True)
        return [made.id]

    return build


def _person(who: str) -> Callable[[World], Parts]:
    """Somebody whom the directory of somebody's municipality knows."""

    def build(world: World) -> Parts:
        actor = world.personas[who].actor
        with acting(actor):
            made, _new = DirectoryPerson.objects.get_or_create(
                municipality_id=actor.municipality_id,
                account_id=actor.account_id,
                defaults={"user_name": "maja@example.se"},
            )
        return [made.id]

    return build


def _token(who: str) -> Callable[[World], Parts]:
    """A key for the directory of somebody's municipality."""

    def build(world: World) -> Parts:
        actor = world.personas[who].actor
        with acting(actor):
            tokens.make(actor, public_id=uuid.uuid4(), name="Katalogen")
            return [ScimToken.objects.order_by("-made_at").first().id]  # type: ignore[union-attr]

    return build


TABLE: dict[str, Row] = {
    "signin:identity": Row("get", GONE, "invitation", anonymous=404, ended=404),
    "signin:identity_back": Row("get", GONE, "invitation", anonymous=404, ended=404),
    "signin:signed_out": Row("get", GONE, "invitation", anonymous=404, ended=404),
    "signin:joining": Row("get", {410: "*"}, "invitation", anonymous=410, ended=410),
    "scim:entry": Row("get", NO_TOKEN, "scim_address", anonymous=401, ended=401),
    "directory:start": Row("get", ADMINISTRATOR),
    "directory:add_group": Row("get", ADMINISTRATOR),
    "directory:group": Row("get", ADMINISTRATOR, "directory_group"),
    "directory:remove_group": Row("post", DONE, "directory_group"),
    "directory:people": Row("get", ADMINISTRATOR),
    "directory:silent": Row("get", ADMINISTRATOR, "directory_person"),
    "directory:unjoin": Row("post", DONE, "directory_person"),
    "directory:open": Row("post", DONE, "directory_person"),
    "directory:make_token": Row("post", WRONG, posted={"name": ""}),
    "directory:revoke_token": Row("post", DONE, "scim_token"),
}
MORE: list[tuple[str, Row]] = [
    ("signin:joining", Row("post", {410: "*"}, "invitation", anonymous=410, ended=410)),
    ("scim:entry", Row("post", NO_TOKEN, "scim_address", anonymous=401, ended=401)),
    ("directory:add_group", Row("post", WRONG, posted={"group": ""})),
    ("directory:group", Row("post", WRONG, "directory_group")),
    (
        "directory:make_token",
        Row("post", ADMINISTRATOR, posted={"id": str(uuid.UUID(int=77)), "name": "Entra ID"}),
    ),
    *(
        (f"directory:{name}", Row(method, THERE, elsewhere))
        for name, method, elsewhere in (
            ("group", "get", "directory_group_of_storavan"),
            ("remove_group", "post", "directory_group_of_storavan"),
            ("silent", "get", "directory_person_of_storavan"),
            ("unjoin", "post", "directory_person_of_storavan"),
            ("open", "post", "directory_person_of_storavan"),
            ("revoke_token", "post", "scim_token_of_storavan"),
        )
    ),
]
OBJECTS: dict[str, Callable[[World], Parts]] = {
    "scim_address": lambda world: [world.asker.municipality.code, "Users"],
    "directory_group": _group("administrator"),
    "directory_group_of_storavan": _group("coordinator"),
    "directory_person": _person("asker"),
    "directory_person_of_storavan": _person("answerer"),
    "scim_token": _token("administrator"),
    "scim_token_of_storavan": _token("coordinator"),
}
