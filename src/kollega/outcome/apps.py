"""The room's place among Django's applications."""

from django.apps import AppConfig


class OutcomeConfig(AppConfig):
    name = "kollega.outcome"
    label = "outcome"
    default_auto_field = "django.db.models.BigAutoField"
