"""The page that each case gets, and the pages beside one's own cases."""

from django.utils.translation import gettext_lazy as _

from kollega.casework import ways

ways.register(
    ways.Way(
        _("Hemmaplan först"),
        "casework:home_first",
        _("När en placering övervägs: närstående, vad som prövats och vad som saknas."),
        frozenset({"child", "addiction", "violence", "housing", "other"}),
    )
)
ways.register_page(
    ways.RoomPage(_("Resurser nära"), "casework:resources"),
    ways.RoomPage(_("Det som saknas på hemmaplan"), "casework:missing_at_home"),
    ways.RoomPage(_("Placeringar"), "casework:placements", steers=True),
)
