"""Who may do what with loans. `loan_for` is the only way to one."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.lending import reading
from kollega.competence.lending.state import LoanState, may_follow
from kollega.competence.models import Duty, LoanAsk, StepKind
from kollega.competence.names import hides_name
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow

CHANGED = _("Något har ändrats sedan du öppnade sidan. Läs hur det står nu, och svara sedan.")
"""Said instead of taking a yes to something else than what was read."""


@dataclass(frozen=True)
class Standing:
    """A loan as it stands, and what its own municipality asks of the colleague, if anything."""

    loan: LoanState
    ask: LoanAsk | None = None

    def asks(self, actor: Actor) -> LoanAsk | None:
        """The question that waits for the actor's own yes or no."""
        mine = self.ask is not None and self.ask.account_id == actor.account_id
        return self.waits if mine else None

    @property
    def waits(self) -> LoanAsk | None:
        """The question that waits for the colleague's yes or no, whoever she is."""
        return self.ask if self.ask and reading.is_open(self.loan, self.ask) else None


def manage_loans(actor: Actor) -> Ability:
    """Ask for colleagues, lend them and see what has been agreed."""
    return allow(
        "manage_loans",
        actor.colleague_id is not None and actor.has(Role.MANAGER),
        _("Bara chefer kan låna och låna ut kollegor. Hör av dig till din chef."),
    )


def may(actor: Actor, loan: LoanState, kind: StepKind) -> Ability:
    """Take this step as a manager of one of the two municipalities."""
    if not manage_loans(actor):
        return manage_loans(actor)
    return allow(
        str(kind),
        may_follow(loan, kind, actor.municipality_id, clock.today()),
        _("Det går inte längre. Läs hur det står nu, och försök igen därifrån."),
    )


def loan_for(actor: Actor, loan_id: UUID, *, lock: bool = False) -> Standing:
    """The gate: a loan between the actor's municipality and another, or 404.

    Its managers see all of it, and the colleague it is about, or was about last, sees hers.
    """
    if lock:
        reading.alone(loan_id)
    found = reading.loans(actor, only=loan_id)
    if not found:
        raise not_found()
    loan = found[0]
    ask = reading.open_ask(actor, loan)
    about_me = actor.colleague_id is not None and loan.last_lent_id == actor.colleague_id
    # Whoever has said no sees no more of it: it is between the managers and somebody else then.
    asked_me = ask is not None and ask.account_id == actor.account_id and ask.yes is None
    if not (actor.has(Role.MANAGER) or about_me or asked_me):
        raise not_found()
    access.opened("loan", loan.id)
    return Standing(loan, ask)


def change_duty(actor: Actor) -> Ability:
    """Say who of one's own staff has the background duty, and take over from others."""
    return allow(
        "change_duty",
        actor.colleague_id is not None and actor.has(Role.MANAGER),
        _("Bara chefer kan ändra beredskapen. Hör av dig till din chef."),
    )


def duty_for(actor: Actor, duty_id: UUID, *, lock: bool = False) -> Duty:
    """The gate: a period of background duty in the actor's collaboration, or 404."""
    rows = Duty.objects.annotate(is_hidden=hides_name("colleague_id")).select_related(
        "municipality", "colleague", "offered_to"
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(collaboration_id=actor.collaboration_id, pk=duty_id).first()
    if found is None:
        raise not_found()
    access.opened("duty", found.id)
    return found


def own_duty(actor: Actor, duty: Duty) -> Ability:
    """Change a period of the own municipality that has days left."""
    own = duty.municipality_id == actor.municipality_id
    return allow(
        "own_duty",
        bool(change_duty(actor)) and own and duty.last_day >= clock.today(),
        _("Bara chefer i den kommun som har beredskapen kan ändra de dagarna."),
    )


def take_duty(actor: Actor, duty: Duty) -> Ability:
    """Take over a period that the own municipality is asked to take."""
    asked = duty.offered_to_id == actor.municipality_id
    return allow(
        "take_duty",
        bool(change_duty(actor)) and asked and duty.last_day >= clock.today(),
        _("Bara chefer i den kommun som är tillfrågad kan ta över de dagarna."),
    )
