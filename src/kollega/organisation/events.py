"""What the organisation announces that people are told of."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("organisation", _("Organisation"))
notices.register(
    notices.Kind(
        "accessibility.reported",
        ROOM,
        _("Någon har berättat om ett hinder i Digital kollega"),
        "organisation:reports",
    )
)
