"""The site's place among Django's applications."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "kollega.site"
    label = "site"
