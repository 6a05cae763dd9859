"""The room's place among Django's applications."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "kollega.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.api import log_words, options  # noqa: F401 - they register themselves
