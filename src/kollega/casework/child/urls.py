"""Addresses of the child's frame."""

from django.urls import path

from kollega.casework.child import sheet, views

CASE = "arenden/<uuid:case_id>/barnet"

urlpatterns = [
    path(CASE, views.child, name="child"),
    path(f"{CASE}/vem-far-lasa", views.readers_first, name="child_readers"),
    path(f"{CASE}/ord/skriv/<uuid:readers_id>", views.write, name="child_write"),
    path(f"{CASE}/ord/<uuid:words_id>", views.change, name="child_words"),
    path(f"{CASE}/basta", views.begin_best, name="child_best"),
    path(f"{CASE}/basta/<uuid:best_id>/<slug:part>", views.best, name="child_best_part"),
    path(f"{CASE}/beslut/<uuid:decision_id>/andrade", views.changed, name="child_changed"),
    path(f"{CASE}/beslut/<uuid:decision_id>/forstod", views.understood, name="child_understood"),
    path(f"{CASE}/blad/<uuid:guardian_id>", sheet.sheet, name="child_sheet"),
]
