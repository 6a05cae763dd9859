"""The narrower way in to a case where somebody's details are protected.

Its named workers and the manager of its unit open it. Whoever else asks twice and the managers are told at
once, or does not come in at all where the municipality has chosen that.
"""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.casework.models import Case, Involved, Person, Protection
from kollega.casework.options import PROTECTED
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.events import announce
from kollega.core.notices import notify
from kollega.core.rules import Ability, allow
from kollega.organisation import options
from kollega.organisation.models import Membership

NOTICE = "protected.opened"
TWICE = "twice"


def is_narrow(actor: Actor, case: Case) -> bool:
    """Whether the one whom the case is about, or somebody it knows, is protected. One statement."""
    known = Involved.objects.filter(municipality_id=actor.municipality_id, case_id=case.id)
    return (
        Person.objects.filter(municipality_id=actor.municipality_id)
        .filter(Q(pk=case.person_id) | Q(pk__in=known.values("person_id")))
        .exclude(protection=Protection.NONE)
        .exists()
    )


def may_state(actor: Actor) -> Ability:
    """Come in with a reason at all, where somebody is protected."""
    return allow(
        "state_reason",
        options.value(actor, PROTECTED) == TWICE,
        _(
            "Uppgifterna är skyddade. Bara de som arbetar med ärendet och chefen för enheten kommer"
            " in. Ring chefen."
        ),
    )


def ask_twice(actor: Actor, *, sure: bool) -> None:
    """Refuse the first time, and for good where it is closed.

    Raises:
        PermissionDenied: only named workers and the manager come in here.
        ValidationError: (`sure`) nobody has said yes a second time.
    """
    may_state(actor).require()
    if not sure:
        raise ValidationError(
            _(
                "Här finns skyddade personuppgifter. Öppna bara om du måste. Chefen får veta det"
                " direkt, med ditt namn. Tryck en gång till om du ska öppna."
            ),
            code="sure",
        )


def tell_managers(actor: Actor, case: Case) -> None:
    """The managers of the case's unit are told at once. One statement beside the event's own."""
    today = clock.today()
    managers = (
        Membership.objects.filter(
            municipality_id=actor.municipality_id,
            unit_id=case.unit_id,
            roles__contains=[Role.MANAGER.value],
            valid_from__lte=today,
            suspended=False,
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .exclude(account_id=actor.account_id)
    )
    event = announce(
        actor, "case.protected_opened", subject_kind="case", subject_id=case.id, zone="case"
    )
    notify(managers.values_list("account_id", flat=True), NOTICE, event, case.id)
