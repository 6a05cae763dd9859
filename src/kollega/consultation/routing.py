"""Whom to ask: a group, then the next group, never one person only.

Pure ranking: what is known of each colleague goes in, rings with reasons in words come out. Nobody
is measured by it: the counts live only while the ranking is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.competence.api import Holder
from kollega.competence.models import Level
from kollega.consultation.choices import Audience, Kind, Urgency

RING_SIZE = 4
MOST_RINGS = 3

REASONS: dict[str, str | Promise] = {
    "host": _("stödkommun för området"),
    "second_host": _("stödkommun i andra hand"),
    "supervises": _("kan handleda i området"),
    "independent": _("självständig i området"),
    "supported": _("arbetar i området med stöd"),
    "oriented": _("orienterad i området"),
    "answered": _("har svarat på liknande frågor"),
    "free": _("ledig nu"),
    "rested": _("har inte fått någon fråga på sistone"),
    "chosen": _("du har valt"),
    "coordinator": _("samordnar, när ingen annan har svarat"),
    "asked_by_coordinator": _("samordnaren har frågat"),
}

LEVEL_REASON = {
    Level.CAN_SUPERVISE: "supervises",
    Level.INDEPENDENT: "independent",
    Level.WITH_SUPPORT: "supported",
    Level.ORIENTED: "oriented",
}
LEVEL_POINTS = {
    Level.CAN_SUPERVISE: 4.0,
    Level.INDEPENDENT: 3.0,
    Level.WITH_SUPPORT: 1.0,
    Level.ORIENTED: 0.0,
}


@dataclass(frozen=True)
class History:
    """What a colleague has done lately: answers on similar questions, times asked in a week and in
    two."""

    similar: int = 0
    asked_week: int = 0
    asked_fortnight: int = 0


@dataclass(frozen=True)
class Wanted:
    """What the ranking must know of the question."""

    kind: Kind
    urgency: Urgency
    audience: Audience
    own_municipality_id: UUID
    own_colleague_id: UUID | None
    chosen: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Ranked:
    """A colleague's place: which ring, and why."""

    holder: Holder
    ring: int
    reasons: tuple[str, ...]

    @property
    def words(self) -> list[str | Promise]:
        """The reasons in words."""
        return [REASONS[each] for each in self.reasons]


def may_be_asked(holder: Holder, wanted: Wanted) -> bool:
    """Whether a colleague may be asked at all."""
    if holder.colleague_id == wanted.own_colleague_id or holder.away:
        return False
    own = holder.municipality_id == wanted.own_municipality_id
    if wanted.audience == Audience.OWN:
        return own
    if wanted.audience == Audience.CHOSEN:
        return holder.colleague_id in wanted.chosen
    # A colleague in the same small place is the one most likely to know who it is about.
    return not (wanted.kind == Kind.SITUATION and (own or holder.has_tie))


def _points(holder: Holder, past: History, wanted: Wanted) -> float:
    points = LEVEL_POINTS.get(holder.level, 0.0)
    if holder.hosts:
        points += 4.0 if holder.second else 6.0
    points += min(past.similar, 3)
    if holder.free_now:
        points += 2.0 if wanted.urgency == Urgency.TODAY else 0.5
    points -= 0.7 * past.asked_fortnight
    if past.asked_week >= holder.cap_per_week:
        points -= 8.0
    if holder.municipality_id == wanted.own_municipality_id:
        points -= 1.0
    return points


def _reasons(holder: Holder, past: History, wanted: Wanted) -> tuple[str, ...]:
    found = []
    if holder.colleague_id in wanted.chosen:
        found.append("chosen")
    if holder.hosts:
        found.append("second_host" if holder.second else "host")
    if holder.level in LEVEL_REASON:
        found.append(LEVEL_REASON[holder.level])
    if past.similar:
        found.append("answered")
    if holder.free_now and wanted.urgency == Urgency.TODAY:
        found.append("free")
    elif not past.asked_fortnight and len(found) == 1:
        found.append("rested")
    return tuple(found)


def best_by_colleague(holders: Iterable[Holder]) -> list[Holder]:
    """One row per colleague where several areas were asked for: the one at the highest level."""
    best: dict[UUID, Holder] = {}
    for holder in holders:
        before = best.get(holder.colleague_id)
        if before is None or (holder.hosts, holder.level) > (before.hosts, before.level):
            best[holder.colleague_id] = holder
    return list(best.values())


def rank(
    holders: Iterable[Holder],
    history: Mapping[UUID, History],
    wanted: Wanted,
    *,
    coordinators: Sequence[Holder] = (),
) -> list[Ranked]:
    """The rings, best first: at most three of four colleagues, then the coordinator.

    A ring never holds one person only: a lonely last one joins the ring before, and where a single
    colleague is all there is the coordinator is asked together with her.
    """
    none = History()
    able = [each for each in best_by_colleague(holders) if may_be_asked(each, wanted)]
    able.sort(
        key=lambda each: (
            -_points(each, history.get(each.colleague_id, none), wanted),
            each.sort_key,
        )
    )
    able = able[: RING_SIZE * MOST_RINGS]
    ranked = [
        Ranked(
            each,
            _ring(number, len(able)),
            _reasons(each, history.get(each.colleague_id, none), wanted),
        )
        for number, each in enumerate(able)
    ]
    last = 1 if len(able) < 2 else max(each.ring for each in ranked) + 1
    seen = {each.colleague_id for each in able}
    if wanted.audience != Audience.CHOSEN:
        ranked += [
            Ranked(each, last, ("coordinator",))
            for each in coordinators
            if each.colleague_id not in seen and may_be_asked(each, wanted)
        ]
    return ranked


def _ring(number: int, total: int) -> int:
    ring = number // RING_SIZE + 1
    lonely = total % RING_SIZE == 1 and number == total - 1 and ring > 1
    return ring - 1 if lonely else ring
