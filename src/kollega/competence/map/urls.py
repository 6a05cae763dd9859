"""Addresses of the map."""

from django.urls import path

from kollega.competence.map import views

urlpatterns = [
    path("karta", views.overview, name="map"),
    path("karta/blad.pdf", views.on_paper, name="map_pdf"),
    path("karta/<slug:ref>", views.area, name="map_area"),
    path("karta/<slug:ref>/mal", views.target, name="target"),
]
