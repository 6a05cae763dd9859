"""The notices' place among Django's applications."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kollega.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
