"""How long the map, the alarms and what they rest on are kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

BY_ITSELF = _("Av sig självt, varje natt")

kept.register(
    kept.Line(
        ("competence.Term",),
        what=_("Till och med när någon är anställd, och vilket år personen tänker gå i pension"),
        how_long=_("Så länge personen arbetar i kommunen"),
        ground=_("Planera kompetens i tid"),
        then=BY_ITSELF,
    ),
    kept.Line(
        ("competence.Cell", "competence.Supply", "competence.Alarm"),
        what=_("Hur många som kan varje område i varje kommun, och vilka områden som är sårbara"),
        how_long=_("Så länge uppgiften gäller"),
        ground=_("Avtalet om samverkan"),
        then=_("Räknas om varje natt"),
    ),
    kept.Line(
        ("competence.Target",),
        what=_("Hur många som ska kunna varje område"),
        how_long=_("Tills det ändras"),
        ground=_("Avtalet om samverkan"),
        then=_("För hand"),
    ),
    kept.Line(
        ("competence.Leaving", "competence.Forecast", "competence.OwnForecast"),
        what=_("Hur troligt det är att ett område blir sårbart, räknat på stora grupper"),
        how_long=_("Prognosen till nästa natt, underlaget ett år"),
        ground=_("Planera kompetens i tid"),
        then=BY_ITSELF,
    ),
)
