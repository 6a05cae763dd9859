"""Writes: occasions, arranged in the name of one municipality for all in the collaboration.

Announces `learning.changed`, `learning.cancelled` and `learning.restored` (subject: the occasion).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.competence.learning import rules, seats, texts
from kollega.competence.models import (
    Course,
    CourseKind,
    Occasion,
    OccasionDay,
    OccasionKind,
)
from kollega.core import access, clock, dates
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, once
from kollega.organisation.api import areas_for_ids, at_work
from kollega.organisation.models import Colleague

MOST_DAYS = 20
FAR = timedelta(days=2 * 366)

Time = tuple[datetime, datetime]


@dataclass(frozen=True)
class Terms:
    """What an occasion is. `days` are its times, in order; `most_each`: see `Occasion`."""

    title: str
    kind: OccasionKind
    days: tuple[Time, ...]
    seats: int
    most_each: int | None = None
    last_day: date | None = None
    place: str = ""
    link: str = ""
    course_id: UUID | None = None
    area_id: UUID | None = None
    leader_id: UUID | None = None


def add(actor: Actor, *, public_id: UUID, terms: Terms) -> Occasion:
    """Add an occasion in the name of the actor's municipality. The same `public_id` twice adds it once.

    Raises:
        ValidationError: what is wrong, by field.
    """
    rules.arrange(actor).require()
    rows = Occasion.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> Occasion:
        row = Occasion(
            id=public_id,
            collaboration_id=actor.collaboration_id,
            organiser_id=actor.municipality_id,
        )
        _set(actor, row, terms, before=())
        row.save(force_insert=True)
        _set_days(row, terms.days)
        access.audit(actor, "occasion.add", "occasion", row.id)
        return row

    return once(rows, public_id, create)[0]


def change(actor: Actor, occasion: Occasion, *, version: int, terms: Terms) -> bool:
    """Change an occasion, which comes locked through the gate; whether calendars must know of it.

    Raises:
        Conflict: somebody changed it in between.
        ValidationError: what is wrong, by field.
    """
    rules.steer(actor, occasion).require()
    before = times_of(occasion)
    if version != occasion.version:
        _refuse_overwriting(occasion, before, terms)
    told_before = (occasion.place, occasion.link, occasion.title)
    _refuse_fewer(occasion, terms.seats)
    _set(actor, occasion, terms, before=before)
    moved = terms.days != before or told_before != (occasion.place, occasion.link, occasion.title)
    if moved:
        occasion.sequence += 1
    occasion.version += 1
    occasion.save()
    if terms.days != before:
        _set_days(occasion, terms.days)
    access.audit(actor, "occasion.change", "occasion", occasion.id)
    if moved:
        _announce(actor, "learning.changed", occasion)
    seats.offer_next(actor, occasion)
    return moved


def cancel(actor: Actor, occasion: Occasion) -> None:
    """Call it off. Everybody who has a seat or waits for one is told; nobody loses the seat."""
    rules.steer(actor, occasion).require()
    if not rules.is_planned(occasion):
        return
    occasion.state = Occasion.State.CANCELLED
    _stepped(actor, occasion, "occasion.cancel", "learning.cancelled")


def restore(actor: Actor, occasion: Occasion) -> None:
    """Hold it after all, at the same time."""
    rules.steer(actor, occasion).require()
    if rules.is_planned(occasion):
        return
    occasion.state = Occasion.State.PLANNED
    _stepped(actor, occasion, "occasion.restore", "learning.restored")
    seats.offer_next(actor, occasion)


def _stepped(actor: Actor, occasion: Occasion, verb: str, kind: str) -> None:
    occasion.sequence += 1
    occasion.version += 1
    occasion.save()
    access.audit(actor, verb, "occasion", occasion.id)
    _announce(actor, kind, occasion)


def _announce(actor: Actor, kind: str, occasion: Occasion) -> None:
    announce(actor, kind, subject_kind="occasion", subject_id=occasion.id)


def times_of(occasion: Occasion) -> tuple[Time, ...]:
    """When it is, in order. One statement."""
    rows = OccasionDay.objects.filter(
        collaboration_id=occasion.collaboration_id, occasion=occasion
    ).order_by("starts_at")
    return tuple(rows.values_list("starts_at", "ends_at"))


def _set(actor: Actor, row: Occasion, terms: Terms, *, before: tuple[Time, ...]) -> None:
    course = _course(actor, terms.course_id)
    row.course = course
    row.title = terms.title or (course.title if course else "")
    if not row.title:
        raise ValidationError({"title": _("Skriv vad det heter, eller välj en kurs.")})
    texts.refuse_matters({"title": row.title}, {"place": terms.place})
    row.kind = _kind(course) if course else terms.kind
    row.area_id = _area(actor, terms.area_id)
    row.leader_id = _leader(actor, terms.leader_id, now=row.leader_id)
    _refuse_wrong_times(terms.days, before)
    row.first_at, row.last_at = terms.days[0][0], terms.days[-1][1]
    last_day = terms.last_day
    if last_day is not None and last_day > clock.local(row.first_at).date():
        raise ValidationError(
            {"last_day": _("Sista anmälningsdag kan inte vara efter den första dagen.")}
        )
    if last_day is not None and last_day < clock.today() and not before:
        raise ValidationError(
            {"last_day": _("%(day)s har redan varit.") % {"day": dates.day(last_day)}}
        )
    if terms.most_each is not None and terms.most_each > terms.seats:
        raise ValidationError({"most_each": _("Det kan inte vara fler än alla platser.")})
    row.seats, row.most_each, row.last_day = terms.seats, terms.most_each, last_day
    row.place, row.link = terms.place, terms.link


def _course(actor: Actor, course_id: UUID | None) -> Course | None:
    if course_id is None:
        return None
    rows = Course.objects.filter(collaboration_id=actor.collaboration_id)
    found = rows.filter(pk=course_id).first()
    if found is None:
        raise ValidationError({"course": _("Välj en kurs i listan.")})
    return found


def _kind(course: Course) -> OccasionKind:
    is_group = course.kind == CourseKind.SUPERVISION
    return OccasionKind.SUPERVISION if is_group else OccasionKind.COURSE


def _area(actor: Actor, area_id: UUID | None) -> UUID | None:
    if area_id is None:
        return None
    found = areas_for_ids(actor, [area_id]).get(area_id)
    if found is None:
        raise ValidationError({"area": _("Välj ett område i listan.")})
    return found.id


def _leader(actor: Actor, leader_id: UUID | None, *, now: UUID | None) -> UUID | None:
    """Somebody at work in the municipality that arranges it: only there can the list be read."""
    if leader_id is None or leader_id == now:
        return leader_id
    rows = Colleague.objects.filter(
        at_work(),
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        pk=leader_id,
    )
    if not rows.exists():
        raise ValidationError({"leader": _("Välj en kollega som arbetar hos er.")})
    return leader_id


def _refuse_wrong_times(days: tuple[Time, ...], before: Iterable[Time]) -> None:
    if not days:
        raise ValidationError({"day_1": _("Välj minst en dag.")})
    kept, last = set(before), None
    for starts_at, ends_at in days:
        words = dates.day(starts_at)
        if ends_at <= starts_at:
            raise ValidationError({"day_1": _("%(day)s slutar innan det börjar.") % {"day": words}})
        if last is not None and starts_at < last:
            raise ValidationError(
                {"day_1": _("Två tider går in i varandra den %(day)s.") % {"day": words}}
            )
        if (starts_at, ends_at) not in kept and starts_at <= clock.now():
            raise ValidationError({"day_1": _("%(day)s har redan varit.") % {"day": words}})
        if starts_at > clock.now() + FAR:
            raise ValidationError({"day_1": _("Välj en dag inom de närmaste två åren.")})
        last = ends_at


def _refuse_fewer(occasion: Occasion, wanted: int) -> None:
    taken = seats.count(occasion).taken
    if wanted < taken:
        words = ngettext(
            "%(n)d har redan plats. Så många måste platserna vara.",
            "%(n)d har redan plats. Så många måste platserna vara.",
            taken,
        )
        raise ValidationError({"seats": words % {"n": taken}})


def _set_days(row: Occasion, days: tuple[Time, ...]) -> None:
    """Write its times; one that is there stays the same row, for calendars' sake."""
    here = OccasionDay.objects.filter(collaboration_id=row.collaboration_id, occasion=row)
    stored = {each.starts_at: each for each in here}
    for starts_at, ends_at in days:
        found = stored.pop(starts_at, None)
        if found is None:
            OccasionDay(
                collaboration_id=row.collaboration_id,
                occasion=row,
                starts_at=starts_at,
                ends_at=ends_at,
            ).save(force_insert=True)
        elif found.ends_at != ends_at:
            found.ends_at = ends_at
            found.save(update_fields=["ends_at"])
    here.filter(pk__in=[each.pk for each in stored.values()]).delete()


def _refuse_overwriting(stored: Occasion, before: tuple[Time, ...], yours: Terms) -> None:
    def when(days: Iterable[Time]) -> str:
        return ", ".join(f"{dates.moment(a)}–{clock.local(b):%H.%M}" for a, b in days)

    pairs = {
        "title": (_("Namn"), stored.title, yours.title or stored.title),
        "days": (_("Tider"), when(before), when(yours.days)),
        "seats": (_("Platser"), str(stored.seats), str(yours.seats)),
        "most_each": (
            _("Högst från samma kommun"),
            str(stored.most_each or ""),
            str(yours.most_each or ""),
        ),
        "last_day": (
            _("Sista anmälningsdag"),
            dates.day(stored.last_day) if stored.last_day else "",
            dates.day(yours.last_day) if yours.last_day else "",
        ),
        "place": (_("Plats"), stored.place, yours.place),
        "link": (_("Länk"), stored.link, yours.link),
    }
    differing = {name: each for name, each in pairs.items() if each[1] != each[2]}
    if differing:
        raise Conflict(version=stored.version, fields=differing)
