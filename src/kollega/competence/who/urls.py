"""Addresses of who knows what."""

from django.urls import path

from kollega.competence.who import views

urlpatterns = [
    path("vem-kan", views.who, name="who"),
    path("kollegor/<uuid:colleague_id>", views.colleague, name="colleague"),
]
