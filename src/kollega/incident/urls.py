"""The room's addresses."""

from django.urls import URLPattern

app_name = "incident"
urlpatterns: list[URLPattern] = []
