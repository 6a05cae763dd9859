"""Addresses of alarms and dates."""

from django.urls import path

from kollega.competence.alarm import views

urlpatterns = [
    path("sarbara-omraden", views.alarms, name="alarms"),
    path("sarbara-omraden/<uuid:collaboration_id>", views.alarms_of, name="alarms_of"),
    path("sarbara-omraden/utan", views.what_if, name="what_if"),
    path("slutdatum", views.terms, name="terms"),
    path("slutdatum/<uuid:account_id>", views.term, name="term"),
]
