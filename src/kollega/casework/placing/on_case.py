"""The page that each case gets."""

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
