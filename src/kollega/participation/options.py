"""What may be chosen, and the page that each case gets."""

from django.utils.translation import gettext_lazy as _

from kollega.casework import ways
from kollega.organisation.options import register_room

register_room("participation", _("Delaktighet"), switch=True)
ways.register(
    ways.Way(
        _("Delaktighet"),
        "participation:ledger",
        _("Hur långt personen varit med, enligt dig och enligt personen själv."),
    )
)
ways.register_page(
    ways.RoomPage(_("Delaktighet: nivå tre eller mer"), "participation:shares", steers=True)
)
