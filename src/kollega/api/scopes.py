"""What a token may be used for. Its person's own rights are asked by the rooms, as for a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from kollega.api.models import Scope
from kollega.core.request import ActorRequest, denied


def needs(scope: Scope) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation that a token must have been made for."""

    def describe(operation: Operation) -> None:
        operation.openapi_extra = {"x-scope": str(scope)}

    def decorate(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def asked(request: ActorRequest, *args: Any, **kwargs: Any) -> Any:
            if scope not in request.token.scopes:  # type: ignore[attr-defined]  # the middleware's
                raise denied(_("Nyckeln gäller inte för det här."))
            if request.actor.collaboration is None:
                raise denied(_("Du har inget uppdrag i någon kommun som samverkar just nu."))
            return operation(request, *args, **kwargs)

        contribute_operation_callback(asked, describe)
        return asked

    return decorate
