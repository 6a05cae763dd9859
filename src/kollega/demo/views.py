"""The chooser of personas. In an installation that is no demo its addresses do not exist."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from kollega.core.models import Account
from kollega.core.request import not_found, public
from kollega.demo import marker
from kollega.demo.personas import personas


def chooser(request: HttpRequest) -> SafeString:
    """The personas as a part of the sign-in page; nothing in a real installation."""
    if not marker.is_demo():
        return SafeString("")
    return render_to_string("demo/chooser.html", {"personas": personas()}, request)


@public
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The chooser on a page of its own, for the one who is signed in and wants to be another."""
    if not marker.is_demo():
        raise not_found()
    return TemplateResponse(request, "demo/choose.html", {"personas": personas()})


@public
@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as the persona whose key was posted, without a password."""
    if not marker.is_demo():
        raise not_found()
    key = request.POST.get("persona", "")
    persona = next((one for one in personas() if one.key == key), None)
    account = persona and Account.objects.filter(email=persona.email, is_active=True).first()
    if not account:
        raise not_found()
    logout(request)
    login(request, account, backend="kollega.organisation.identity.AccountBackend")
    UserSession.objects.create_from_request(request)
    return redirect("/")
