"""The room's place among Django's applications."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "kollega.coordination"
    label = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.coordination import events, log_words, options  # noqa: F401 - they register
