"""Who may bring lists in and take them out. `import_for` is the only way to an import."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import TableImport
from kollega.core import gate
from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow


def bring_lists(actor: Actor) -> Ability:
    """Bring staff, levels and absences in from a file, and take the municipality's own list out."""
    return allow(
        "bring_lists",
        actor.municipality_id is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR),
        _("Bara chefer och administratörer kan läsa in och hämta kommunens personallista."),
    )


def import_for(actor: Actor, import_id: UUID, *, lock: bool = False) -> TableImport:
    """The gate: an import of one's own, or 404."""
    rows = TableImport.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    return gate.one(rows, "table_import", import_id, lock=lock)
