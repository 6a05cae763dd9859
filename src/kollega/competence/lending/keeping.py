"""How long loans are kept, and how they are destroyed: each municipality what it wrote itself."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy, ngettext

from kollega.competence.lending import reading
from kollega.competence.lending.options import LOAN_KEPT_YEARS
from kollega.competence.lending.state import LoanState
from kollega.competence.models import Duty, Loan, LoanAsk, LoanStep
from kollega.core import clock, destruction, kept
from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.organisation.models import CollaborationSetting

MOST = 100
DUTY_KEPT_YEARS = 2


def years_kept(actor: Actor) -> int:
    """The collaboration's choice today; a job's actor carries no settings. One statement."""
    stored = (
        CollaborationSetting.objects.filter(
            collaboration_id=actor.collaboration_id,
            key=LOAN_KEPT_YEARS,
            valid_from__lte=clock.today(),
        )
        .order_by("-valid_from", "-set_at")
        .first()
    )
    return int(stored.value if stored else options.option(LOAN_KEPT_YEARS).default)


def kept_since(years: int) -> date:
    """The first day of which everything is there still, of what is kept so many years."""
    return _years_before(clock.today(), years)


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def destroy_old(actor: Actor) -> None:
    """Destroy what this municipality wrote of loans that ended so long ago."""
    years = years_kept(actor)
    before = kept_since(years)
    old = [each for each in reading.loans(actor) if _ended_on(each) < before][:MOST]
    ids = {each.id for each in old}
    # The other municipality's night may come first: then only this one's own steps are left.
    left = LoanStep.objects.filter(sender_id=actor.municipality_id, at__date__lt=before).exclude(
        loan_id__in=Loan.objects.values("id")
    )
    ids |= set(left.values_list("loan_id", flat=True)[:MOST])
    for loan_id in sorted(ids):
        if destroy(actor, loan_id):
            ground = f"{LOAN_KEPT_YEARS}={years}"
            destruction.note(actor, kind="loan", object_id=loan_id, ground=ground, zone="case")
    last = kept_since(DUTY_KEPT_YEARS)
    Duty.objects.filter(collaboration_id=actor.collaboration_id, last_day__lt=last).delete()


def _ended_on(loan: LoanState) -> date:
    """The day a loan was over; far ahead where it is not."""
    if not loan.is_over(clock.today()):
        return date.max
    latest = clock.local(loan.steps[-1].at).date() if loan.steps else date.min
    return max(loan.terms.last_day, latest)


@destruction.destroys("loan")
def destroy(actor: Actor, object_id: UUID) -> bool:
    """Destroy a municipality's own part of a loan; whether there was anything."""
    home = actor.municipality_id
    gone = LoanAsk.objects.filter(municipality_id=home, loan_id=object_id).delete()[0]
    gone += LoanStep.objects.filter(sender_id=home, loan_id=object_id).delete()[0]
    gone += Loan.objects.filter(sender_id=home, pk=object_id).delete()[0]
    return bool(gone)


def _how_long(actor: Actor) -> str:
    years = int(options.value(actor, LOAN_KEPT_YEARS))
    words = ngettext("%(n)d år efter sista dagen", "%(n)d år efter sista dagen", years)
    return words % {"n": years}


kept.register(
    kept.Line(
        ("competence.Loan", "competence.LoanStep"),
        what=gettext_lazy(
            "Överenskommelser om lånade kollegor: dagar, del av tiden, uppgifter, kostnad och vad"
            " kommunerna har sagt. Läses av cheferna i de två kommunerna och av kollegan."
        ),
        how_long=_how_long,
        ground=gettext_lazy("Avtal mellan två kommuner"),
        then=gettext_lazy("Av sig självt, varje natt. Skriv ut det som ska bevaras."),
    ),
    kept.Line(
        ("competence.LoanAsk",),
        what=gettext_lazy("Att en chef har frågat en medarbetare om att lånas ut, och svaret"),
        how_long=_how_long,
        ground=gettext_lazy("Kollegan säger själv ja"),
        then=gettext_lazy("Tillsammans med överenskommelsen"),
    ),
    kept.Line(
        ("competence.Duty", "competence.Cover"),
        what=gettext_lazy(
            "Beredskap i bakgrunden (vem, nummer, dagar) och vilken kommun som håller ett område i"
            " en annans ställe"
        ),
        how_long=gettext_lazy(
            "Beredskapen två år. Vilken kommun som har hållit ett område sparas så länge samverkan"
            " finns, för den årliga redovisningen."
        ),
        ground=gettext_lazy("Så att rätt kollega frågas, och för redovisningen till fullmäktige"),
        then=gettext_lazy("Av sig självt, varje natt"),
    ),
)
