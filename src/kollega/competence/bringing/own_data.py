"""What is held of a person in lists: given to her, and forgotten when she has left."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.models import Absence, TableImport
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets

MOST = 500


@exports(gettext_lazy("När du är borta enligt kommunens lista"))
def absences(actor: Actor) -> Rows:
    """Days, never why."""
    rows = Absence.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    for row in rows.order_by("-from_day")[:MOST]:
        yield {_("Från"): row.from_day, _("Till och med"): row.to_day}


@exports(gettext_lazy("Listor du har läst in"))
def imports(actor: Actor) -> Rows:
    """Her imports, newest first."""
    rows = TableImport.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).defer("table", "plan")
    for row in rows.order_by("-started_at")[:MOST]:
        yield {
            _("När"): row.started_at,
            _("Fil"): row.name,
            _("Läge"): str(row.get_state_display()),
        }


@forgets
def forget(actor: Actor) -> None:
    """Her absences, and the lists that she was bringing in; what they brought stays."""
    if actor.collaboration_id is not None:
        return
    mine = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    Absence.objects.filter(**mine).delete()
    TableImport.objects.filter(**mine).delete()
