"""The room's place among Django's applications."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "kollega.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
