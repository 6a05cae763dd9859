"""What is held of what a person can."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.models import Availability, Competence, Tie
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.organisation.models import Colleague


@exports(gettext_lazy("Vad du har sagt att du kan"))
def competence(actor: Actor) -> Rows:
    """Areas with her own level."""
    rows = Competence.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ).select_related("area")
    for row in rows.order_by("area__sort_key"):
        yield {
            _("Område"): row.area.shown_title,
            _("Nivå"): str(row.get_level_display()),
            _("Kan hjälpa till med"): row.can_help_with,
            _("Senast arbetat med"): row.practised_on,
        }


@exports(gettext_lazy("När du kan frågas"))
def availability(actor: Actor) -> Rows:
    """Hours and absence."""
    for row in Availability.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ):
        yield {
            _("Från klockan"): row.hour_from,
            _("Till klockan"): row.hour_to,
            _("Högst så många frågor i veckan"): row.cap_per_week,
            _("Borta från"): row.away_from,
            _("Borta till"): row.away_to,
        }


@exports(gettext_lazy("Kommuner du har koppling till"))
def ties(actor: Actor) -> Rows:
    """Municipalities she has declared a tie to."""
    rows = Tie.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ).select_related("municipality")
    for row in rows:
        yield {_("Kommun"): row.municipality.name}


@forgets
def forget(actor: Actor) -> None:
    """All of it, unless another municipality answers for her in the collaboration now."""
    mine = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
    ).values("pk")
    for model in (Competence, Availability, Tie):
        model.objects.filter(
            collaboration_id=actor.collaboration_id, colleague_id__in=mine
        ).delete()
