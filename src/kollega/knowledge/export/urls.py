"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.export import views

EXPORT = "kunskap/ta-med/<uuid:export_id>"

urlpatterns: list[URLPattern] = [
    path("kunskap/ta-med", views.take_along, name="take_along"),
    path(EXPORT, views.export_of, name="export_of"),
    path(f"{EXPORT}/lage", views.export_progress, name="export_progress"),
    path(f"{EXPORT}/fil", views.export_file, name="export_file"),
]
