"""What is held of what a person can."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.models import (
    Availability,
    Competence,
    Evidence,
    FormalGround,
    Level,
    ManagerLevel,
    ProfileChoice,
    Talk,
    TalkLevel,
    Tie,
)
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets, forgets_account
from kollega.organisation.api import Area, areas_for_ids, staff_names
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
            _("Vill lära sig mer"): _yes_no(row.wants_to_learn),
        }


def _yes_no(value: bool) -> str:
    return _("ja") if value else _("nej")


@exports(gettext_lazy("Vad du har valt om din profil"))
def choices(actor: Actor) -> Rows:
    """Whether her name is shown outside, and whether answers are told of."""
    for row in ProfileChoice.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ):
        yield {
            _("Namnet visas i andra kommuner"): _yes_no(row.name_outside),
            _("Svar på frågor räknas som något du kan"): _yes_no(row.answers_told),
        }


@exports(gettext_lazy("Kurser, examina, skuggning och handledning"))
def evidence(actor: Actor) -> Rows:
    """What she has noted about herself."""
    rows = list(Evidence.objects.filter(account_id=actor.account_id).order_by("month", "id"))
    areas = areas_for_ids(actor, {row.area_id for row in rows if row.area_id})
    for row in rows:
        area = areas.get(row.area_id) if row.area_id else None
        yield {
            _("Slag"): str(row.get_kind_display()),
            _("Vad"): row.title,
            _("Månad"): row.month,
            _("Område"): area.title if area else row.area_key,
            _("Visas för chefen"): _yes_no(row.shown_to_id is not None),
        }


@exports(gettext_lazy("Din formella behörighet"))
def grounds(actor: Actor) -> Rows:
    """Degrees, and since when she works with child cases."""
    for row in FormalGround.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("kind"):
        yield {
            _("Slag"): str(row.get_kind_display()),
            _("Sedan"): row.since,
            _("Varifrån"): str(row.get_source_display()),
            _("Kontrollerat"): row.verified_on,
        }


@exports(gettext_lazy("Samtal om din kompetens"))
def talks(actor: Actor) -> Rows:
    """Talks that she has held, about herself or as a manager."""
    rows = list(
        Talk.objects.filter(municipality_id=actor.municipality_id)
        .prefetch_related("levels")
        .order_by("held_on", "id")
    )
    areas = areas_for_ids(actor, {level.area_id for row in rows for level in row.levels.all()})
    names = staff_names(actor, {each for row in rows for each in (row.account_id, row.manager_id)})
    for row in rows:
        yield {
            _("Dag"): row.held_on,
            _("Chef"): names.get(row.manager_id, ""),
            _("Medarbetare"): names.get(row.account_id, ""),
            _("Nivåer"): "; ".join(_in_words(level, areas) for level in row.levels.all()),
            _("Det ni kom överens om"): row.agreed,
            _("Sett annorlunda"): row.otherwise,
            _("Läst"): row.read_at,
        }


def _in_words(level: TalkLevel, areas: Mapping[UUID, Area]) -> str:
    own = _("inget sagt") if level.own is None else str(Level(level.own).label)
    area = areas.get(level.area_id)
    return _("%(area)s: säger själv %(own)s, chefen satte %(managers)s") % {
        "area": area.title if area else "",
        "own": own,
        "managers": Level(level.managers).label,
    }


@exports(gettext_lazy("Nivåer som din chef har satt"))
def managers_levels(actor: Actor) -> Rows:
    """The latest that a manager has set, area by area."""
    rows = list(
        ManagerLevel.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id
        )
    )
    areas = areas_for_ids(actor, {row.area_id for row in rows})
    for row in rows:
        area = areas.get(row.area_id)
        yield {
            _("Område"): area.title if area else "",
            _("Nivå"): str(row.get_level_display()),
            _("Dag"): row.set_on,
            _("Varifrån"): str(row.get_source_display()),
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
    for model in (Competence, Availability, Tie, ProfileChoice):
        model.objects.filter(
            collaboration_id=actor.collaboration_id, colleague_id__in=mine
        ).delete()
    if actor.collaboration_id is None:  # the run for the municipality's own
        Evidence.objects.filter(
            account_id=actor.account_id, shown_to_id=actor.municipality_id
        ).update(shown_to=None)
        here = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
        for kept in (TalkLevel, Talk, ManagerLevel, FormalGround):
            kept.objects.filter(**here).delete()


@forgets_account
def forget_evidence(actor: Actor) -> None:
    """What she noted about herself goes with the account: it was hers wherever she worked."""
    Evidence.objects.filter(account_id=actor.account_id).delete()
