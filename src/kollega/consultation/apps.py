"""The consultation room's place among Django's applications."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "kollega.consultation"
    label = "consultation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.consultation import (  # noqa: F401 - they register themselves
            answered,
            documents,
            events,
            finding,
            on_demand,
            on_map,
            options,
            taking_down,
        )
        from kollega.consultation.attachments import documents as of_files  # noqa: F401 - as above
        from kollega.consultation.to_card import documents as of_proposals  # noqa: F401 - as above
        from kollega.consultation.to_card import kept, queries  # noqa: F401 - as above
