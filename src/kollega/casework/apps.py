"""The room's place among Django's applications."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "kollega.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.casework import (  # noqa: F401 - they register themselves
            events,
            keeping,
            log_words,
            options,
        )
        from kollega.casework.cases import (  # noqa: F401 - it registers itself
            on_case as cases_on_case,
        )
        from kollega.casework.cases import (  # noqa: F401 - it registers itself
            own_data,
        )
        from kollega.casework.child import (  # noqa: F401 - they register themselves
            registers as child_registers,
        )
        from kollega.casework.people import (  # noqa: F401 - they register themselves
            events as people_events,
        )
        from kollega.casework.picture import registers  # noqa: F401 - the same
        from kollega.casework.placing import on_case as placing  # noqa: F401 - it registers itself
        from kollega.casework.plan import events as of_plan  # noqa: F401 - the same
        from kollega.casework.plan import on_case as plan  # noqa: F401 - the same
