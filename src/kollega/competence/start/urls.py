"""Address of the room's first page."""

from django.urls import path

from kollega.competence.start import views

urlpatterns = [path("kompetens", views.start, name="start")]
