"""To a municipality's identity provider and back. These pages stand outside the actor's transaction.

One goes there by a link, not by a form: the content policy lets forms go nowhere but to us, and a
browser holds every step of a redirect to that, the municipality's own servers behind the provider too.
Such a link can at most send somebody to their own municipality's sign-in.
"""

from allauth.socialaccount.helpers import complete_social_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core.request import not_found
from kollega.signin import identity, oidc, trouble, ways
from kollega.signin import joining as joined
from kollega.signin.providers import Provider
from kollega.ui import notes


def _provider(provider_id: str) -> Provider:
    found = identity.provider(provider_id)
    if found is None:
        raise not_found()
    return found


def _then(request: HttpRequest) -> str:
    """Where to go afterwards, where that is one of our own addresses; else empty."""
    wish = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wish, {request.get_host()}, require_https=request.is_secure()
    )
    return wish if safe else ""


@never_cache
@require_safe
def start(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send the browser to the provider."""
    chosen = _provider(provider_id)
    then = _then(request)
    try:
        return oidc.begin(request, chosen, then=then)
    except oidc.ProviderTrouble as problem:
        return trouble.page(request, problem.what, provider=chosen, then=then)


@never_cache
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The browser is back from the provider: sign in, or say why not."""
    chosen = _provider(provider_id)
    try:
        login = oidc.finish(request, chosen)
    except oidc.ProviderTrouble as problem:
        return trouble.page(request, problem.what, provider=chosen, then=problem.then)
    answer: HttpResponseBase = complete_social_login(request, login)
    return answer


@never_cache
@require_safe
def signed_out(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Signed out here. At the provider one is as signed in as before, which the next one at a shared
    computer would be too: a link leads there, to be followed or not."""
    chosen = _provider(provider_id)
    context = {"provider": chosen.name, "there": oidc.sign_out_address(chosen)}
    return TemplateResponse(request, "signin/signed_out.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter. Opening it does nothing; the button shows that a person is there."""
    asked = joined.asked_for(token)
    if asked is None:
        return TemplateResponse(request, "signin/joining_over.html", status=410)
    if request.method == "POST":
        chosen = joined.confirm(token)
        if chosen is None:
            return TemplateResponse(request, "signin/joining_over.html", status=410)
        notes.say(request, _("Tack. Logga in med %(provider)s.") % {"provider": chosen.name})
        return redirect("account_login")
    provider = identity.provider(asked.provider)
    context = {"provider": provider.name if provider else "", "email": asked.email}
    return TemplateResponse(request, "signin/joining.html", context)


def offered(request: HttpRequest) -> SafeString:
    """The municipalities' own sign-ins, for the sign-in page."""
    chosen = sorted(identity.every(), key=lambda each: each.name)
    if not chosen:
        return SafeString("")
    then = request.GET.get("next", "")
    query = f"?{urlencode({'next': then})}" if then else ""
    links = [(each.name, reverse("signin:identity", args=[each.id]) + query) for each in chosen]
    return render_to_string("signin/providers.html", {"links": links}, request=request)


ways.offer(offered)
