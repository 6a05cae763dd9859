"""The room's place among Django's applications."""

from django.apps import AppConfig


class IncidentConfig(AppConfig):
    name = "kollega.incident"
    label = "incident"
    default_auto_field = "django.db.models.BigAutoField"
