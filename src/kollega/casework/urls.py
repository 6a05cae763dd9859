"""The room's addresses."""

from django.urls import URLPattern

app_name = "casework"
urlpatterns: list[URLPattern] = []
