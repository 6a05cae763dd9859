"""What is held of a person's rounds."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets, forgets_account
from kollega.organisation.models import Colleague
from kollega.rounds.models import (
    CalendarAddress,
    CalendarSent,
    Convening,
    NoteSection,
    NoteWriting,
    Participant,
    Round,
    RoundSeries,
    SeriesMember,
    Suggestion,
    Vote,
)

MOST = 2000


@exports(gettext_lazy("Rundor du har varit tillfrågad till"))
def rounds(actor: Actor) -> Rows:
    """When, and what she said."""
    rows = Participant.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ).select_related("round")
    for row in rows.order_by("-round__starts_at")[:MOST]:
        yield {
            _("När"): row.round.starts_at,
            _("Ditt svar"): str(row.get_answer_display()) if row.answer else "",
        }


@exports(gettext_lazy("Rundor du har föreslagit"))
def proposed(actor: Actor) -> Rows:
    """Only she can see this."""
    own = Convening.objects.filter(account_id=actor.account_id)
    rows = Round.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=own.values("round_id")
    )
    for row in rows.order_by("-starts_at")[:MOST]:
        yield {_("När"): row.starts_at, _("Läge"): str(row.get_status_display())}


@exports(gettext_lazy("Vad du har sparat i anteckningar från rundor"))
def notes(actor: Actor) -> Rows:
    """The parts whose text she saved last."""
    rows = NoteSection.objects.filter(
        collaboration_id=actor.collaboration_id, saved_by_id=actor.colleague_id
    )
    for row in rows.order_by("-saved_at")[:MOST]:
        yield {
            _("Sparat"): row.saved_at,
            _("Del"): str(row.get_part_display()),
            _("Text"): str(row.text),
        }


@forgets
def forget(actor: Actor) -> None:
    """She is asked to nothing more, unless another municipality answers for her in the collaboration
    now; what was said stands without her name.
    """
    if actor.collaboration_id is None:
        Convening.objects.filter(account_id=actor.account_id).delete()
        return
    here = {"collaboration_id": actor.collaboration_id}
    left = Colleague.objects.filter(
        **here, municipality_id=actor.municipality_id, account_id=actor.account_id
    ).values("pk")
    mine = {**here, "colleague_id__in": left}
    SeriesMember.objects.filter(**mine).delete()
    NoteWriting.objects.filter(**mine).delete()
    Suggestion.objects.filter(**mine).delete()
    Vote.objects.filter(**mine, proposal__round__starts_at__isnull=True).delete()
    Participant.objects.filter(**mine, round__starts_at__gt=clock.now()).update(removed=True)
    Participant.objects.filter(**mine, round__starts_at__isnull=True).update(removed=True)
    coming = Round.objects.filter(Q(starts_at__gt=clock.now()) | Q(starts_at__isnull=True), **here)
    coming.filter(facilitator_id__in=left).update(facilitator=None)
    coming.filter(note_taker_id__in=left).update(note_taker=None)
    RoundSeries.objects.filter(**here, facilitator_id__in=left).update(facilitator=None)


@forgets_account
def forget_calendar(actor: Actor) -> None:
    """Her own calendar address, and what has been sent to her calendar."""
    CalendarAddress.objects.filter(account_id=actor.account_id).delete()
    CalendarSent.objects.filter(account_id=actor.account_id).delete()
