"""What the organisation holds of a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor, Role
from kollega.core.models import Account
from kollega.core.own_data import Rows, exports, forgets
from kollega.organisation import leaving
from kollega.organisation.models import ROLE_LABELS, AccessibilityReport, Colleague, Membership


@exports(gettext_lazy("Ditt konto"))
def account(actor: Actor) -> Rows:
    """Name, address and when it was made."""
    found = Account.objects.get(pk=actor.account_id)
    yield {
        _("Namn"): found.name,
        _("E-post"): found.email,
        _("Språk"): found.language,
        _("Kontot skapades"): found.created_at,
        _("Senast inloggad"): found.seen_at,
    }


@exports(gettext_lazy("Var du arbetar och har arbetat i kommunen"))
def places(actor: Actor) -> Rows:
    """Places in the municipality she works in now."""
    rows = Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).select_related("unit")
    for row in rows.order_by("valid_from"):
        yield {
            _("Enhet"): row.unit.name,
            _("Titel"): row.title,
            _("Roller"): ", ".join(str(ROLE_LABELS[Role(role)]) for role in row.roles),
            _("Första dag"): row.valid_from,
            _("Sista dag"): row.valid_to,
        }


@exports(gettext_lazy("Så visas du för kollegor i samverkan"))
def shown(actor: Actor) -> Rows:
    """The row that colleagues see."""
    for row in Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=actor.account_id
    ):
        yield {
            _("Namn"): row.name,
            _("Titel"): row.title,
            _("Enhet"): row.unit_name,
            _("Telefon"): row.phone,
        }


@exports(gettext_lazy("Vad du har berättat om tillgänglighet"))
def reports(actor: Actor) -> Rows:
    """Where something was hard to use, newest first."""
    for row in AccessibilityReport.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("-at"):
        yield {_("När"): row.at, _("Var"): row.where, _("Vad"): row.text}


forgets(leaving.forget_colleague)
