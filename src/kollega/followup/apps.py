"""The room's place among Django's applications."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "kollega.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.followup import log_words, options  # noqa: F401 - they register themselves
