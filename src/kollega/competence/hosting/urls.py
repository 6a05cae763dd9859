"""Addresses of hosts."""

from django.urls import path

from kollega.competence.hosting import views

urlpatterns = [
    path("stodkommuner", views.hosts, name="hosts"),
    path("stodkommuner/ny", views.add, name="add_host"),
    path("stodkommuner/<uuid:host_id>/avsluta", views.end, name="end_host"),
]
