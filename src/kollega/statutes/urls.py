"""The room's addresses."""

from django.urls import URLPattern

app_name = "statutes"
urlpatterns: list[URLPattern] = []
