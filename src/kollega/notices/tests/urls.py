"""The house's addresses, and one page that tells that its notices have been read."""

from uuid import UUID

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from kollega.core.request import ActorRequest
from kollega.site.urls import urlpatterns as house

PAGE = """{% extends "ui/base.html" %}{% block title %}En sak{% endblock %}
{% block main %}<h1>En sak</h1>{% include "notices/seen.html" %}{% endblock %}"""


def thing(request: ActorRequest, subject_id: UUID) -> HttpResponse:
    """A page about a subject, as a room has them."""
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"subject_id": subject_id}, request))


urlpatterns = [path("prov/<uuid:subject_id>", thing, name="notices-test-thing"), *house]
