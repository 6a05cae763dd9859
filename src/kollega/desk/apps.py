"""The desk room's place among Django's applications."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kollega.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
