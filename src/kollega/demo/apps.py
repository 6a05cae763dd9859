"""The demo room's place among Django's applications."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kollega.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.demo.views import chooser
        from kollega.signin import ways

        ways.offer(chooser)
