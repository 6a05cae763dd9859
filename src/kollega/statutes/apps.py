"""The statutes' place among Django's applications."""

from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "kollega.statutes"
    label = "statutes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.statutes import finding, kept, log_words  # noqa: F401 - they register themselves
