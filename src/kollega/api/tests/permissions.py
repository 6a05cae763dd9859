"""This room's rows. The API's own addresses know tokens only: a signed-in browser is nobody there.

What each token gets is swept in `test_sweep.py`, which fails where an operation has no row.
"""

import uuid
from typing import Any

from tests.personas import World
from tests.rowtype import ALL, Row

from kollega.api import tokens
from kollega.api.http import API
from kollega.api.models import Scope
from kollega.core.actor import acting


def _token(world: World) -> list[Any]:
    actor = world.asker.actor
    with acting(actor):
        made, _secret = tokens.make(
            actor, public_id=uuid.uuid4(), name="Prov", scopes=[Scope.NOTICES], days=30
        )
        return [made.id]


OBJECTS = {"token": _token}
SIGNED_OUT = {401: "*"}

NAMES = {each.name: "new" if "<" in str(each.pattern) else "" for each in API.urls[0]}

TABLE = {
    "api:tokens": Row("get", ALL, ended=403),
    "api:end_token": Row("post", {302: "asker", 404: "*"}, "token", ended=404),
    "api:guide": Row("get", ALL, anonymous=200, ended=200),
    "api:description": Row("get", ALL, anonymous=200, ended=200),
    **{
        f"http:{name}": Row("get", SIGNED_OUT, made, anonymous=401, ended=401)
        for name, made in NAMES.items()
    },
}
MORE = [
    ("api:tokens", Row("post", {422: "*"}, posted={"name": ""}, ended=403)),
    *(
        (f"http:{name}", Row("post", SIGNED_OUT, made, anonymous=401, ended=401))
        for name, made in NAMES.items()
    ),
]
