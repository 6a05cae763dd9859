"""Addresses of deadlines."""

from django.urls import path

from kollega.casework.deadlines import views

urlpatterns = [
    path("arenden/tider", views.mine, name="deadlines"),
    path("arenden/<uuid:case_id>/tid/<uuid:deadline_id>", views.extend, name="extend"),
]
