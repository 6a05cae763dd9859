"""Writes: one municipality holds an area in another's stead for some days.

Its manager asks the other, perhaps for days in return, and the other's manager answers. The
coordinator may decide it. Announces `cover.asked`, `cover.answered` and `cover.decided`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.hosting import holding, reading, rules
from kollega.competence.models import Cover
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import once, one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.api import areas_for_ids, municipalities

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Days:
    """From a day to a day, both included."""

    first_day: date
    last_day: date


def propose(
    actor: Actor,
    *,
    public_id: UUID,
    area_id: UUID,
    holder: UUID,
    instead: UUID,
    days: Days,
    in_return: Days | None = None,
    is_second: bool = False,
) -> Cover:
    """Ask `instead` to hold an area for `holder` these days. `in_return`: the days that `holder` then
    takes of the same area from `instead`. The second post finds the first. A coordinator's holds at once.

    Raises:
        Http404: there is no such area.
        ValidationError: what is wrong, by field.
    """
    rules.ask_cover(actor, holder).require()
    if area_id not in areas_for_ids(actor, [area_id]):
        raise not_found()
    rows = Cover.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> Cover:
        one_at_a_time(f"cover {actor.collaboration_id}")
        _refuse_wrong(actor, area_id, holder, instead, days, is_second=is_second)
        decides = bool(rules.decide_covers(actor))
        common = {
            "collaboration_id": actor.collaboration_id,
            "area_id": area_id,
            "swap_id": public_id,
            "is_second": is_second,
            "state": Cover.State.ACCEPTED if decides else Cover.State.PROPOSED,
            "decided_at": clock.now() if decides else None,
            "asked_by_id": actor.colleague_id,
            "asked_in_id": actor.municipality_id,
        }
        made = Cover(
            id=public_id,
            holder_id=holder,
            instead_id=instead,
            first_day=days.first_day,
            last_day=days.last_day,
            **common,
        )
        made.save(force_insert=True)
        if in_return is not None:
            _refuse_wrong(
                actor, area_id, instead, holder, in_return, is_second=is_second, prefix="return_"
            )
            Cover(
                holder_id=instead,
                instead_id=holder,
                first_day=in_return.first_day,
                last_day=in_return.last_day,
                **common,
            ).save(force_insert=True)
        verb = "cover.decide" if decides else "cover.ask"
        access.audit(actor, verb, "cover", made.id)
        kind = "cover.decided" if decides else "cover.asked"
        _announce(actor, kind, made, {holder, instead}, everybody=decides)
        return made

    return once(rows, public_id, create)[0]


def _refuse_days(days: Days, prefix: str = "") -> None:
    if days.last_day < days.first_day:
        why = _("Sista dagen kan inte ligga före den första.")
        raise ValidationError({f"{prefix}last_day": why})
    if days.last_day < clock.today():
        raise ValidationError({f"{prefix}last_day": _("Dagarna har redan varit.")})
    if days.last_day - days.first_day > LONGEST:
        why = _("Högst ett år åt gången. För längre tid ändrar samordnaren stödkommunen.")
        raise ValidationError({f"{prefix}last_day": why})


def _refuse_wrong(
    actor: Actor,
    area_id: UUID,
    holder: UUID,
    instead: UUID,
    days: Days,
    *,
    is_second: bool,
    prefix: str = "",
) -> None:
    """Only who holds the area gives days away, and only to one who does not hold it then."""
    _refuse_days(days, prefix)
    if instead == holder or instead not in {each.id for each in municipalities(actor)}:
        raise ValidationError({"instead": _("Välj en annan kommun i samverkan.")})
    known = reading.held(actor)
    day = days.first_day
    while day <= days.last_day:
        now = holding.holders(known.tasks, known.taken, area_id, day, is_second=is_second)
        if holder not in now:
            why = _("Kommunen håller inte området alla de dagarna. Se kalendern.")
            if prefix:
                why = _("Den kommunen håller inte området alla de dagarna. Se kalendern.")
            raise ValidationError({f"{prefix}first_day": why})
        if instead in now:
            if prefix:
                raise ValidationError({f"{prefix}first_day": _("Ni håller redan området då.")})
            raise ValidationError({"instead": _("Den kommunen håller redan området då.")})
        day += timedelta(days=1)


def answer(actor: Actor, *, cover: Cover, yes: bool) -> None:
    """The other municipality's yes or no, to both ways of a swap. `cover` is locked by the caller. Days
    that have been stay with whoever held them: the yearly report counts them.

    Raises:
        ValidationError: the days have been, or somebody else holds the area then by now.
    """
    rules.answer_cover(actor, cover).require()
    one_at_a_time(f"cover {actor.collaboration_id}")
    both = _swap(actor, cover)
    if yes:
        _from_today(both)
        for each in both:
            known = reading.held(actor)
            stretch = holding.stretches(
                known.tasks,
                known.taken,
                each.area_id,
                each.first_day,
                each.last_day,
                is_second=each.is_second,
            )
            if any(
                each.holder_id not in one.holders or each.instead_id in one.holders
                for one in stretch
            ):
                raise ValidationError(_("Det går inte längre: någon annan håller området då."))
    state = Cover.State.ACCEPTED if yes else Cover.State.DECLINED
    _settle(actor, cover, both, state, "cover.accept" if yes else "cover.decline")


def _from_today(both: list[Cover]) -> None:
    """A yes counts from the day it is given."""
    today = clock.today()
    if any(each.last_day < today for each in both):
        raise ValidationError(
            _("Dagarna har redan varit. Svara nej. Den som frågade kan fråga om nya dagar.")
        )
    for each in both:
        if each.first_day < today:
            each.first_day = today
            each.save(update_fields=["first_day"])


def take_back(actor: Actor, *, cover: Cover) -> None:
    """Take a proposal back; what holds already is taken back by the coordinator, or by the one who
    does it for the other. Days that have been stay as they were: the report counts them. `cover` is
    locked by the caller."""
    rules.take_back_cover(actor, cover).require()
    yesterday = clock.today() - timedelta(days=1)
    both = _swap(actor, cover)
    begun = [
        each for each in both if each.state == Cover.State.ACCEPTED and each.first_day <= yesterday
    ]
    for each in begun:
        each.last_day = min(each.last_day, yesterday)
        each.save(update_fields=["last_day"])
    rest = [each for each in both if each not in begun]
    _settle(actor, cover, rest, Cover.State.TAKEN_BACK, "cover.take_back")


def _swap(actor: Actor, cover: Cover) -> list[Cover]:
    return list(
        Cover.objects.select_for_update()
        .filter(collaboration_id=actor.collaboration_id, swap_id=cover.swap_id)
        .order_by("first_day")
    )


def _settle(actor: Actor, cover: Cover, both: list[Cover], state: Cover.State, verb: str) -> None:
    for each in both:
        each.state, each.decided_at = state, clock.now()
        each.save(update_fields=["state", "decided_at"])
    access.audit(actor, verb, "cover", cover.id)
    _announce(actor, "cover.answered", cover, {cover.holder_id, cover.instead_id})


def _announce(
    actor: Actor, kind: str, cover: Cover, told: set[UUID], *, everybody: bool = False
) -> None:
    """Tell the other municipality of the two; `everybody`: both, the actor's own too."""
    if not everybody:
        told = told - {actor.municipality_id}
    announce(
        actor,
        kind,
        subject_kind="cover",
        subject_id=cover.id,
        detail={"municipalities": sorted(told)},
    )
