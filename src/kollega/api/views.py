"""A person's tokens, and the API's description for people and programs."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.api import tokens
from kollega.api.forms import TokenForm
from kollega.api.http import description as described
from kollega.api.models import Scope, Token
from kollega.core import clock
from kollega.core.request import ActorRequest, denied, not_found, public
from kollega.ui import notes
from kollega.ui.parts import Link


@dataclass(frozen=True)
class TokenLine:
    """A token in its person's list. `state` is "holds", "ended" or "expired"."""

    id: UUID
    name: str
    scopes: str
    made_on: date
    expires_on: date
    used_on: date | None
    state: str


def _line(token: Token) -> TokenLine:
    state = "ended" if token.ended_at else "holds"
    if state == "holds" and token.expires_on < clock.today():
        state = "expired"
    return TokenLine(
        token.id,
        token.name,
        ", ".join(str(Scope(each).label) for each in token.scopes),
        clock.local(token.made_at).date(),
        token.expires_on,
        token.used_on,
        state,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_tokens(request: ActorRequest) -> HttpResponse:
    """The actor's tokens; POST makes one, and shows its secret this once."""
    actor = request.actor
    if actor.membership_id is None:
        raise denied(_("Du har inget uppdrag i någon kommun just nu."))
    form, secret, status = TokenForm(), "", HTTPStatus.OK
    if request.method == "POST":
        form = TokenForm(request.POST)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            data = form.cleaned_data
            try:
                _made, secret = tokens.make(
                    actor,
                    public_id=data["id"],
                    name=data["name"],
                    scopes=data["scopes"],
                    days=int(data["days"]),
                )
            except tokens.TooManyError:
                form.add_error(
                    None, _("Du har så många nycklar som går. Avsluta en du inte använder.")
                )
            else:
                if not secret:
                    notes.warn(request, _("Nyckeln är redan gjord och kan inte visas igen."))
                    return HttpResponseRedirect(reverse("api:tokens"))
                form, status = TokenForm(), HTTPStatus.OK
    context = {
        "form": form,
        "secret": secret,
        "tokens": [_line(each) for each in tokens.of(actor)],
        "trail": [Link(_("Mitt konto"), reverse("signin:account"))],
    }
    return TemplateResponse(request, "api/tokens.html", context, status=status)


@require_POST
def end_token(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """End one of one's own tokens, now."""
    if not Token.objects.filter(pk=token_id, account_id=request.actor.account_id).exists():
        raise not_found()
    tokens.end(request.actor, token_id=token_id)
    notes.say(request, _("Nyckeln gäller inte längre."))
    return HttpResponseRedirect(reverse("api:tokens"))


@public
@require_safe
def description(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, for programs. It holds no data."""
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    schema = described()
    operations = [
        {"method": method.upper(), "path": path, "summary": found.get("summary", "")}
        | {"scope": found.get("x-scope", ""), "text": found.get("description", "")}
        for path, methods in schema["paths"].items()
        for method, found in methods.items()
    ]
    context = {
        "operations": operations,
        "scopes": Scope.choices,
        "trail": [Link(_("Hjälp"), reverse("organisation:handbook"))],
    }
    return TemplateResponse(request, "api/guide.html", context)
