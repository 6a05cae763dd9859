"""How long introductions and departures are kept, and how they are destroyed."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy, ngettext

from kollega.core import clock, destruction, kept
from kollega.core.actor import Actor
from kollega.introduction.models import Departure, ExitReason, Introduction, MentorStep
from kollega.introduction.options import KEPT_MONTHS
from kollega.organisation import options
from kollega.organisation.api import municipality_choice
from kollega.organisation.leaving import months_before

MOST = 200
MENTOR_KEPT_MONTHS = 12
REASON_KEPT_YEARS = 2


def destroy_old(actor: Actor) -> None:
    """Destroy what ended so long ago, by the municipality's own rule."""
    months = int(municipality_choice(actor, KEPT_MONTHS))
    before = months_before(clock.today(), months)
    ground = f"{KEPT_MONTHS}={months}"
    here = {"municipality_id": actor.municipality_id}
    for object_id in Introduction.objects.filter(**here, ends_on__lt=before).values_list(
        "id", flat=True
    )[:MOST]:
        destroy_introduction(actor, object_id)
        destruction.note(
            actor, kind="introduction", object_id=object_id, ground=ground, zone="case"
        )
    for object_id in Departure.objects.filter(**here, last_day__lt=before).values_list(
        "id", flat=True
    )[:MOST]:
        destroy_departure(actor, object_id)
        destruction.note(actor, kind="departure", object_id=object_id, ground=ground, zone="case")
    MentorStep.objects.filter(
        sender_id=actor.municipality_id,
        at__date__lt=months_before(clock.today(), MENTOR_KEPT_MONTHS),
    ).delete()
    ExitReason.objects.filter(**here, year__lt=clock.today().year - REASON_KEPT_YEARS).delete()


@destruction.destroys("introduction")
def destroy_introduction(actor: Actor, object_id: UUID) -> bool:
    """Destroy an introduction with its steps and check-ins; whether it was there."""
    # What two have agreed on is read by nobody else, and so destroyed by the database itself.
    with connection.cursor() as cursor:
        cursor.execute("select introduction_drop_notes(%s)", [object_id])
    rows = Introduction.objects.filter(municipality_id=actor.municipality_id, pk=object_id)
    return bool(rows.delete()[0])


@destruction.destroys("departure")
def destroy_departure(actor: Actor, object_id: UUID) -> bool:
    """Destroy a departure and what was handed on; whether it was there."""
    rows = Departure.objects.filter(municipality_id=actor.municipality_id, pk=object_id)
    return bool(rows.delete()[0])


def _how_long(actor: Actor) -> str:
    months = int(options.value(actor, KEPT_MONTHS))
    words = ngettext("%(n)d månad efter sista dagen", "%(n)d månader efter sista dagen", months)
    return words % {"n": months}


kept.register(
    kept.Line(
        (
            "introduction.Introduction",
            "introduction.Step",
            "introduction.CheckIn",
            "introduction.CheckInNote",
        ),
        what=gettext_lazy(
            "En ny kollegas första 90 dagar: steg, avstämningar, mentor. Vad de två kom överens om"
            " läser bara de två."
        ),
        how_long=_how_long,
        ground=gettext_lazy("Introduktion av nyanställda"),
        then=gettext_lazy("Av sig självt, varje natt"),
    ),
    kept.Line(
        ("introduction.TemplateStep",),
        what=gettext_lazy("Stegen i kommunens introduktion"),
        how_long=gettext_lazy("Tills vidare"),
        ground=gettext_lazy("Introduktion av nyanställda"),
        then=gettext_lazy("Ändras av chefer i kommunen"),
    ),
    kept.Line(
        ("introduction.MentorOffer", "introduction.MentorStep"),
        what=gettext_lazy("Vem som vill vara mentor, och vad som har sagts mellan två kommuner"),
        how_long=gettext_lazy("Erbjudandet tills det tas tillbaka, det sagda i tolv månader"),
        ground=gettext_lazy("Så att ingen ny börjar ensam"),
        then=gettext_lazy("Av sig självt, varje natt"),
    ),
    kept.Line(
        ("introduction.Departure", "introduction.HandedOn"),
        what=gettext_lazy("Att någon slutar, och vad som har lämnats vidare till vem"),
        how_long=_how_long,
        ground=gettext_lazy("Så att kunskap inte försvinner när någon slutar"),
        then=gettext_lazy("Av sig självt, varje natt"),
    ),
    kept.Line(
        ("introduction.ExitReason", "introduction.ExitAnswer"),
        what=gettext_lazy(
            "Varför någon slutade: orsak och år, utan vem. Att man har svarat läser bara man själv."
        ),
        how_long=gettext_lazy("Två år efter året, svaret tills personen glöms"),
        ground=gettext_lazy("Uppföljning av varför kollegor slutar"),
        then=gettext_lazy("Av sig självt, varje natt"),
    ),
    kept.Line(
        ("introduction.ExitFigure",),
        what=gettext_lazy("Hur många som slutade av vilken orsak, per år i samverkan, minst fem"),
        how_long=gettext_lazy("Så länge samverkan finns"),
        ground=gettext_lazy("Uppföljning av varför kollegor slutar"),
        then=gettext_lazy("Tas bort med samverkan"),
    ),
)
