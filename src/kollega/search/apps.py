"""The search room's place among Django's applications."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kollega.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
