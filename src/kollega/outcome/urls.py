"""The room's addresses."""

from django.urls import URLPattern

app_name = "outcome"
urlpatterns: list[URLPattern] = []
