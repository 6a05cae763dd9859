"""Sign-in's place among Django's applications."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "kollega.signin"
    label = "signin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.signin import events, log_words, options  # noqa: F401 - register themselves
