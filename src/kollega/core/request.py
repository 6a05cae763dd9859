"""The order of a request, the same for every room.

session and account → BEGIN with the actor (READ ONLY for GET and HEAD) → gate → view → template
→ COMMIT → access-log row → response. No log row, no page: where the row cannot be written the
answer is an error, not the page.

Views marked `public` and the sign-in addresses (`SIGN_IN_NAMESPACES`, `SIGN_IN_VIEWS`) pass outside:
they meet only the house's own tables.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from psycopg import errors

from kollega.core import access
from kollega.core.actor import Actor, acting
from kollega.core.posting import Conflict

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SAFE = {"GET", "HEAD", "OPTIONS"}
SERVER_ERROR = 500
ROW_ID = "_pkey"
"""How the database names the constraint on a table's own ids."""


class ActorRequest(HttpRequest):
    """A request inside the order: it always has an actor."""

    actor: Actor


def reads_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """A POST that only looks up: its transaction is READ ONLY like a GET's."""
    view.reads_only = True  # type: ignore[attr-defined]
    return view


def unlogged(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that shows nothing of anybody (autosave of one's own text, presence, the badge)."""
    view.unlogged = True  # type: ignore[attr-defined]
    return view


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view for everybody, outside the order: it reads no room."""
    view.public = True  # type: ignore[attr-defined]
    return view


class RequestOrder:
    """Middleware that keeps the order. Stands last, nearest the view."""

    sync_capable: ClassVar[bool] = True
    async_capable: ClassVar[bool] = False

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.actor_of: Callable[[HttpRequest], Actor | None] = import_string(settings.ACTOR_OF)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = resolve(request.path_info, getattr(request, "urlconf", None))
        except Resolver404:
            return self.get_response(request)
        view = match.func
        if (
            getattr(view, "public", False)
            or match.app_name in settings.SIGN_IN_NAMESPACES
            or (match.view_name in settings.SIGN_IN_VIEWS)
        ):
            return self.get_response(request)
        actor = self.actor_of(request)
        if actor is None:
            return self._signed_out(request)
        request.actor = actor  # type: ignore[attr-defined]
        response, trace = self._inside(request, view, actor)
        if not getattr(view, "unlogged", False):
            access.write(
                actor,
                trace,
                verb=f"{request.method} {match.view_name}",
                request_id=getattr(request, "id", ""),
                status=response.status_code,
            )
        # What is taken down, and whoever signs out at a shared computer, leaves nothing behind.
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def _inside(
        self, request: HttpRequest, view: Callable[..., Any], actor: Actor
    ) -> tuple[HttpResponseBase, list[access.Opened]]:
        """The view in a transaction, and once more where another got in its way: what the same
        button pressed twice at once stored is then found, as if the second press had come later.
        """
        response, trace = self._once(request, view, actor)
        if getattr(request, "met_another", False):
            request.met_another = False  # type: ignore[attr-defined]
            request.failed = False  # type: ignore[attr-defined]
            request.tried_before = True  # type: ignore[attr-defined]
            for _name, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
            response, trace = self._once(request, view, actor)
        return response, trace

    def _once(
        self, request: HttpRequest, view: Callable[..., Any], actor: Actor
    ) -> tuple[HttpResponseBase, list[access.Opened]]:
        """The view and its template in one transaction; stored only where all went well."""
        read_only = request.method in SAFE or getattr(view, "reads_only", False)
        try:
            with acting(actor, read_only=read_only), access.tracing() as trace:
                response = self.get_response(request)
                if getattr(request, "failed", False) or response.status_code >= SERVER_ERROR:
                    _forget_messages(request)
                    transaction.set_rollback(True)
        except Exception:
            # COMMIT itself was refused, by a deferred key for one.
            _forget_messages(request)
            raise
        return response, trace

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whatever a view raised, its transaction is rolled back; a conflict shows both texts."""
        request.failed = True  # type: ignore[attr-defined]
        _forget_messages(request)
        if isinstance(exception, Conflict):
            if wants_json(request):
                return JsonResponse(exception.as_json(), status=409)
            return render(request, "409.html", {"conflict": exception}, status=409)
        if _met_another(exception):
            if not getattr(request, "tried_before", False):
                request.met_another = True  # type: ignore[attr-defined]
                return HttpResponse(status=409)  # never sent: `_inside` runs the view again
            if isinstance(exception, IntegrityError):
                # The id belongs to something that she may not know of.
                raise not_found() from exception
        return None

    def _signed_out(self, request: HttpRequest) -> HttpResponseBase:
        from django.contrib.auth.views import redirect_to_login

        if wants_json(request) or request.headers.get("HX-Request"):
            # What the person wrote stays on the page; the script offers to sign in again.
            return JsonResponse({"signed_out": True}, status=401)
        if request.method not in SAFE:
            return redirect_to_login("/")
        return redirect_to_login(request.get_full_path())


def _forget_messages(request: HttpRequest) -> None:
    """'Sparat' must not be shown later for what was undone; what waited from before still waits."""
    if hasattr(request, "_messages"):
        # As the messages' own middleware does; there is no public way.
        request._messages = default_storage(request)  # noqa: SLF001


def _met_another(exception: Exception) -> bool:
    """Whether another transaction stored the same id this moment, or both waited for each other."""
    cause = exception.__cause__
    if isinstance(exception, IntegrityError):
        name = cause.diag.constraint_name if isinstance(cause, errors.UniqueViolation) else None
        return bool(name and name.endswith(ROW_ID))
    return isinstance(exception, OperationalError) and isinstance(cause, errors.DeadlockDetected)


def wants_json(request: HttpRequest) -> bool:
    """Whether our own script asks (autosave), and reads JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def not_found() -> Http404:
    """The one answer for what is not there and for what one may not know of."""
    return Http404("finns inte")


def denied(why: str) -> PermissionDenied:
    """The answer where the thing may be seen but this may not be done; `why` is Swedish."""
    return PermissionDenied(why)
