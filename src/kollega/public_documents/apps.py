"""The room's place among Django's applications."""

from django.apps import AppConfig


class PublicDocumentsConfig(AppConfig):
    name = "kollega.public_documents"
    label = "public_documents"
    default_auto_field = "django.db.models.BigAutoField"
