"""The organisation's place among Django's applications."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kollega.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.organisation import options_basic  # noqa: F401 - registers the options
