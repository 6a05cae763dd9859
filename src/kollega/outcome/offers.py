"""What the room offers beside a question."""

from django.utils.translation import gettext_lazy as _

from kollega.consultation import links
from kollega.consultation.choices import Status

CLOSED = frozenset({Status.CLOSED})
KNOWN = frozenset({Status.OPEN, Status.TAKEN, Status.ANSWERED, Status.CLOSED})

links.register("own", _("Berätta för personen"), "outcome:told", statuses=KNOWN)
links.register("own", _("Uppföljning efter 30 och 90 dagar"), "outcome:follow_ups", statuses=CLOSED)
links.register("all", _("Hur gick det sedan?"), "outcome:afterwards", statuses=CLOSED)
