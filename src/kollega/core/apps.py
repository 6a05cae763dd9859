"""The core's place among Django's applications."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kollega.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
