"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.find import start, views

urlpatterns: list[URLPattern] = [
    path("kunskap", start.start, name="start"),
    path("kunskap/sok", views.find, name="find"),
]
