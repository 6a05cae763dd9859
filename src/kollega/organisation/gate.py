"""The one way to an object: it is returned and noted in the access log, or it is not there.

With `lock` the row is held until the transaction ends; for views that write.
"""

from uuid import UUID

from kollega.core import gate
from kollega.core.actor import Actor
from kollega.organisation.models import (
    AccessibilityReport,
    Agreement,
    Membership,
    PracticeArea,
    PracticeAreaChange,
    Unit,
)


def membership_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> Membership:
    """A place in the actor's own municipality, with its unit and account.

    Raises:
        Http404: there is none there.
    """
    rows = Membership.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows.select_related("unit", "account"), "membership", public_id, lock=lock)


def unit_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> Unit:
    """A unit of the actor's own municipality.

    Raises:
        Http404: there is none there.
    """
    rows = Unit.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows, "unit", public_id, lock=lock)


def area_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> PracticeArea:
    """An area of the actor's collaboration.

    Raises:
        Http404: there is none there.
    """
    rows = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id)
    return gate.one(rows, "area", public_id, lock=lock)


def area_change_for(actor: Actor, area: PracticeArea, public_id: UUID) -> PracticeAreaChange:
    """A change in the area's history.

    Raises:
        Http404: there is none there.
    """
    rows = PracticeAreaChange.objects.filter(collaboration_id=actor.collaboration_id, area=area)
    return gate.one(rows, "area_change", public_id, lock=False)


def agreement_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> Agreement:
    """A municipality's part in the actor's collaboration.

    Raises:
        Http404: there is none there.
    """
    rows = Agreement.objects.filter(collaboration_id=actor.collaboration_id)
    return gate.one(rows.select_related("municipality"), "agreement", public_id, lock=lock)


def report_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> AccessibilityReport:
    """What somebody in the actor's municipality told about accessibility.

    Raises:
        Http404: there is none there.
    """
    rows = AccessibilityReport.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows, "accessibility_report", public_id, lock=lock)
