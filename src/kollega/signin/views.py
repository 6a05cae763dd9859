"""'Mitt konto' and the ways in. All pages here stand outside the actor's transaction."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kollega.core.models import Account
from kollega.core.request import not_found
from kollega.organisation.identity import actor_of
from kollega.organisation.options import room_is_on
from kollega.signin import identity, queries, services, ways
from kollega.signin.forms import InvitationForm, LanguageForm
from kollega.ui import notes


def _account(request: HttpRequest) -> Account:
    """The signed-in account, as the backend read it."""
    account = request.user
    if not isinstance(account, Account):
        raise not_found()
    return account


def _only(request: HttpRequest) -> str:
    """The municipality whose directory signed the person in; empty where it was the person's own key."""
    return str(request.session.get(identity.ONLY, ""))


def _back(request: HttpRequest, default: str) -> HttpResponse:
    """To the address in `next` where it is one of ours."""
    wish = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        wish, {request.get_host()}, require_https=request.is_secure()
    ):
        return HttpResponseRedirect(wish)
    return redirect(default)


class SignIn(LoginView):  # type: ignore[misc]  # untyped library
    """allauth's page, with the other ways in under the form."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["other_ways"] = ways.offered(self.request)
        return context


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """'Mitt konto'."""
    me = _account(request)
    try:
        notices_url = reverse("notices:settings")
    except NoReverseMatch:
        notices_url = ""
    actor = actor_of(request)
    context = {
        "me": me,
        "memberships": queries.memberships(me, only=_only(request)),
        "chosen": actor.membership_id if actor else None,
        "several": len(me.actors) > 1,
        "form": LanguageForm(initial={"language": me.language}),
        "notices_url": notices_url,
        "has_api": actor is not None and room_is_on(actor, "api"),
    }
    return TemplateResponse(request, "signin/account.html", context)


@login_required
@require_POST
def choose_place(request: HttpRequest) -> HttpResponse:
    """Work in another of one's memberships. What is open in the first may not be there: start over."""
    actor = services.choose_place(
        request, _account(request), membership=request.POST.get("place", "")
    )
    if actor is None:
        raise not_found()
    notes.say(
        request,
        _("Du arbetar nu i %(unit)s, %(municipality)s.")
        % {"unit": actor.unit_name, "municipality": actor.municipality_name},
    )
    return _back(request, "/")


@login_required
@require_POST
def choose_shortcuts(request: HttpRequest) -> HttpResponse:
    """Single keys that do things, on or off: whoever speaks to the computer presses them by mistake."""
    wished = request.POST.get("shortcuts", "")
    if wished not in {"on", "off"}:
        raise not_found()
    services.choose_shortcuts(_account(request), shortcuts=wished == "on")
    notes.say(
        request,
        _("Kortkommandot är på.") if wished == "on" else _("Kortkommandot är av."),
    )
    return _back(request, "signin:account")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Svenska or English, kept with the account, or in a cookie where nobody is signed in."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise not_found()
    signed_in = isinstance(request.user, Account)
    if signed_in:
        services.choose_language(_account(request), language=language)
        with translation.override(language):
            notes.say(request, _("Språket är ändrat."))
    response = _back(request, "signin:account" if signed_in else "account_login")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@login_required
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    key = request.session.session_key or ""
    found = queries.sign_ins(_account(request), current_key=key, only=_only(request))
    return TemplateResponse(request, "signin/sign_ins.html", {"sign_ins": found})


@login_required
@require_POST
def end_sign_ins(request: HttpRequest) -> HttpResponse:
    """End one other sign-in (`id`), or all others."""
    me = _account(request)
    chosen = request.POST.get("id", "")
    if chosen.isascii() and chosen.isdigit():
        services.end_session(me, session_id=int(chosen), only=_only(request))
        notes.say(request, _("Utloggad där."))
    else:
        services.end_sessions(me, but=request.session.session_key or "", only=_only(request))
        notes.say(request, _("Utloggad överallt utom här."))
    return redirect("signin:sign_ins")


@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """The invited person chooses a password."""
    invited = services.open_invitation(token)
    if invited is None:
        return TemplateResponse(request, "signin/invitation_over.html", status=410)
    form = InvitationForm(invited.account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if services.accept(token, password=form.cleaned_data["password1"]) is None:
            return TemplateResponse(request, "signin/invitation_over.html", status=410)
        notes.say(request, _("Lösenordet är sparat. Logga in med det."))
        return redirect("account_login")
    context = {"form": form, "invited": invited.account}
    return TemplateResponse(request, "signin/invitation.html", context)
