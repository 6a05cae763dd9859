"""The room's place among Django's applications."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "kollega.participation"
    label = "participation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.participation import (  # noqa: F401 - they register themselves
            keeping,
            log_words,
            options,
        )
