"""What other rooms may ask of competence. Every function takes many ids at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kollega.competence.models import Availability, Competence, Host, Level, Tie
from kollega.core import clock
from kollega.core.actor import Actor


@dataclass(frozen=True)
class Holder:
    """A colleague who knows an area, as others may see her.

    `free_now`: she has said so herself, or her hours are now. `away`: absent today.
    """

    colleague_id: UUID
    area_id: UUID
    name: str
    title: str
    municipality_id: UUID
    municipality_name: str
    phone: str
    level: Level
    can_help_with: str
    weekdays: int
    hour_from: int
    hour_to: int
    cap_per_week: int
    said_free: bool
    away: bool
    hosts: bool
    has_tie: bool
    sort_key: str

    @property
    def within_hours(self) -> bool:
        """Whether her own hours are now."""
        moment = clock.local(clock.now())
        today = self.weekdays >> moment.weekday() & 1
        return bool(today) and self.hour_from <= moment.hour < self.hour_to

    @property
    def free_now(self) -> bool:
        return not self.away and (self.said_free or self.within_hours)


def _rows(actor: Actor, area_ids: Iterable[UUID], least: int) -> QuerySet[Competence]:
    return Competence.objects.filter(
        collaboration_id=actor.collaboration_id,
        area_id__in=list(area_ids),
        level__gte=least,
        colleague__left_on__isnull=True,
    )


def levels_for(
    actor: Actor,
    area_ids: Collection[UUID],
    *,
    least: Level = Level.WITH_SUPPORT,
    tie_to: UUID | None = None,
) -> list[Holder]:
    """Those who know the areas at `least` that level, in one statement and no order.

    `tie_to`: also tell who has declared a tie to that municipality.
    """
    if not area_ids or actor.collaboration_id is None:
        return []
    today = clock.today()
    hosts = Host.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        collaboration_id=actor.collaboration_id,
        area_id=OuterRef("area_id"),
        municipality_id=OuterRef("colleague__municipality_id"),
        valid_from__lte=today,
    )
    ties = Tie.objects.filter(
        collaboration_id=actor.collaboration_id,
        colleague_id=OuterRef("colleague_id"),
        municipality_id=tie_to,
    )
    rows = _rows(actor, area_ids, least).annotate(hosts=Exists(hosts), has_tie=Exists(ties))
    rows = rows.annotate(**_shown())
    return [_holder(row) for row in rows.values(*_COLUMNS)]


_COLUMNS = (
    "colleague_id",
    "area_id",
    "level",
    "can_help_with",
    "hosts",
    "has_tie",
    "name",
    "title",
    "phone",
    "sort_key",
    "municipality_id",
    "municipality_name",
    "weekdays",
    "hour_from",
    "hour_to",
    "cap_per_week",
    "free_until",
    "away_from",
    "away_to",
)


def _shown() -> dict[str, F]:
    shown = {
        each: F(f"colleague__{each}")
        for each in ("name", "title", "phone", "sort_key", "municipality_id")
    }
    shown["municipality_name"] = F("colleague__municipality__name")
    for each in ("weekdays", "hour_from", "hour_to", "cap_per_week", "free_until"):
        shown[each] = F(f"colleague__availability__{each}")
    shown["away_from"] = F("colleague__availability__away_from")
    shown["away_to"] = F("colleague__availability__away_to")
    return shown


def _holder(row: dict[str, object]) -> Holder:
    today, moment = clock.today(), clock.now()
    away_from, away_to = row.pop("away_from"), row.pop("away_to")
    free_until = row.pop("free_until")
    defaults = Availability()
    for each in ("weekdays", "hour_from", "hour_to", "cap_per_week"):
        if row[each] is None:
            row[each] = getattr(defaults, each)
    return Holder(
        **row | {"level": Level(row["level"])},  # type: ignore[arg-type]
        said_free=isinstance(free_until, datetime) and free_until > moment,
        away=bool(away_from and away_from <= today and (not away_to or away_to >= today)),
    )
