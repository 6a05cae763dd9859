"""The organisation's place among Django's applications."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kollega.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.core import review
        from kollega.organisation import options_basic  # noqa: F401 - registers the options

        # Nobody's signature is withheld from these. Areas are left out: reading about one, the minute
        # before a question in it is asked, would tell who asked.
        review.reviewable("account", "agreement", "colleague", "log", "membership", "municipality")
        review.reviewable("option", "unit")
