"""The competence room's place among Django's applications."""

from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    name = "kollega.competence"
    label = "competence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.competence import log_words, options  # noqa: F401 - they register themselves
        from kollega.competence.alarm import keeping
        from kollega.competence.alarm import kept as alarm_kept  # noqa: F401
        from kollega.competence.alarm import log_words as alarm_words  # noqa: F401
        from kollega.competence.bringing import kept as bringing_kept  # noqa: F401
        from kollega.competence.bringing import log_words as bringing_words  # noqa: F401
        from kollega.competence.lending import keeping, options  # noqa: F401
        from kollega.competence.lending import log_words as lending_words  # noqa: F401
        from kollega.competence.profile import documents, kept  # noqa: F401
