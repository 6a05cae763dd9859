"""Addresses of home first and placements."""

from django.urls import path

from kollega.casework.placing import overview_views, views

CASE = "arenden/<uuid:case_id>"
HOME = f"{CASE}/hemmaplan"
ONE = f"{HOME}/<uuid:consideration_id>"
PLACED = f"{CASE}/placering/<uuid:placement_id>"
urlpatterns = [
    path(HOME, views.home_first, name="home_first"),
    path(f"{HOME}/ny", views.consider, name="new_consideration"),
    path(f"{HOME}/akut", views.protect_first, name="protect_first"),
    path(ONE, views.consider, name="consideration"),
    path(f"{ONE}/avstamning", views.check, name="return_check"),
    path(f"{CASE}/placering", views.place, name="new_placement"),
    path(f"{PLACED}/avsluta", views.end, name="end_placement"),
    path(f"{PLACED}/overvagd", views.reviewed, name="review_placement"),
    path(f"{PLACED}/kostnad", views.cost, name="placement_cost"),
    path(f"{PLACED}/ta-bort", views.take_away, name="remove_placement"),
    path("placeringar", overview_views.overview, name="placements"),
    path("placeringar/blad", overview_views.sheet, name="placements_pdf"),
    path("placeringar/saknas", overview_views.missing, name="missing_at_home"),
]
