"""The protocol: who asks, what for, and every answer as SCIM writes it.

These addresses are for machines. They stand outside the order of a request, since there is no account:
the token and the municipality in the address say for whom the request acts, and it acts for no more.
Another municipality's people are not there (404), and a wrong token is told the same everywhere (401).
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    InvalidSyntaxException,
    InvalidValueException,
    ListResponse,
    Message,
    Meta,
    MutabilityException,
    NotFoundException,
    PatchOp,
    PayloadTooLargeException,
    Resource,
    ResponseParameters,
    SCIMException,
    ScimFilter,
    SearchRequest,
    UnauthorizedException,
)

from kollega.core import access
from kollega.core.actor import Actor, acting
from kollega.core.request import public
from kollega.organisation.models import Municipality
from kollega.signin import directory
from kollega.signin.scim import people, tokens
from kollega.signin.scim.person import MOST, PAGE, POLICY, SERVICE, User, as_user, base, person_id

LONGEST = 64 * 1024
KIND = "application/scim+json"
SAFE = {"GET", "HEAD"}
Known = dict[str, Callable[[HttpRequest, Actor, str, list[str]], HttpResponse]]


class MethodNotAllowedException(SCIMException):
    status = 405
    _default_detail = "The method is not supported here"


@csrf_exempt
@public
@never_cache
def entry(request: HttpRequest, code: str, rest: str) -> HttpResponse:
    """Every request of a municipality's directory."""
    try:
        actor = _actor(request, code)
        with POLICY:
            return _inside(request, actor, code, rest.strip("/").split("/"))
    except SCIMException as refused:
        return _refusal(refused.to_error())
    except ValidationError as wrong:
        return _refusal(Error.from_validation_errors(wrong)[0])


def _actor(request: HttpRequest, code: str) -> Actor:
    """The municipality whose token this is.

    Raises:
        UnauthorizedException: it is nobody's, or another's.
    """
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    found = Municipality.objects.filter(code=code).first() if len(code) == 4 else None
    if found is not None and kind.lower() == "bearer" and token.isascii():
        actor = directory.directory_actor(found.id)
        if tokens.opens(actor, token.strip()):
            return actor
    raise UnauthorizedException


def _inside(request: HttpRequest, actor: Actor, code: str, parts: list[str]) -> HttpResponse:
    """Done and logged; nothing of it is stored where it is refused."""
    with acting(actor, read_only=request.method in SAFE), access.tracing() as trace:
        answer = _answer(request, actor, code, parts)
    access.write(
        actor,
        trace,
        verb=f"{request.method} scim",
        request_id=getattr(request, "id", ""),
        status=answer.status_code,
    )
    return answer


def _answer(request: HttpRequest, actor: Actor, code: str, parts: list[str]) -> HttpResponse:
    match [parts[0].lower(), *parts[1:]]:
        case ["users"]:
            known: Known = {"GET": _list, "POST": _add}
        case [".search"] | ["users", ".search"]:
            known = {"POST": _search}
        case ["users", _id]:
            known = {"GET": _get, "PUT": _put, "PATCH": _patch, "DELETE": _delete}
        case ["serviceproviderconfig"]:
            known = {"GET": _config}
        case ["resourcetypes" | "schemas", *which] if len(which) < 2:
            known = {"GET": _described}
        case _:
            raise NotFoundException
    method = "GET" if request.method == "HEAD" else str(request.method)
    if method not in known:
        raise MethodNotAllowedException
    return known[method](request, actor, code, parts)


# --- People ---------------------------------------------------------------------------------------


def _list(request: HttpRequest, actor: Actor, code: str, _parts: list[str]) -> HttpResponse:
    return _found(actor, code, SearchRequest[User].model_validate(_query(request)))


def _search(request: HttpRequest, actor: Actor, code: str, _parts: list[str]) -> HttpResponse:
    """The same as a list, for those who put the filter in the body and not in the address."""
    body = _body(request)
    return _found(
        actor, code, SearchRequest[User].model_validate(body, scim_ctx=Context.SEARCH_REQUEST)
    )


def _found(actor: Actor, code: str, asked: SearchRequest[User]) -> HttpResponse:
    found = [as_user(each, code) for each in people.everybody(actor)]
    wanted: ScimFilter[User] | None = asked.filter
    if wanted is not None:
        found = [each for each in found if wanted.match(each)]
    start = asked.start_index or 1
    count = min(MOST, PAGE if asked.count is None else asked.count)
    shown = found[start - 1 : start - 1 + count]
    for each in shown:
        access.opened("directory_person", person_id(each.id or ""))  # type: ignore[arg-type]  # our own id
    told = ListResponse[User](
        total_results=len(found),
        start_index=start,
        items_per_page=len(shown),
        resources=shown,
    )
    return _send(told, 200, Context.RESOURCE_QUERY_RESPONSE, asked)


def _get(request: HttpRequest, actor: Actor, code: str, parts: list[str]) -> HttpResponse:
    person = people.one(actor, person_id(parts[1]))
    asked = ResponseParameters[User].model_validate(_query(request))
    return _send(as_user(person, code), 200, Context.RESOURCE_QUERY_RESPONSE, asked)


def _add(request: HttpRequest, actor: Actor, code: str, _parts: list[str]) -> HttpResponse:
    wanted = User.model_validate(_body(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    person = people.add(actor, wanted)
    access.opened("directory_person", person.id)
    asked = ResponseParameters[User].model_validate(_query(request))
    answer = _send(as_user(person, code), 201, Context.RESOURCE_CREATION_RESPONSE, asked)
    answer["Location"] = f"{base(code)}/Users/{person.id}"
    return answer


def _put(request: HttpRequest, actor: Actor, code: str, parts: list[str]) -> HttpResponse:
    person = people.one(actor, person_id(parts[1]), lock=True)
    wanted = User.model_validate(_body(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
    wanted.replace(as_user(person, code))
    people.change(actor, person, wanted)
    asked = ResponseParameters[User].model_validate(_query(request))
    return _send(as_user(person, code), 200, Context.RESOURCE_REPLACEMENT_RESPONSE, asked)


def _patch(request: HttpRequest, actor: Actor, code: str, parts: list[str]) -> HttpResponse:
    person = people.one(actor, person_id(parts[1]), lock=True)
    patch = PatchOp[User].model_validate(_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)
    user = as_user(person, code)
    if patch.patch(user):
        if user.active is None:
            raise MutabilityException(detail="active is always true or false")
        people.change(actor, person, user)
    asked = ResponseParameters[User].model_validate(_query(request))
    return _send(as_user(person, code), 200, Context.RESOURCE_PATCH_RESPONSE, asked)


def _delete(_request: HttpRequest, actor: Actor, _code: str, parts: list[str]) -> HttpResponse:
    directory.forget(actor, people.one(actor, person_id(parts[1]), lock=True))
    return HttpResponse(status=204)


# --- What there is --------------------------------------------------------------------------------


def _config(_request: HttpRequest, _actor: Actor, code: str, _parts: list[str]) -> HttpResponse:
    return _send(_located(SERVICE.config, code, "ServiceProviderConfig"), 200)


def _described(request: HttpRequest, _actor: Actor, code: str, parts: list[str]) -> HttpResponse:
    # RFC 7644, section 4: a filter here is refused.
    if "filter" in request.GET:
        return _refusal(Error(status=403, detail="Filters are not supported here"))
    types = parts[0].lower() == "resourcetypes"
    path, which = "ResourceTypes" if types else "Schemas", parts[1:]
    rows: Sequence[Any] = SERVICE.resource_types if types else SERVICE.schemas
    found = [_located(each, code, f"{path}/{each.id}") for each in rows]
    if which:
        chosen = next((each for each in found if each.id == which[0]), None)
        if chosen is None:
            raise NotFoundException
        return _send(chosen, 200)
    model: Any = type(found[0])
    told = ListResponse[model](
        total_results=len(found), start_index=1, items_per_page=len(found), resources=found
    )
    return _send(told, 200)


def _located(described: Any, code: str, path: str) -> Any:
    """A copy that says where it is."""
    copy = described.model_copy()
    copy.meta = Meta(resource_type=type(described).__name__, location=f"{base(code)}/{path}")
    return copy


# --- In and out -----------------------------------------------------------------------------------


def _query(request: HttpRequest) -> dict[str, str]:
    known = ("filter", "startIndex", "count", "attributes", "excludedAttributes")
    return {name: request.GET[name] for name in known if name in request.GET}


def _body(request: HttpRequest) -> Any:
    """The JSON that was sent.

    Raises:
        SCIMException: it is none, is too long, or holds what no database can keep.
    """
    if int(request.headers.get("Content-Length") or 0) > LONGEST or len(request.body) > LONGEST:
        raise PayloadTooLargeException
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as wrong:
        raise InvalidSyntaxException from wrong
    try:
        again = json.dumps(body, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError) as wrong:
        raise InvalidValueException from wrong
    if b"\\u0000" in again:
        raise InvalidValueException
    return body


def _send(
    told: Message | Resource[Any],
    status: int,
    context: Context = Context.RESOURCE_QUERY_RESPONSE,
    asked: ResponseParameters[Any] | None = None,
) -> HttpResponse:
    text = told.model_dump_json(scim_ctx=context, response_parameters=asked)
    return HttpResponse(text, status=status, content_type=KIND)


def _refusal(error: Error) -> HttpResponse:
    answer = HttpResponse(error.model_dump_json(), status=error.status or 400, content_type=KIND)
    if answer.status_code == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="scim"'
    return answer
