"""The room's addresses."""

from django.urls import URLPattern

app_name = "coordination"
urlpatterns: list[URLPattern] = []
