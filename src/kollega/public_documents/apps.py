"""The room's place among Django's applications."""

from django.apps import AppConfig


class PublicDocumentsConfig(AppConfig):
    name = "kollega.public_documents"
    label = "public_documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.public_documents import (  # noqa: F401 - they register themselves
            destruction,
            inventory_lines,
            inventory_of_the_house,
            log_words,
            options,
        )
