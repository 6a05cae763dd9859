"""The organisation's place among Django's applications."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kollega.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
