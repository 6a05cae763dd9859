"""What is held of somebody who has been asked to be lent, or was."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.lending import reading
from kollega.competence.models import Duty, LoanAsk
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.organisation.api import municipalities


@exports(gettext_lazy("När du har varit utlånad till en annan kommun"))
def lent(actor: Actor) -> Rows:
    """Loans that name her, in the municipalities where she is asked from."""
    mine = [
        each
        for each in reading.loans(actor)
        if actor.colleague_id is not None and each.lent_id == actor.colleague_id
    ]
    names = {each.id: each.name for each in municipalities(actor)} if mine else {}
    for each in mine:
        yield {
            _("Kommun"): names.get(each.borrower_id, ""),
            _("Första dag"): each.terms.first_day,
            _("Sista dag"): each.terms.last_day,
            _("Del av arbetstiden"): f"{each.terms.share} %",
            _("Uppgifter"): each.terms.tasks,
        }


@exports(gettext_lazy("När din chef har frågat om du vill lånas ut"))
def asked(actor: Actor) -> Rows:
    """What was asked and what she said, newest first."""
    answers = {None: _("Inget svar än"), True: _("Ja"), False: _("Nej")}
    for row in LoanAsk.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("-asked_at"):
        yield {
            _("När"): row.asked_at,
            _("Första dag"): row.first_day,
            _("Sista dag"): row.last_day,
            _("Svar"): answers[row.yes],
        }


@exports(gettext_lazy("Din beredskap i bakgrunden"))
def duty(actor: Actor) -> Rows:
    """The periods when she could be rung."""
    for row in Duty.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ).order_by("first_day"):
        yield {
            _("Första dag"): row.first_day,
            _("Sista dag"): row.last_day,
            _("Telefon"): row.phone,
        }


@forgets
def forget(actor: Actor) -> None:
    """What was asked of her goes. A loan names her by the row that colleagues see, which loses its
    name; the number to ring goes with past duty."""
    LoanAsk.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).delete()
    Duty.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        colleague__account_id=actor.account_id,
    ).delete()
