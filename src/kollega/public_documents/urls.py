"""The room's addresses."""

from django.urls import URLPattern

app_name = "public_documents"
urlpatterns: list[URLPattern] = []
