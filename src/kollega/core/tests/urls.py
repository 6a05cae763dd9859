"""A few views that show the order of a request, for test_request.py."""

import contextlib
import uuid
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from kollega.core import access
from kollega.core.actor import current
from kollega.core.models import AuditRow
from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest, denied, public, reads_only, unlogged

# One of the Tax Agency's published test numbers.
NUMBER = "19121212-1212"


def show(request: ActorRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.account_id} {current() is request.actor}")


def write(request: ActorRequest) -> HttpResponse:
    """Writes, and then does what `then` asks for."""
    access.audit(request.actor, "test.write", "test", uuid.uuid4())
    messages.success(request, "Sparat")
    then = request.POST.get("then", "")
    return after(then)


def after(then: str) -> Any:
    match then:
        case "raise":
            raise ZeroDivisionError(NUMBER)
        case "404":
            raise Http404
        case "denied":
            raise denied("Du får inte.")
        case "conflict":
            raise Conflict(version=3, fields={"text": ("Texten", "deras ord", "mina ord")})
        case "nothing":
            return None
        case "500":
            return HttpResponse(status=500)
        case "422":
            return HttpResponse(status=422)
        case "swallow":
            return swallow()
        case "late":
            late()
    return HttpResponseRedirect("/show")


def swallow() -> HttpResponse:
    """Catches an error of the database without a savepoint, and says that all is well."""
    with contextlib.suppress(IntegrityError):
        AuditRow(municipality_id=None, verb="x").save(force_insert=True)
    return HttpResponse("Sparat")


def late() -> None:
    """A reference that the database refuses first at COMMIT."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into mfa_authenticator (type, data, user_id, created_at)"
            " values ('totp', '{}', %s, now())",
            [uuid.uuid4()],
        )


def person(request: ActorRequest) -> HttpResponse:
    """A row is refused; the database's message repeats it, with the number in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        # A table without row policies: under policies PostgreSQL leaves the row out by itself.
        cursor.execute(
            "insert into core_account (id, name, email) values (%s, %s, %s)",
            [uuid.uuid4(), request.POST["text"], NUMBER],
        )
    return HttpResponse("aldrig")


@reads_only
def look_up(request: ActorRequest) -> HttpResponse:
    access.audit(request.actor, "test.look_up", "test", uuid.uuid4())
    return HttpResponse("aldrig")


@unlogged
def quiet(request: ActorRequest) -> HttpResponse:
    return HttpResponse("tyst")


@public
def everybody(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(current()))


def opens(request: ActorRequest) -> HttpResponse:
    access.opened("test", uuid.UUID(int=7), reason="tillsyn")
    return HttpResponse("öppnat")


urlpatterns = [
    path("show", show, name="show"),
    path("write", write, name="write"),
    path("person", person, name="person"),
    path("look-up", look_up, name="look_up"),
    path("quiet", quiet, name="quiet"),
    path("everybody", everybody, name="everybody"),
    path("opens", opens, name="opens"),
    path("", include("kollega.site.urls")),
]
handler403 = "kollega.ui.errors.permission_denied"
handler404 = "kollega.ui.errors.page_not_found"
handler500 = "kollega.ui.errors.server_error"
