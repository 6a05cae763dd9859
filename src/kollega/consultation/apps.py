"""The consultation room's place among Django's applications."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "kollega.consultation"
    label = "consultation"
    default_auto_field = "django.db.models.BigAutoField"
