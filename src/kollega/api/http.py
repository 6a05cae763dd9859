"""The API as one object, with its description."""

from typing import Any

from ninja import NinjaAPI

from kollega.api import problems
from kollega.api.endpoints import cards, me, notices, overview, questions

API = NinjaAPI(
    title="Digital kollega",
    version="1",
    description=(
        "Frågor, kunskapskort, notiser och överblick, under samma regler som webbplatsen. Varje anrop bär en "
        "nyckel som en person har gjort under Mitt konto: `Authorization: Bearer dk_…`."
    ),
    urls_namespace="http",
    docs_url=None,
    openapi_url=None,
    openapi_extra={
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    },
)
problems.register(API)
for _part in (me, questions, cards, notices, overview):
    API.add_router("", _part.router)

PREFIX = "/api/v1"
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
ANYWHERE = {
    "400": "Går inte att läsa",
    "401": "Nyckeln saknas eller gäller inte",
    "403": "Får inte göras",
    "404": "Finns inte",
    "405": "Adressen tar inte emot anropet",
    "413": "För stort",
    "422": "Något behöver rättas",
    "429": "För många anrop",
}


def description() -> dict[str, Any]:
    """The OpenAPI description. Every operation may be refused in the same ways, as a problem."""
    schema = dict(API.get_openapi_schema(path_prefix=PREFIX))
    for methods in schema["paths"].values():
        for operation in methods.values():
            given = {
                str(status): found
                for status, found in operation["responses"].items()
                if int(status) < 400
            }
            refused = {
                status: {"description": words, "content": PROBLEM}
                for status, words in ANYWHERE.items()
            }
            operation["responses"] = given | refused
    return schema
