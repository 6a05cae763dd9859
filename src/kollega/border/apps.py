"""The border room's place among Django's applications."""

from django.apps import AppConfig


class BorderConfig(AppConfig):
    name = "kollega.border"
    label = "border"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.border import log_words, takedown  # noqa: F401 - its words register themselves
        from kollega.core import notices

        notices.withhold_where(takedown.is_down)
